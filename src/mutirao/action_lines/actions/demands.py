"""Demands: taken on, given back, met."""

from __future__ import annotations

from django.db import transaction

from mutirao.accounts.models import User
from mutirao.action_lines import rules
from mutirao.action_lines.models import Demand
from mutirao.action_lines.states import Act, DemandState
from mutirao.base import audit, clock
from mutirao.base.errors import Refused


@transaction.atomic
def take_demand(*, demand: Demand, by: User) -> None:
    """Be the one who is asked about this demand; of two at once, exactly one gets it."""
    rules.can_take_demand(by, demand).or_refuse()
    free = Demand.objects.filter(pk=demand.pk, owner=None).exclude(state=DemandState.MET)
    if not free.update(owner=by, state=DemandState.UNDER_WAY, updated_at=clock.now()):
        raise Refused(str(rules.DEMAND_TAKEN))
    audit.record(subject=demand.reference, action=Act.DEMAND_TAKEN, by=by, facts={})


@transaction.atomic
def give_back_demand(*, demand: Demand, by: User) -> None:
    """Nobody owns it now; what was met stays met."""
    rules.can_care_for_demand(by, demand).or_refuse()
    state = DemandState.MET if demand.state == DemandState.MET else DemandState.OPEN
    Demand.objects.filter(pk=demand.pk).update(owner=None, state=state, updated_at=clock.now())
    audit.record(subject=demand.reference, action=Act.DEMAND_GIVEN_BACK, by=by, facts={})


@transaction.atomic
def say_demand_is_met(*, demand: Demand, by: User) -> None:
    rules.can_care_for_demand(by, demand).or_refuse()
    _set_state(demand, DemandState.MET)
    audit.record(subject=demand.reference, action=Act.DEMAND_MET, by=by, facts={})


@transaction.atomic
def say_demand_is_not_met(*, demand: Demand, by: User) -> None:
    """It was called met too early: it is with its owner again, or with nobody."""
    rules.can_care_for_demand(by, demand).or_refuse()
    _set_state(demand, DemandState.UNDER_WAY if demand.owner_id else DemandState.OPEN)
    audit.record(subject=demand.reference, action=Act.DEMAND_NOT_MET, by=by, facts={})


def _set_state(demand: Demand, state: DemandState) -> None:
    Demand.objects.filter(pk=demand.pk).update(state=state, updated_at=clock.now())
