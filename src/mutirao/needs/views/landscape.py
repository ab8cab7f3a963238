"""The heat table of the movement, and one skill in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mutirao.base.gates import get_for
from mutirao.base.paging import address_without_page, page_of
from mutirao.movement.models import Community
from mutirao.movement.states import CommunityKind, Region, SizeBand
from mutirao.needs.models import Estimate
from mutirao.needs.queries import landscape as queries
from mutirao.needs.queries import skill_needs as skill_queries
from mutirao.needs.queries.published import newest_release
from mutirao.needs.states import Tier
from mutirao.skills.models import Skill

ON_A_PAGE = 25


@dataclass(frozen=True)
class HeatRow:
    """A community with a cell for each skill; None: fewer than five answers."""

    community: Community
    cells: list[tuple[Skill, Estimate | None]]


@require_safe
def landscape(request: HttpRequest) -> HttpResponse:
    filters = _filters(request)
    groups = queries.groups()
    group, skills = next(
        (each for each in groups if each[0].slug == filters.group), groups[0] if groups else (None, [])
    )
    release = newest_release()
    context: dict[str, Any] = {
        "filters": filters,
        "choices": _choices(),
        "groups": [each for each, _skills in groups],
        "group": group,
        "skills": skills,
        "release": release,
        "page_query": address_without_page(request),
    }
    if release is not None:
        page = page_of(queries.communities(filters, release, skills), request, size=ON_A_PAGE)
        cells = queries.cells(list(page.object_list), release, skills)
        context |= {
            "page": page,
            "rows": [_heat_row(each, skills, cells) for each in page.object_list],
            "in_region": queries.in_region(filters.region, release, skills),
        }
    return render(request, "needs/landscape.html", context)


@require_safe
def skill(request: HttpRequest, slug: str) -> HttpResponse:
    """Where it is most needed and most mastered, and who offers it."""
    needs = skill_queries.needs_for(get_for(request.user, Skill, slug, related=("parent",)))
    tiers = [(tier, rows) for tier, rows in needs.by_tier.items() if rows]
    return render(request, "needs/skill_needs.html", {"skill": needs.skill, "needs": needs, "tiers": tiers})


def _heat_row(community: Community, skills: list[Skill], cells: dict[tuple[int, int], Estimate]) -> HeatRow:
    return HeatRow(community, [(each, cells.get((community.pk, each.pk))) for each in skills])


def _filters(request: HttpRequest) -> queries.Filters:
    """Unknown values let everything through."""
    known = {"region": Region.values, "size": SizeBand.values, "kind": CommunityKind.values, "tier": Tier.values}
    asked = {name: request.GET.get(name, "") for name in known}
    kept = {name: value for name, value in asked.items() if value in known[name]}
    return queries.Filters(**kept, group=request.GET.get("group", "")[:100])


def _choices() -> dict[str, list[tuple[str, Any]]]:
    return {
        "region": list(Region.choices),
        "size": [each for each in SizeBand.choices if each[0]],
        "kind": list(CommunityKind.choices),
        "tier": list(Tier.choices),
    }
