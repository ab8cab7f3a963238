"""Open tasks: the list, and the life of one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from mutirao.accounts.requests import PersonRequest
from mutirao.action_lines import actions, queries, rules
from mutirao.action_lines.forms import DoneForm, SendBackForm, TaskFilterForm
from mutirao.action_lines.models import OpenTask
from mutirao.base import rates
from mutirao.base.gates import get_for
from mutirao.base.paging import address_without_page, page_of
from mutirao.base.references import resolve
from mutirao.base.verdicts import Verdict

RELATED = ("action_line", "skill", "claimed_by")
ACTS_AN_HOUR = 60


@dataclass(frozen=True)
class Step:
    """One thing that can be done with a task; ``form`` where words are needed."""

    rule: Callable[[Any, OpenTask], Verdict]
    act: Callable[..., None]
    label: Any
    done: Any
    form: type[Form] | None = None


STEPS = {
    "claim": Step(rules.can_claim_task, actions.claim_task, _("I do this"), _("It is yours for 14 days. Thank you!")),
    "done": Step(
        rules.can_work_on_task,
        actions.say_task_is_done,
        _("It is done"),
        _("Thank you! Somebody else looks at it, then it counts."),
        DoneForm,
    ),
    "give-back": Step(
        rules.can_work_on_task, actions.give_back_task, _("Give it back"), _("It is open for others again.")
    ),
    "confirm": Step(
        rules.can_confirm_task, actions.confirm_task, _("I looked, it is done"), _("Thank you for looking.")
    ),
    "send-back": Step(
        rules.can_send_back_task,
        actions.send_back_task,
        _("Something is missing"),
        _("They are told what is missing."),
        SendBackForm,
    ),
}


@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    form = TaskFilterForm(request.GET)
    context = {
        "form": form,
        "page": page_of(queries.found_tasks(form.filters()), request),
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
    if name not in STEPS:
        raise Http404
    step = STEPS[name]
    found = get_for(request.user, OpenTask, public_id, step.rule, related=RELATED)
    form = step.form(request.POST, prefix=name) if step.form else None
    if form is not None and not form.is_valid():
        return _page(request, found, {name: form})
    rates.allow(f"task steps {request.user.pk}", limit=ACTS_AN_HOUR, per=timedelta(hours=1)).or_refuse()
    step.act(task=found, by=request.user, **(form.cleaned_data if form else {}))
    messages.success(request, step.done)
    return redirect(found)


def _page(request: HttpRequest, found: OpenTask, wrong: dict[str, Form]) -> HttpResponse:
    steps = [
        (name, step, (wrong.get(name) or step.form(prefix=name)) if step.form else None)
        for name, step in STEPS.items()
        if step.rule(request.user, found)
    ]
    context = {
        "task": found,
        "subject": resolve(found.subject, user=request.user),
        "steps": steps,
        "sees_claim": bool(rules.can_see_claim(request.user, found)),
        "is_mine": found.claimed_by_id is not None and found.claimed_by_id == request.user.pk,
        "claim_ends": found.claimed_at + queries.CLAIM_LASTS if found.claimed_at else None,
    }
    return render(request, "action_lines/task.html", context, status=422 if wrong else 200)
