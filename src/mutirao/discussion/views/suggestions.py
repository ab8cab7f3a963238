"""Suggesting a thing or a correction, following it, and deciding about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Field
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.choices import flatten_choices
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mutirao.base.errors import InputError
from mutirao.base.gates import get_for
from mutirao.base.paging import PAGE_SIZE, address_without_page, page_of
from mutirao.base.references import Reference, kind_named, resolve
from mutirao.base.templatetags.text import comma
from mutirao.discussion import actions, queries, rules
from mutirao.discussion.forms import GroundsForm, SuggestionDecisionForm
from mutirao.discussion.models import Suggestion
from mutirao.discussion.states import SuggestionState
from mutirao.discussion.suggestible import (
    StoredValue,
    SuggestedForm,
    Suggestible,
    digest,
    present_values,
    suggestible_named,
)
from mutirao.discussion.views.acts import attempt, person

READ_OR_ACT = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Difference:
    """One fact: as it stands now, as suggested, and whether it changed since the suggestion was made."""

    label: Any
    now: str
    suggested: str
    has_changed_since: bool


def _suggestible_or_404(kind: str) -> Suggestible:
    try:
        return suggestible_named(kind)
    except InputError as error:
        raise Http404 from error


@login_required
@READ_OR_ACT
def suggest(request: HttpRequest, kind: str, key: str | None = None) -> HttpResponse:
    """The form for a new thing, or filled with the present facts of one to correct."""
    suggestible = _suggestible_or_404(kind)
    subject = None
    if key is not None:
        subject = None if "\x00" in key else resolve(Reference(kind, key), user=request.user)
        if subject is None:
            raise Http404
    form = suggestible.form(request.POST or None, subject=subject, initial=present_values(suggestible, subject))
    grounds = GroundsForm(request.POST or None)
    status = 200
    if request.method == "POST":
        # Both, so that the page shows all that is wrong at once.
        are_valid = grounds.is_valid() & form.is_valid()
        status = attempt(form, lambda: _send(request, kind, subject, form, grounds)) if are_valid else 422
        if status == 200:
            return redirect("discussion:suggestions")
    label = kind_named(kind).label
    context = {"form": form, "grounds": grounds, "subject": subject, "label": label}
    return render(request, "discussion/suggest.html", context, status=status)


def _send(request: HttpRequest, kind: str, subject: Any, form: SuggestedForm, grounds: GroundsForm) -> None:
    actions.suggest(kind=kind, subject=subject, form=form, by=person(request), **grounds.cleaned_data)
    messages.success(request, _("Thank you. A curator will read your suggestion."))


@never_cache
@login_required
@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """What waits for the person as a curator, and what they suggested themselves."""
    by = person(request)
    waiting = page_of(queries.suggestion_queue(by), request)
    context = {
        "waiting": waiting,
        "mine": queries.suggestions_by(by)[:PAGE_SIZE],
        "page_query": address_without_page(request),
    }
    return render(request, "discussion/suggestions.html", context)


@never_cache
@login_required
@READ_OR_ACT
def suggestion(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What was suggested beside what stands now, and the decision or the form for it."""
    shown = get_for(request.user, Suggestion, public_id, related=("proposed_by",))
    suggestible = _suggestible_or_404(shown.subject_kind)
    subject = resolve(shown.subject, user=request.user) if shown.subject_id else None
    present = {} if shown.is_new else present_values(suggestible, subject)
    can_decide = rules.can_decide_suggestion(request.user, shown)
    form, status = SuggestionDecisionForm(request.POST or None, initial={"seen": digest(present)}), 200
    if request.method == "POST":
        can_decide.or_refuse()
        status = attempt(form, lambda: _decide(request, shown, form))
        if status == 200:
            return redirect("discussion:suggestions")
        # Whoever was told that something changed decides again about what stands on the page now.
        form.data = {**request.POST.dict(), "seen": digest(present)}
    context = {
        "suggestion": shown,
        "subject": subject,
        "label": kind_named(shown.subject_kind).label,
        "differences": _differences(suggestible, shown, subject, present),
        "is_proposer": shown.proposed_by_id == person(request).pk,
        "can_decide": can_decide,
        "can_take_back": rules.can_take_back_suggestion(request.user, shown),
        "form": form,
    }
    return render(request, "discussion/suggestion.html", context, status=status)


def _decide(request: HttpRequest, shown: Suggestion, form: SuggestionDecisionForm) -> None:
    cleaned, by = form.cleaned_data, person(request)
    if cleaned["state"] == SuggestionState.ACCEPTED:
        actions.accept_suggestion(suggestion=shown, reason=cleaned["reason"], seen=cleaned["seen"], by=by)
        messages.success(request, _("Accepted: it stands in our lists now."))
    else:
        actions.refuse_suggestion(suggestion=shown, reason=cleaned["reason"], by=by)
        messages.success(request, _("Refused. Who suggested it can read your reason."))


def _differences(
    suggestible: Suggestible, shown: Suggestion, subject: Any, present: dict[str, Any]
) -> list[Difference]:
    # An accepted one is compared with what stood there before it.
    is_waiting = shown.state == SuggestionState.WAITING
    now = present if is_waiting else shown.seen
    fields = suggestible.form(subject=subject).fields
    return [
        Difference(
            label=field.label,
            now=_in_words(field, now.get(name, "")),
            suggested=_in_words(field, shown.values[name]),
            has_changed_since=is_waiting and name in shown.seen and shown.seen[name] != present.get(name),
        )
        for name, field in fields.items()
        if name in shown.values
    ]


def _in_words(field: Field, value: StoredValue) -> str:
    """A stored value as people read it: the words of its choices, one line for a list."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    choices: list[tuple[Any, Any]] = list(flatten_choices(getattr(field, "choices", ())))
    words = {str(key): str(label) for key, label in choices}
    if isinstance(value, list):
        return comma().join(words.get(each, each) for each in value)
    return words.get(value, value)


@login_required
@require_POST
def take_back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    shown = get_for(request.user, Suggestion, public_id, rules.can_take_back_suggestion)
    actions.take_back_suggestion(suggestion=shown, by=person(request))
    messages.success(request, _("Your suggestion is taken back."))
    return redirect("discussion:suggestions")
