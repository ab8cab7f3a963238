"""What curators do: recommend, withdraw, restore, merge, and look for doubles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mutirao.accounts.requests import PersonRequest
from mutirao.action_lines.models import ActionLine
from mutirao.action_lines.rules import can_pin
from mutirao.base.errors import Refused
from mutirao.base.gates import get_for
from mutirao.base.languages import interface_language
from mutirao.base.text import Text
from mutirao.learning import actions, queries, rules
from mutirao.learning.forms import MergeForm, ReasonForm, RecommendForm
from mutirao.learning.models import Resource

READ_OR_ACT = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Act:
    """The words of the page of one act."""

    heading: str
    explanation: str
    button: str
    done: str


@never_cache
@login_required
@require_safe
def duplicates(request: PersonRequest) -> HttpResponse:
    """Resources that may be one, for curators to merge."""
    rules.can_curate(request.user).or_refuse()
    return render(request, "learning/duplicates.html", {"groups": queries.duplicates()})


@login_required
@READ_OR_ACT
def recommend(request: PersonRequest, slug: str) -> HttpResponse:
    shown = get_for(request.user, Resource, slug, rules.can_change)
    lines = [line for line in ActionLine.objects.all() if can_pin(request.user, line)]
    form = RecommendForm(request.POST or None, lines=lines)
    act = Act(
        _("Recommend this resource"),
        _("It stands on the page of the action line, with your reason."),
        _("Recommend it"),
        _("It is recommended now."),
    )

    def pin() -> Resource:
        language, typed = interface_language(), form.cleaned_data
        line = next(line for line in lines if line.slug == typed["action_line"])
        actions.recommend(
            resource=shown, line=line, reason=Text(language, {language: typed["reason"]}), by=request.user
        )
        return shown

    return _answer(request, shown, act, form, pin)


@login_required
@READ_OR_ACT
def withdraw(request: PersonRequest, slug: str) -> HttpResponse:
    shown = get_for(request.user, Resource, slug, rules.can_change)
    act = Act(
        _("Withdraw this resource"),
        _("It leaves the lists, the search and the open data. You can restore it later."),
        _("Withdraw it"),
        _("It is withdrawn."),
    )
    form = ReasonForm(request.POST or None)

    def take_off() -> Resource:
        actions.withdraw_resource(resource=shown, reason=form.cleaned_data["reason"], by=request.user)
        return shown

    return _answer(request, shown, act, form, take_off)


@login_required
@READ_OR_ACT
def restore(request: PersonRequest, slug: str) -> HttpResponse:
    shown = get_for(request.user, Resource, slug, rules.can_restore)
    act = Act(
        _("Restore this resource"),
        _("It stands in the library again."),
        _("Restore it"),
        _("It is back in the library."),
    )
    form = ReasonForm(request.POST or None)

    def bring_back() -> Resource:
        actions.restore_resource(resource=shown, reason=form.cleaned_data["reason"], by=request.user)
        return shown

    return _answer(request, shown, act, form, bring_back)


@login_required
@READ_OR_ACT
def merge(request: PersonRequest, slug: str) -> HttpResponse:
    shown = get_for(request.user, Resource, slug, rules.can_change)
    act = Act(
        _("Merge this resource into another"),
        _("The other one stays, with the skills and recommendations of both. This page leads there."),
        _("Merge them"),
        _("The two are one now."),
    )
    form = MergeForm(request.POST or None, initial={"into": request.GET.get("into", "")[:100]})

    def unite() -> Resource:
        typed = form.cleaned_data
        return actions.merge_resource(resource=shown, into=typed["into"], reason=typed["reason"], by=request.user)

    return _answer(request, shown, act, form, unite)


def _answer(request: PersonRequest, shown: Resource, act: Act, form: Form, do: Callable[[], Resource]) -> HttpResponse:
    """Act and go to what came of it; or the page again with what is wrong and all that was typed."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                leads_to = do()
            except Refused as refusal:
                form.add_error(None, refusal.reason)
                status = 403
            else:
                messages.success(request, act.done)
                return redirect(leads_to)
    context: dict[str, Any] = {"resource": shown, "act": act, "form": form}
    return render(request, "learning/act.html", context, status=status)
