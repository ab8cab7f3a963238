"""Open tasks: the list, and the life of one."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from mutirao.accounts.requests import PersonRequest
from mutirao.action_lines import actions, queries, rules
from mutirao.action_lines.forms import DoneForm, SendBackForm, TaskFilterForm
from mutirao.action_lines.models import OpenTask
from mutirao.action_lines.views.steps import Step, offered, step_named, take
from mutirao.base.gates import get_for
from mutirao.base.paging import CARDS_A_PAGE, address_without_page, page_of
from mutirao.base.references import resolve

RELATED = ("action_line", "skill", "claimed_by")


STEPS = {
    "claim": Step(rules.can_claim_task, actions.claim_task, _("It is yours for 14 days. Thank you!"), _("I do this")),
    "done": Step(
        rules.can_work_on_task,
        actions.say_task_is_done,
        _("Thank you! Somebody else looks at it, then it counts."),
        _("It is done"),
        DoneForm,
    ),
    "give-back": Step(
        rules.can_work_on_task, actions.give_back_task, _("It is open for others again."), _("Give it back")
    ),
    "confirm": Step(
        rules.can_confirm_task, actions.confirm_task, _("Thank you for looking."), _("I looked, it is done")
    ),
    "send-back": Step(
        rules.can_send_back_task,
        actions.send_back_task,
        _("They are told what is missing."),
        _("Something is missing"),
        SendBackForm,
    ),
}


@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    form = TaskFilterForm(request.GET)
    context = {
        "form": form,
        "page": page_of(queries.found_tasks(form.filters()), request, size=CARDS_A_PAGE),
        "page_query": address_without_page(request),
    }
    return render(request, "action_lines/tasks.html", context)


@require_safe
def task(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _page(request, get_for(request.user, OpenTask, public_id, related=RELATED), {})


@login_required
@require_POST
def take_step(request: PersonRequest, public_id: UUID, name: str) -> HttpResponse:
    """One step in the life of a task."""
    step = step_named(STEPS, name)
    found = get_for(request.user, OpenTask, public_id, step.rule, related=RELATED)
    wrong = take(request, step, prefix=name, task=found)
    return redirect(found) if wrong is None else _page(request, found, {name: wrong})


def _page(request: HttpRequest, found: OpenTask, wrong: dict[str, Form]) -> HttpResponse:
    context = {
        "task": found,
        "subject": resolve(found.subject, user=request.user),
        "steps": offered(STEPS, found, request.user, wrong),
        "sees_claim": bool(rules.can_see_claim(request.user, found)),
        "is_mine": found.claimed_by_id is not None and found.claimed_by_id == request.user.pk,
        "claim_ends": found.claimed_at + queries.CLAIM_LASTS if found.claimed_at else None,
    }
    return render(request, "action_lines/task.html", context, status=422 if wrong else 200)
