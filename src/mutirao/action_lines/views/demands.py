"""What can be done with a demand."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from mutirao.accounts.requests import PersonRequest
from mutirao.action_lines import actions, rules
from mutirao.action_lines.models import Demand
from mutirao.action_lines.views.steps import Step, step_named, take
from mutirao.base.gates import get_for

CARE = rules.can_care_for_demand
STEPS = {
    "take": Step(rules.can_take_demand, actions.take_demand, _("Thank you. People will ask you about this demand.")),
    "give-back": Step(CARE, actions.give_back_demand, _("You have given it back. Somebody else can take it on.")),
    "met": Step(CARE, actions.say_demand_is_met, _("The demand is marked as met.")),
    "not-met": Step(CARE, actions.say_demand_is_not_met, _("The demand is not met any more.")),
}


@login_required
@require_POST
def take_step(request: PersonRequest, slug: str, name: str) -> HttpResponse:
    step = step_named(STEPS, name)
    demand = get_for(request.user, Demand, slug, step.rule)
    take(request, step, prefix=name, demand=demand)
    return redirect(demand)
