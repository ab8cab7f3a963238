"""Demands: taken on, given back, met."""

from __future__ import annotations

from django.db import transaction

from mutirao.accounts.models import User
from mutirao.action_lines import rules
from mutirao.action_lines.models import Demand
from mutirao.action_lines.states import Act, DemandState
from mutirao.base import audit, clock


@transaction.atomic
def take_demand(*, demand: Demand, by: User) -> None:
    """Be the one who is asked about this demand; of two at once, exactly one gets it."""
    rules.can_take_demand(by, demand).or_refuse()
    free = Demand.objects.filter(pk=demand.pk, owner=None).exclude(state=DemandState.MET)
    if not free.update(owner=by, state=DemandState.UNDER_WAY, updated_at=clock.now()):
        demand.refresh_from_db()
        rules.can_take_demand(by, demand).or_refuse()
    audit.record(subject=demand.reference, action=Act.DEMAND_TAKEN, by=by, facts={})


@transaction.atomic
def give_back_demand(*, demand: Demand, by: User) -> None:
    """Nobody owns it now; what was met stays met."""
    rules.can_care_for_demand(by, demand).or_refuse()
    state = DemandState.MET if demand.state == DemandState.MET else DemandState.OPEN
    Demand.objects.filter(pk=demand.pk).update(owner=None, state=state, updated_at=clock.now())
    audit.record(subject=demand.reference, action=Act.DEMAND_GIVEN_BACK, by=by, facts={})


@transaction.atomic
def say_demand_is_met(*, demand: Demand, is_met: bool, by: User) -> None:
    rules.can_care_for_demand(by, demand).or_refuse()
    unmet = DemandState.UNDER_WAY if demand.owner_id else DemandState.OPEN
    state = DemandState.MET if is_met else unmet
    Demand.objects.filter(pk=demand.pk).update(state=state, updated_at=clock.now())
    audit.record(subject=demand.reference, action=Act.DEMAND_MET if is_met else Act.DEMAND_NOT_MET, by=by, facts={})
