"""Reads of action lines and what hangs on them; all of it is public."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any

from django.db.models import (
    BigIntegerField,
    CharField,
    Count,
    DateTimeField,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from mutirao.accounts.models import User
from mutirao.action_lines.models import ActionLine, Demand, OpenTask, Pin, Promise, RecommendationSection, SignUp
from mutirao.action_lines.pinned import addresses_of_pinned
from mutirao.action_lines.queries.sign_ups import SHOWN_IN_PUBLIC
from mutirao.action_lines.states import SignUpRole, SignUpState, TaskState
from mutirao.base import clock
from mutirao.base.prepared import Given, prepared


def visible_lines(user: Any) -> QuerySet[ActionLine]:
    return ActionLine.objects.all()


def visible_demands(user: Any) -> QuerySet[Demand]:
    return Demand.objects.select_related("action_line")


def visible_promises(user: Any) -> QuerySet[Promise]:
    return Promise.objects.all()


def visible_sections(user: Any) -> QuerySet[RecommendationSection]:
    return RecommendationSection.objects.all()


def lines_with_counts() -> QuerySet[ActionLine]:
    """Action lines with ``n_signed_up``, ``n_overdue`` and ``n_open_tasks``; private sign-ups are never counted."""
    return _with_counts(clock.now())


def _with_counts(now: dt.datetime | Given) -> QuerySet[ActionLine]:
    overdue = Q(person__isnull=False, answered_at=None, next_step_due__lt=now)
    public = SignUp.objects.filter(SHOWN_IN_PUBLIC)
    return ActionLine.objects.annotate(
        n_signed_up=_count(public),
        n_overdue=_count(public.filter(overdue)),
        n_open_tasks=_count(OpenTask.objects.filter(state=TaskState.OPEN)),
    )


def line_with_counts(slug: str, user: Any) -> ActionLine | None:
    """One line with its counts and ``leads``, whether ``user`` has signed up to lead it and has a place."""
    asked = {"slug": slug, "now": clock.now()}
    found = _line_for(**asked, person=user.pk) if isinstance(user, User) else _line(**asked)
    return next(iter(found), None)


@prepared(slug=CharField(), now=DateTimeField())
def _line(slug: Given, now: Given) -> QuerySet[ActionLine]:
    return _with_counts(now).filter(slug=slug).annotate(leads=Value(False))


@prepared(slug=CharField(), now=DateTimeField(), person=BigIntegerField())
def _line_for(slug: Given, now: Given, person: Given) -> QuerySet[ActionLine]:
    own = SignUp.objects.filter(action_line=OuterRef("pk"), role=SignUpRole.LEAD, state=SignUpState.ACTIVE)
    return _with_counts(now).filter(slug=slug).annotate(leads=Exists(own.filter(person=person)))


def lines_numbered(number: int) -> list[ActionLine]:
    """The lines that one of the two numberings called ``number``."""
    return list(ActionLine.objects.filter(Q(number_first=number) | Q(number_second=number)))


def demands_of(line: ActionLine) -> list[Demand]:
    return _demands(line=line.pk)


@prepared(line=BigIntegerField())
def _demands(line: Given) -> QuerySet[Demand]:
    return Demand.objects.filter(action_line=line).select_related("owner", "action_line")


def pins_by_kind(line: ActionLine) -> dict[str, list[Pin]]:
    """What is pinned to the line, by kind, in order, with ``page`` where we have one; a query and one per kind."""
    pins = defaultdict(list)
    for pin in _pins(line=line.pk):
        pins[pin.pin_kind].append(pin)
    for kind, found in pins.items():
        pages = addresses_of_pinned(kind, [pin.external_id for pin in found])
        for pin in found:
            pin.page = pages.get(pin.external_id, "")
    return dict(pins)


@prepared(line=BigIntegerField())
def _pins(line: Given) -> QuerySet[Pin]:
    return Pin.objects.filter(action_line=line)


def _count(rows: QuerySet[Any]) -> Coalesce:
    """How many of ``rows`` belong to the outer action line, as a subquery of its own: joins would multiply."""
    per_line = rows.filter(action_line=OuterRef("pk")).order_by().values("action_line").annotate(n=Count("pk"))
    return Coalesce(Subquery(per_line.values("n"), output_field=IntegerField()), 0)
