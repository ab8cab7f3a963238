"""What everybody may see of releases: nothing of a community that declined, is hidden or was merged into another.

Rows of a release never change, so declining works here, at once, for all releases.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet, Subquery

from mutirao.base.prepared import prepared
from mutirao.movement.models import Community
from mutirao.movement.queries import public
from mutirao.needs.models import CommunityResult, Estimate, RegionResult, Release, SkillResult
from mutirao.needs.states import Tier


def visible_to(user: Any) -> QuerySet[Release]:
    """Every release: what it says of a community is limited by the functions below."""
    return Release.objects.all()


def newest_release() -> Release | None:
    return next(iter(_newest()), None)


@prepared()
def _newest() -> QuerySet[Release]:
    return Release.objects.order_by("-number")[:1]


def newest_id() -> Subquery:
    """The key of the newest release, for a query that needs nothing else of it."""
    return Subquery(Release.objects.order_by("-number").values("pk")[:1])


def told_of() -> QuerySet[Community]:
    """Communities of which releases may be told to everybody."""
    return public().filter(declines_estimates=False)


def estimates() -> QuerySet[Estimate]:
    return Estimate.objects.filter(community__in=told_of())


def results() -> QuerySet[CommunityResult]:
    return CommunityResult.objects.filter(community__in=told_of())


def skill_results() -> QuerySet[SkillResult]:
    return SkillResult.objects.filter(skill__is_current=True)


def region_results() -> QuerySet[RegionResult]:
    return RegionResult.objects.filter(skill__is_current=True)


def releases_about(community: Community) -> QuerySet[Release]:
    """Releases that rest on answers of the community, the newest first; none while it declines."""
    own = results().filter(community=community, n_answers__isnull=False)
    return Release.objects.filter(pk__in=own.values("release")).order_by("-number")


def clear_needs() -> QuerySet[Estimate]:
    """In the newest release."""
    return estimates().filter(release=newest_id(), tier=Tier.CLEAR)
