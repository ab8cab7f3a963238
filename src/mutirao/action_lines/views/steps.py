"""A step: a button that moves something from one state to the next, for tasks and demands alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404

from mutirao.accounts.requests import PersonRequest
from mutirao.base import rates
from mutirao.base.verdicts import Verdict

STEPS_AN_HOUR = 60


@dataclass(frozen=True)
class Step:
    """``done`` is said afterwards; ``label`` stands on the button, ``form`` above it where words are needed."""

    rule: Callable[[Any, Any], Verdict]
    act: Callable[..., None]
    done: Any
    label: Any = ""
    form: type[Form] | None = None


def step_named(steps: Mapping[str, Step], name: str) -> Step:
    if name not in steps:
        raise Http404
    return steps[name]


def take(request: PersonRequest, step: Step, *, prefix: str, **thing: Any) -> Form | None:
    """Do it to ``thing``, which is named as the action names it; the form comes back, and nothing is done, if wrong."""
    form = step.form(request.POST, prefix=prefix) if step.form else None
    if form is not None and not form.is_valid():
        return form
    rates.allow(f"steps {request.user.pk}", limit=STEPS_AN_HOUR, per=timedelta(hours=1)).or_refuse()
    step.act(**thing, by=request.user, **(form.cleaned_data if form else {}))
    messages.success(request, step.done)
    return None


def offered(
    steps: Mapping[str, Step], thing: Any, user: Any, wrong: Mapping[str, Form]
) -> list[tuple[str, Step, Form | None]]:
    """The steps that ``user`` may take, each with its form: the one in ``wrong``, or an empty one."""
    allowed = {name: step for name, step in steps.items() if step.rule(user, thing)}
    return [
        (name, step, (wrong.get(name) or step.form(prefix=name)) if step.form else None)
        for name, step in allowed.items()
    ]
