"""Releases as their pages show them."""

from __future__ import annotations

from django.db.models import QuerySet

from mutirao.needs.models import Assessment, CommunityResult, Release, SkillResult
from mutirao.needs.queries import published
from mutirao.needs.states import AssessmentState

MOVES = 30


def all_releases() -> QuerySet[Release]:
    return Release.objects.defer("parameters").order_by("-number")


def first_with(assessment: Assessment) -> Release | None:
    """The release that counted a closed assessment first; one query, none for one that is not closed."""
    if assessment.state != AssessmentState.CLOSED:
        return None
    return Release.objects.filter(made_at__gte=assessment.closed_at).defer("parameters").order_by("number").first()


def skills_of(release: Release) -> list[SkillResult]:
    """The skills of a release, the greatest need in the movement first; what is not known stands last."""
    rows = published.skill_results().filter(release=release).select_related("skill").defer("skill__description")
    return sorted(rows, key=lambda row: (row.direct is None, -(row.direct or 0), row.skill.position))


def moved_in(release: Release) -> list[CommunityResult]:
    """Communities of which something moved since the release before, those with answers only."""
    rows = published.results().filter(release=release, n_answers__isnull=False).exclude(moved=[])
    unshown = ("community__description", "community__search_text", "community__sort_names", "community__declared_text")
    return list(rows.select_related("community").defer(*unshown).order_by("community__slug")[:MOVES])
