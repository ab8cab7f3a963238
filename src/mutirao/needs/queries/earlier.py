"""Reads of earlier assessments; all of them are public."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, QuerySet

from mutirao.movement.models import Community, Territory
from mutirao.movement.queries import declared
from mutirao.needs.models import EarlierAssessment


def visible_to(user: Any) -> QuerySet[EarlierAssessment]:
    return EarlierAssessment.objects.all()


def found(*, territory: str = "", language: str = "") -> QuerySet[EarlierAssessment]:
    """Those about a territory and in a language, the newest first, with their territories."""
    rows = EarlierAssessment.objects.all()
    if territory:
        rows = rows.filter(territories__slug=territory)
    if language:
        # One JSON list of tags: its text holds the tag in quotes, on both databases.
        rows = rows.filter(languages__icontains=f'"{language}"')
    return rows.prefetch_related("territories").order_by("-start_date", "slug")


def about(territories: Iterable[Territory] | QuerySet[Territory]) -> QuerySet[EarlierAssessment]:
    """Those that name one of ``territories``, the newest first; those about the whole world are not among them."""
    rows = EarlierAssessment.objects.filter(territories__in=territories)
    return rows.distinct().order_by("-start_date", "slug")


def about_places_of(community: Community) -> QuerySet[EarlierAssessment]:
    """Those about a territory that the community says it works in."""
    own = declared().filter(community=community, territory__isnull=False)
    return about(Territory.objects.filter(pk__in=own.values("territory")))


def territories_asked() -> list[tuple[Territory, int]]:
    """Territories with the number of assessments that name them."""
    rows = Territory.objects.annotate(n=Count("earlier_assessments")).filter(n__gt=0).order_by("slug")
    return [(territory, vars(territory)["n"]) for territory in rows]


def languages_asked_in() -> list[tuple[str, int]]:
    """Languages with the number of assessments that used them, the most frequent first."""
    counts: dict[str, int] = {}
    for languages in EarlierAssessment.objects.order_by().values_list("languages", flat=True):
        for tag in languages:
            counts[tag] = counts.get(tag, 0) + 1
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def places_for_export() -> QuerySet[Any]:
    """Pairs of an assessment and a territory that it names."""
    rows: QuerySet[Any] = EarlierAssessment.territories.through.objects.all()
    return rows.order_by("earlierassessment__slug", "territory__slug")
