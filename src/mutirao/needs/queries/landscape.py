"""Communities beside skills in the newest release: only cells with five answers say more than that they are too few."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from mutirao.movement import queries as movement
from mutirao.movement.models import Community
from mutirao.needs.models import CommunityResult, Estimate, RegionResult, Release
from mutirao.needs.queries.skill_needs import ANSWERED
from mutirao.skills.models import Skill
from mutirao.skills.queries import core_skills


@dataclass(frozen=True)
class Filters:
    """What a reader asks of the heat table; empty means everything. ``group`` is the short name of a skill group."""

    region: str = ""
    size: str = ""
    kind: str = ""
    tier: str = ""
    group: str = ""


def groups() -> list[tuple[Skill, list[Skill]]]:
    """The groups of our own framework, each with its skills; one query."""
    found: dict[int, tuple[Skill, list[Skill]]] = {}
    for skill in core_skills():
        if skill.parent is not None:
            found.setdefault(skill.parent.pk, (skill.parent, []))[1].append(skill)
    return list(found.values())


def communities(filters: Filters, release: Release, skills: list[Skill]) -> QuerySet[Community]:
    """Those with answers that ``filters`` let through, by name."""
    wanted = movement.Filters(kind=filters.kind, region=filters.region, size=filters.size)
    answered = CommunityResult.objects.filter(release=release, community=OuterRef("pk"), n_answers__isnull=False)
    rows = movement.found(wanted).filter(Exists(answered), declines_estimates=False)
    if filters.tier:
        cells = Estimate.objects.filter(ANSWERED, release=release, community=OuterRef("pk"), skill__in=skills)
        rows = rows.filter(Exists(cells.filter(tier=filters.tier)))
    return rows.prefetch_related(None)


def cells(shown: list[Community], release: Release, skills: list[Skill]) -> dict[tuple[int, int], Estimate]:
    """The estimates of these communities that rest on answers, by (community, skill); one query."""
    rows = Estimate.objects.filter(ANSWERED, release=release, community__in=shown, skill__in=skills)
    return {(row.community_id, row.skill_id): row for row in rows}


def in_region(region: str, release: Release, skills: list[Skill]) -> list[RegionResult]:
    """What the release says of a region as a whole; one query, none without a region."""
    if not region:
        return []
    rows = RegionResult.objects.filter(release=release, region=region, skill__in=skills)
    return list(rows.select_related("skill").order_by("-value", "pk"))
