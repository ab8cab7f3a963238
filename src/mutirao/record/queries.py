"""Reads of discussions: what everybody may see, by what they are found, and their posts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, QuerySet
from django.db.models.functions import Left

from mutirao.accounts.models import User
from mutirao.action_lines.models import ActionLine
from mutirao.action_lines.rules import can_claim_signatures
from mutirao.base.references import resolve_many
from mutirao.projects.rules import is_curator
from mutirao.projects.states import Listing
from mutirao.record.models import Discussion, Outcome, Post, RemovalRequest
from mutirao.record.states import RequestState


@dataclass(frozen=True)
class Filters:
    """What a reader asks of the list; empty means everything."""

    q: str = ""
    line: str = ""
    venue: str = ""
    year: str = ""
    language: str = ""


def listed() -> QuerySet[Discussion]:
    return Discussion.objects.filter(state=Listing.LISTED)


def visible_to(user: Any) -> QuerySet[Discussion]:
    """Listed ones; curators also see what was withdrawn."""
    return Discussion.objects.all() if is_curator(user) else listed()


def visible_posts(user: Any) -> QuerySet[Post]:
    return Post.objects.filter(discussion__in=visible_to(user))


def visible_requests(user: Any) -> QuerySet[RemovalRequest]:
    """One's own, and all of them for curators."""
    if not isinstance(user, User):
        return RemovalRequest.objects.none()
    return RemovalRequest.objects.all() if is_curator(user) else RemovalRequest.objects.filter(asked_by=user)


def found(filters: Filters) -> QuerySet[Discussion]:
    """Listed discussions that ``filters`` let through, the newest first, with action lines and ``n_posts``."""
    rows = listed()
    for lookup, value in (
        ("action_lines__slug", filters.line),
        ("venue_kind", filters.venue),
        ("language", filters.language),
    ):
        if value:
            rows = rows.filter(**{lookup: value})
    if filters.year:
        rows = rows.filter(start_date__startswith=filters.year)
    if filters.q:
        rows = rows.filter(title__icontains=filters.q)
    lines = Prefetch("action_lines", ActionLine.objects.order_by("position"))
    return rows.annotate(n_posts=Count("posts", distinct=True)).prefetch_related(lines).order_by("-start_date", "slug")


def counts_by(*lookups: str) -> dict[str, list[tuple[str, int]]]:
    """For each column, its values with the number of listed discussions, the most frequent first; a query each."""
    return {lookup: _counted(listed(), lookup) for lookup in lookups}


def years() -> list[tuple[str, int]]:
    """Years in which discussions began, the latest first."""
    rows = listed().exclude(start_date="").annotate(year=Left("start_date", 4))
    return sorted(_counted(rows, "year"), reverse=True)


def came_of(discussion: Discussion, user: Any) -> list[Any]:
    """What ``user`` may see of what came of it, in order; a query and one for each kind."""
    references = [outcome.subject for outcome in discussion.outcomes.all()]
    seen = resolve_many(references, user=user)
    return [seen[reference] for reference in references if reference in seen]


def that_led_to(kind: str, public_id: str) -> QuerySet[Discussion]:
    """Listed discussions of which a thing came, the oldest first."""
    outcomes = Outcome.objects.filter(subject_kind=kind, subject_id=public_id)
    return listed().filter(pk__in=outcomes.values("discussion")).order_by("start_date", "slug")


def posts_of(discussion: Discussion) -> QuerySet[Post]:
    return discussion.posts.select_related("discussion").order_by("position")


def addresses_of(external_ids: Sequence[str]) -> Mapping[str, str]:
    """Pages of listed discussions by the id that they have in the file that ships."""
    rows = listed().filter(external_id__in=external_ids)
    return {discussion.external_id: discussion.get_absolute_url() for discussion in rows.only("slug", "external_id")}


def waiting_requests() -> QuerySet[RemovalRequest]:
    rows = RemovalRequest.objects.filter(state=RequestState.WAITING)
    return rows.select_related("post__discussion", "asked_by")


def fingerprints_of(discussion: Discussion) -> dict[str, Post]:
    return {post.fingerprint: post for post in discussion.posts.all()}


def signed_as(person: User) -> QuerySet[Post]:
    """Posts under the name of ``person`` that are still there; none unless the account proves the name."""
    if not can_claim_signatures(person):
        return Post.objects.none()
    rows = Post.objects.filter(author=person.display_name, removed_at=None)
    return rows.select_related("discussion").order_by("discussion__slug", "position")


def outcomes_for_export() -> QuerySet[Outcome]:
    return Outcome.objects.filter(discussion__state=Listing.LISTED).order_by(
        "discussion__slug", "subject_kind", "subject_id"
    )


def lines_for_export() -> QuerySet[Any]:
    """Pairs of a listed discussion and an action line."""
    rows: QuerySet[Any] = Discussion.action_lines.through.objects.filter(discussion__state=Listing.LISTED)
    return rows.order_by("discussion__slug", "actionline__position")


def _counted(rows: QuerySet[Discussion], lookup: str) -> list[tuple[str, int]]:
    pairs: Iterable[tuple[Any, int]] = (
        rows.order_by().values_list(lookup).annotate(n=Count("pk", distinct=True)).order_by("-n", lookup)
    )
    return [(str(value), n) for value, n in pairs if value not in {None, ""}]
