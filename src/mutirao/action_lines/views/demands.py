"""What can be done with a demand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from mutirao.accounts.requests import PersonRequest
from mutirao.action_lines import actions, rules
from mutirao.action_lines.models import Demand
from mutirao.base.gates import get_for
from mutirao.base.verdicts import Verdict


@dataclass(frozen=True)
class Step:
    """What a button beside a demand does."""

    rule: Callable[[Any, Demand], Verdict]
    act: Callable[..., None]
    done: Any


CARE = rules.can_care_for_demand
STEPS = {
    "take": Step(rules.can_take_demand, actions.take_demand, _("Thank you. People will ask you about this demand.")),
    "give-back": Step(CARE, actions.give_back_demand, _("You have given it back. Somebody else can take it on.")),
    "met": Step(CARE, partial(actions.say_demand_is_met, is_met=True), _("The demand is marked as met.")),
    "not-met": Step(CARE, partial(actions.say_demand_is_met, is_met=False), _("The demand is not met any more.")),
}


@login_required
@require_POST
def take_step(request: PersonRequest, slug: str, name: str) -> HttpResponse:
    if name not in STEPS:
        raise Http404
    step = STEPS[name]
    demand = get_for(request.user, Demand, slug, step.rule)
    step.act(demand=demand, by=request.user)
    messages.success(request, step.done)
    return redirect(demand)
