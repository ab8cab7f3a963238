"""What somebody who follows an action line, a community or a programme is told, and what has a date there.

Only what everybody may see: whatever is found is resolved as a stranger would see it.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from functools import reduce
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from mutirao.accounts.calendar import CalendarEntry
from mutirao.action_lines.models import ActionLine, OpenTask, SignUp
from mutirao.action_lines.queries import SHOWN_IN_PUBLIC
from mutirao.action_lines.states import Act as LineAct
from mutirao.action_lines.states import TaskState
from mutirao.base.acts import names_in_chain
from mutirao.base.models import AuditRow
from mutirao.base.references import Reference, resolve_many
from mutirao.discussion.models import Poll
from mutirao.discussion.queries import polls_about, polls_visible_to
from mutirao.discussion.states import Act as DiscussionAct
from mutirao.grants.models import Programme
from mutirao.movement.models import Community
from mutirao.needs.queries.published import releases_about
from mutirao.portal.queries.changes import TOLD, Change, change_of
from mutirao.projects.queries import visible_to as projects_visible_to
from mutirao.record.queries import visible_to as discussions_visible_to

# A feed is read every hour or so; more than this does not happen between two looks.
LATEST = 50
DAY = r"^\d{4}-\d{2}-\d{2}$"
FOLLOWED_ACTS = (*TOLD, LineAct.DEMAND_MET, LineAct.PINNED, LineAct.UNPINNED, DiscussionAct.POLL_OPENED)


def news_about(subject: Any) -> list[Change]:
    """The latest public changes of ``subject`` and of what belongs to it, the newest first."""
    if isinstance(subject, Programme):
        return [_status(subject)]
    references = {subject.reference, *_belonging(subject)}
    rows = AuditRow.objects.filter(_about(references), action__in=names_in_chain(FOLLOWED_ACTS)).order_by("-id")
    latest = list(rows[:LATEST])
    seen: dict[Any, Any] = resolve_many({row.subject for row in latest}, user=AnonymousUser())
    return [change_of(row, seen[row.subject]) for row in latest if row.subject in seen]


def dates_of(subject: ActionLine | Community) -> list[CalendarEntry]:
    """When polls about ``subject`` close, and when its projects and discussions were or are: those that are public."""
    polls = polls_visible_to(AnonymousUser()).filter(pk__in=polls_about(subject.reference).values("pk"))
    closing = [
        CalendarEntry(f"poll-{poll.public_id}", str(poll), poll.closes_at, address=poll.get_absolute_url())
        for poll in polls.order_by("-closes_at")[:LATEST]
    ]
    return closing + [entry for rows in _DATED[subject.kind](subject) for entry in _days(rows)]


def _days(rows: QuerySet[Any]) -> Iterable[CalendarEntry]:
    """Entries of what has a day; a year or a month alone is no date of a calendar."""
    for row in rows.filter(start_date__regex=DAY).order_by("-start_date", "slug")[:LATEST]:
        starts = date.fromisoformat(row.start_date)
        # The end of an all-day event is the day after its last (RFC 5545, 3.6.1).
        ends = date.fromisoformat(row.end_date) + timedelta(days=1) if len(row.end_date) == len("2026-01-31") else None
        yield CalendarEntry(f"{row.kind}-{row.slug}", str(row), starts, ends, row.get_absolute_url())


def _status(programme: Programme) -> Change:
    """A programme has one piece of news: its status, new with each edition that changed the row."""
    at = programme.edition.loaded_at if programme.edition else programme.updated_at
    title = f"{programme}: {programme.get_status_display()}"
    key = f"{programme.slug}:{programme.status}:{at.isoformat()}"
    return Change(key, at, "", title, programme.get_absolute_url())


def _belonging(subject: ActionLine | Community) -> Iterable[Reference]:
    for rows in _PARTS[subject.kind](subject):
        for row in rows[:LATEST]:
            yield row.reference


def _parts_of_line(line: ActionLine) -> tuple[QuerySet[Any], ...]:
    confirmed = OpenTask.objects.filter(action_line=line, state=TaskState.CONFIRMED).order_by("-confirmed_at")
    public = SignUp.objects.filter(SHOWN_IN_PUBLIC, action_line=line).order_by("-created_at")
    return line.demands.all(), confirmed, public, _polls(line)


def _parts_of_community(community: Community) -> tuple[QuerySet[Any], ...]:
    public = SignUp.objects.filter(SHOWN_IN_PUBLIC, community=community).order_by("-created_at")
    return public, _polls(community), releases_about(community)


def _polls(subject: ActionLine | Community) -> QuerySet[Poll]:
    return polls_about(subject.reference)


_PARTS: Mapping[str, Callable[[Any], tuple[QuerySet[Any], ...]]] = {
    ActionLine.kind: _parts_of_line,
    Community.kind: _parts_of_community,
}


_DATED: Mapping[str, Callable[[Any], tuple[QuerySet[Any], ...]]] = {
    ActionLine.kind: lambda line: (
        projects_visible_to(AnonymousUser()).filter(action_lines=line),
        discussions_visible_to(AnonymousUser()).filter(action_lines=line),
    ),
    Community.kind: lambda community: (projects_visible_to(AnonymousUser()).filter(communities=community),),
}


def _about(references: set[Reference]) -> Q:
    by_kind: dict[str, list[str]] = {}
    for reference in sorted(references):
        by_kind.setdefault(reference.kind, []).append(reference.public_id)
    return reduce(operator.or_, (Q(subject_kind=kind, subject_id__in=ids) for kind, ids in by_kind.items()))
