"""Asking people, hearing them, and freezing what came out."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from mutirao.accounts.models import User
from mutirao.base import audit, clock, rates
from mutirao.base.errors import InputError
from mutirao.base.news import announce
from mutirao.base.text import Text
from mutirao.discussion import queries, rules
from mutirao.discussion.models import Ballot, Poll
from mutirao.discussion.states import Act, ConsentChoice, PollKind
from mutirao.discussion.subjects import space_of

POLLS_A_DAY = 10
SHORTEST, LONGEST = timedelta(hours=1), timedelta(days=90)
MOST_OPTIONS = 10


@transaction.atomic
def open_poll(
    *,
    subject: Any,
    question: Text,
    poll_kind: str,
    options: list[Text],
    voters: str,
    closes_at: datetime,
    by: User,
) -> Poll:
    """Ask about ``subject``, an object that ``by`` was allowed to see; a consent poll has no options of its own."""
    space = space_of(subject)
    # One poll at a time of one person: a button pressed twice opens one.
    User.objects.select_for_update().get(pk=by.pk)
    rules.can_open_poll(by, space).or_refuse()
    twin = queries.asked_just_now(subject.reference, question, by=by)
    if twin is not None:
        return twin
    rates.allow(f"discussion.poll {by.pk}", limit=POLLS_A_DAY, per=timedelta(days=1)).or_refuse()
    if not SHORTEST <= closes_at - clock.now() <= LONGEST:
        raise InputError("closes_at", allowed="an hour to ninety days from now", got=closes_at)
    if (poll_kind == PollKind.STRAW) != (2 <= len(options) <= MOST_OPTIONS):
        raise InputError("options", allowed="two to ten for a straw poll, else none", got=len(options))
    poll = Poll(question=question, poll_kind=poll_kind, options=[option.as_json() for option in options], voters=voters)
    poll.subject, poll.space, poll.opened_by, poll.closes_at = subject.reference, space, by, closes_at
    poll.save()
    audit.record(
        subject=poll.reference,
        action=Act.POLL_OPENED,
        by=by,
        facts={"kind": poll_kind, "voters": voters, "closes_at": closes_at.isoformat(), "question": question.as_json()},
    )
    announce("discussion.poll_opened", subject=poll.subject, payload={"poll": str(poll.public_id)})
    return poll


@transaction.atomic
def cast_ballot(*, poll: Poll, choice: str, by: User) -> None:
    """Vote, or vote anew. No audit row: the chain must not tell who voted, nor how often."""
    poll = _locked(poll)
    rules.can_vote(by, poll).or_refuse()
    allowed = [name for name, _words in poll.choices]
    if choice not in allowed:
        raise InputError("choice", allowed=", ".join(allowed), got=choice)
    Ballot.objects.update_or_create(poll=poll, voter=by, defaults={"choice": choice, "cast_at": clock.now()})


@transaction.atomic
def close_poll(*, poll: Poll, by: User) -> Poll:
    """Close a poll whose time is over, by hand."""
    poll = _locked(poll)
    rules.can_close_poll(by, poll).or_refuse()
    return _freeze_result(poll, by)


@transaction.atomic
def close_due_poll(*, poll: Poll) -> None:
    """What the worker does when the time is over; the second time nothing."""
    poll = _locked(poll)
    if poll.closed_at is None and poll.closes_at <= clock.now():
        _freeze_result(poll, None)


@transaction.atomic
def add_minority_note(*, poll: Poll, text: Text, by: User) -> None:
    """The words of those who disagreed, on the record beside the result; the first one stays."""
    poll = _locked(poll)
    rules.can_add_minority_note(by, poll).or_refuse()
    poll.minority_note = text
    poll.save(update_fields=["minority_note", "updated_at"])
    # Without the actor: who writes this note has voted against.
    audit.record(subject=poll.reference, action=Act.MINORITY_NOTE_ADDED, by=None, facts=text.as_json())


def _freeze_result(poll: Poll, by: User | None) -> Poll:
    """Counts the ballots of people who may vote at this moment: a role that ended takes its vote along."""
    eligible = queries.eligible_people(poll)
    given = Counter(poll.ballots.filter(voter__in=eligible).values_list("choice", flat=True))
    counts = {name: given[name] for name, _words in poll.choices}
    passed = None
    if poll.poll_kind == PollKind.CONSENT:
        passed = counts[ConsentChoice.OBJECT] == 0 and counts[ConsentChoice.AGREE] > 0
    poll.closed_at, poll.n_eligible = clock.now(), eligible.count()
    poll.result = {"turnout": sum(counts.values()), "counts": counts, "passed": passed}
    poll.save(update_fields=["closed_at", "n_eligible", "result", "updated_at"])
    facts = {**poll.public_result, "voters": poll.voters, "rule": poll.poll_kind}
    audit.record(subject=poll.reference, action=Act.POLL_CLOSED, by=by, facts=facts)
    announce("discussion.poll_closed", subject=poll.subject, payload={"poll": str(poll.public_id), "passed": passed})
    return poll


def _locked(poll: Poll) -> Poll:
    return Poll.objects.select_for_update().get(pk=poll.pk)
