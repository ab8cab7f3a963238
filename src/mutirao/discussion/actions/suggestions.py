"""Suggesting a thing for our lists or a correction, taking it back, and a curator's decision."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from mutirao.accounts.actions import notify
from mutirao.accounts.models import User
from mutirao.accounts.rules import is_signed_in
from mutirao.accounts.wording import in_every_language
from mutirao.base import audit, clock, rates
from mutirao.base.canonical_json import JSON
from mutirao.base.errors import Conflict, Refused
from mutirao.base.references import resolve
from mutirao.discussion import rules
from mutirao.discussion.models import Suggestion
from mutirao.discussion.states import Act, SuggestionState
from mutirao.discussion.suggestible import (
    StoredValues,
    SuggestedForm,
    Suggestible,
    digest,
    present_values,
    stored,
    suggestible_named,
)

SUGGESTIONS_A_DAY = 30
LONGEST_TITLE = 300
ACCEPTED = gettext_noop("A suggestion of yours is accepted. Thank you.")
REFUSED = gettext_noop("A curator has decided about a suggestion of yours.")


@transaction.atomic
def suggest(
    *, kind: str, subject: Any | None, form: SuggestedForm, source_address: str, note: str, by: User
) -> Suggestion:
    """Let the cleaned values of ``form`` wait for a curator; of a correction, those that differ from ``subject``.

    ``subject`` is an object that ``by`` was allowed to see, None for a new thing. Raises ``Refused`` when a
    correction changes nothing.
    """
    is_signed_in(by).or_refuse()
    values = stored(form.cleaned_data)
    present = present_values(suggestible_named(kind), subject)
    changed = {name: value for name, value in values.items() if name not in present or present[name] != value}
    if not changed:
        raise Refused(_("Nothing is different yet."))
    rates.allow(f"discussion.suggest {by.pk}", limit=SUGGESTIONS_A_DAY, per=timedelta(days=1)).or_refuse()
    title = str(next(iter(values.values()))) if subject is None else str(subject)
    suggestion = Suggestion.objects.create(
        is_new=subject is None,
        title=title[:LONGEST_TITLE],
        subject_kind=kind,
        subject_id="" if subject is None else subject.reference.public_id,
        values=changed,
        seen={name: present[name] for name in changed if name in present},
        source_address=source_address,
        note=note,
        proposed_by=by,
    )
    facts = {"kind": kind, "fields": sorted(changed)}
    personal: dict[str, JSON] = {"values": changed, "note": note}
    audit.record(subject=suggestion.reference, action=Act.SUGGESTED, by=by, facts=facts, personal=personal)
    return suggestion


@transaction.atomic
def take_back_suggestion(*, suggestion: Suggestion, by: User) -> None:
    """The person's words go, the row stays as a trace."""
    suggestion = _locked(suggestion)
    rules.can_take_back_suggestion(by, suggestion).or_refuse()
    suggestion.values, suggestion.seen, suggestion.note = {}, {}, ""
    suggestion.state, suggestion.decided_at = SuggestionState.TAKEN_BACK, clock.now()
    suggestion.save()
    audit.record(subject=suggestion.reference, action=Act.SUGGESTION_TAKEN_BACK, by=by, facts={})


@transaction.atomic
def accept_suggestion(*, suggestion: Suggestion, reason: str, seen: str, by: User) -> Any:
    """Write it through the owner's action; returns the thing.

    ``seen`` is the digest of the present facts that the curator had before their eyes: raises ``Conflict`` when they
    changed since, and ``Refused`` when the facts do not fit any more or the thing is gone.
    """
    suggestion = _locked(suggestion)
    rules.can_decide_suggestion(by, suggestion).or_refuse()
    suggestible = suggestible_named(suggestion.subject_kind)
    subject = None if suggestion.is_new else resolve(suggestion.subject, user=by)
    if subject is None and not suggestion.is_new:
        raise Refused(_("What this suggestion is about is not listed any more."))
    present = present_values(suggestible, subject)
    if digest(present) != seen:
        raise Conflict(str(suggestion))
    values = _cleaned(suggestible, subject, present | suggestion.values)
    written = suggestible.write(subject=subject, values=values, source_address=suggestion.source_address, by=by)
    suggestion.subject = written.reference
    _decide(suggestion, SuggestionState.ACCEPTED, reason, by)
    return written


@transaction.atomic
def refuse_suggestion(*, suggestion: Suggestion, reason: str, by: User) -> None:
    """Say no, with the reason that the proposer reads."""
    suggestion = _locked(suggestion)
    rules.can_decide_suggestion(by, suggestion).or_refuse()
    _decide(suggestion, SuggestionState.REFUSED, reason, by)


def _cleaned(suggestible: Suggestible, subject: Any | None, values: StoredValues) -> dict[str, Any]:
    form = suggestible.form(values, subject=subject)
    if not form.is_valid():
        wrong = "; ".join(
            f"{form.fields[name].label if name in form.fields else ''} {' '.join(map(str, errors))}".strip()
            for name, errors in form.errors.items()
        )
        raise Refused(_("This does not fit any more: %(wrong)s") % {"wrong": wrong})
    return form.cleaned_data


def _decide(suggestion: Suggestion, state: SuggestionState, reason: str, by: User) -> None:
    suggestion.state, suggestion.reason = state, reason
    suggestion.decided_by, suggestion.decided_at = by, clock.now()
    suggestion.save()
    audit.record(
        subject=suggestion.reference,
        action=Act.SUGGESTION_DECIDED,
        by=by,
        facts={"state": state.value, "subject": str(suggestion.subject)},
        personal={"reason": reason},
    )
    if suggestion.proposed_by is not None:
        words = in_every_language(ACCEPTED if state == SuggestionState.ACCEPTED else REFUSED)
        address = suggestion.get_absolute_url()
        notify(person=suggestion.proposed_by, topic="discussion", text=words, address=address)


def _locked(suggestion: Suggestion) -> Suggestion:
    rows = Suggestion.objects.select_for_update(of=("self",)).select_related("proposed_by")
    return rows.get(pk=suggestion.pk)
