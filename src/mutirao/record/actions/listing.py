"""Writing what somebody suggested and a curator accepted, and taking a discussion off the list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from mutirao.accounts.models import User
from mutirao.action_lines.models import ActionLine
from mutirao.base import audit, clock
from mutirao.base.languages import interface_language
from mutirao.base.references import Reference
from mutirao.projects.slugs import free_slug
from mutirao.projects.states import Listing
from mutirao.record import rules
from mutirao.record.models import Discussion, Outcome
from mutirao.record.states import Act

TEXTS = ("venue", "participants", "topic", "outcome", "summary")
PLAIN = ("title", "start_date", "end_date", "venue_kind", "address", "language")


def present_facts(discussion: Discussion) -> Mapping[str, Any]:
    """What the form of a correction is filled with."""
    return {
        **{name: getattr(discussion, name) for name in PLAIN},
        **{name: getattr(discussion, name).original for name in TEXTS},
        "action_lines": sorted(discussion.action_lines.values_list("slug", flat=True)),
        "came_of": "\n".join(str(outcome.subject) for outcome in discussion.outcomes.all()),
    }


@transaction.atomic
def write_suggested(*, subject: Discussion | None, values: dict[str, Any], source_address: str, by: User) -> Discussion:
    """List a discussion or correct one. What a file said of it before does not come back."""
    rules.is_curator(by).or_refuse()
    discussion = subject or Discussion(slug=free_slug(Discussion, slugify(values["title"]) or "discussion"))
    for name in PLAIN:
        setattr(discussion, name, values[name])
    for name in TEXTS:
        setattr(discussion, name, getattr(discussion, name).with_original(values[name], language=interface_language()))
    discussion.corrected_at = clock.now()
    if subject is not None:
        discussion.version += 1
    discussion.save()
    discussion.action_lines.set(ActionLine.objects.filter(slug__in=values["action_lines"]))
    _set_outcomes(discussion, [Reference.parse(line) for line in values["came_of"].splitlines()])
    act = Act.DISCUSSION_LISTED if subject is None else Act.DISCUSSION_CORRECTED
    audit.record(subject=discussion.reference, action=act, by=by, facts={"source": source_address})
    return discussion


@transaction.atomic
def withdraw_discussion(*, discussion: Discussion, reason: str, by: User) -> None:
    discussion = Discussion.objects.select_for_update().get(pk=discussion.pk)
    rules.can_withdraw(by, discussion).or_refuse()
    discussion.state, discussion.state_reason = Listing.WITHDRAWN, reason
    discussion.save()
    facts = {"reason": reason}
    audit.record(subject=discussion.reference, action=Act.DISCUSSION_WITHDRAWN, by=by, facts=facts)


@transaction.atomic
def list_again(*, discussion: Discussion, by: User) -> None:
    discussion = Discussion.objects.select_for_update().get(pk=discussion.pk)
    rules.can_list_again(by, discussion).or_refuse()
    discussion.state, discussion.state_reason = Listing.LISTED, ""
    discussion.save()
    audit.record(subject=discussion.reference, action=Act.DISCUSSION_LISTED_AGAIN, by=by, facts={})


def _set_outcomes(discussion: Discussion, references: list[Reference]) -> None:
    discussion.outcomes.all().delete()
    Outcome.objects.bulk_create(
        Outcome(discussion=discussion, subject_kind=each.kind, subject_id=each.public_id)
        for each in dict.fromkeys(references)
    )
