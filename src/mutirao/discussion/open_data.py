"""Decisions on record: polls that are closed, about what everybody may see. Who voted and what, nobody learns."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import BooleanField, Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from mutirao.discussion import queries
from mutirao.discussion.models import SMALLEST_COUNT, Poll
from mutirao.discussion.states import ConsentChoice, PollKind
from mutirao.sources.exporting import Column, register_export

DECISIONS = {
    "decision": Column("public_id", "Identifier of the poll."),
    "subject_kind": Column("subject_kind", "What sort of thing it was about."),
    "subject": Column("subject_id", "Short name or identifier of that thing."),
    "question": Column("question", "What was asked."),
    "kind": Column("poll_kind", "How the poll was read."),
    "voters": Column("voters", "Who could vote."),
    "opened_at": Column("created_at", "When it was opened, UTC."),
    "closed_at": Column("closed_at", "When it closed, UTC."),
    "passed": Column("passed", "Of a consent poll: whether it passed. Empty for a straw poll, which decides nothing."),
    "n_eligible": Column("n_eligible_told", "How many people could vote; empty: fewer than five."),
    "n_voted": Column("n_voted", "How many did; empty: fewer than five, and then no counts stand here either."),
    "n_agree": Column("n_agree", "Of a consent poll: how many agreed."),
    "n_aside": Column("n_aside", "How many stood aside: not convinced, but not against it."),
    "n_object": Column("n_object", "How many objected."),
    "minority_note": Column("minority_note", "What those who disagreed put on record."),
}


def public_decisions() -> QuerySet[Poll]:
    """Closed polls that a stranger may read, as ``Poll.public_result`` tells them."""
    closed = queries.polls_visible_to(AnonymousUser()).filter(closed_at__isnull=False, result__isnull=False)
    turnout = Cast(KT("result__turnout"), IntegerField())
    decisions = closed.annotate(turnout=turnout).annotate(
        passed=Case(
            When(result__passed=True, then=Value(True)),
            When(result__passed=False, then=Value(False)),
            output_field=BooleanField(),
        ),
        n_eligible_told=Case(When(n_eligible__gte=SMALLEST_COUNT, then=F("n_eligible")), output_field=IntegerField()),
        n_voted=Case(When(turnout__gte=SMALLEST_COUNT, then=F("turnout")), output_field=IntegerField()),
        **{f"n_{choice}": _count_of(choice) for choice in ConsentChoice.values},
    )
    return decisions.order_by("closed_at", "pk")


def _count_of(choice: str) -> Case:
    """How many said so; nothing where so few voted that the counts would tell who said what."""
    told = Q(poll_kind=PollKind.CONSENT, turnout__gte=SMALLEST_COUNT)
    return Case(When(told, then=Cast(KT(f"result__counts__{choice}"), IntegerField())), output_field=IntegerField())


def register_exports() -> None:
    register_export(
        "decisions",
        public_decisions,
        DECISIONS,
        description="Polls that are closed, with what came out; who voted is not in it.",
        can_be_taken_back=True,
    )
