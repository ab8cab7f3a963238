"""Territories, and the societies in them."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from mutirao.base import clock
from mutirao.base.languages import interface_language
from mutirao.base.paging import PAGE_SIZE, address_without_page, page_of
from mutirao.base.panels import render_panels
from mutirao.evidence.queries import latest_figures
from mutirao.movement.models import Territory
from mutirao.movement.names import script_name
from mutirao.movement.states import Region
from mutirao.societies import analysis, queries

N_ELSEWHERE = 9


@require_safe
def societies(request: HttpRequest) -> HttpResponse:
    """The world as tiles, and territories by region with a search."""
    wanted = request.GET.get("q", "")[:100].replace("\x00", "").strip()
    region = request.GET.get("region", "")[:100].replace("\x00", "")
    populations = queries.populations()
    rows = [_row(territory, populations.get(territory.pk)) for territory in queries.territories_with_counts()]
    found = analysis.matching(rows, q=wanted, region=region)
    is_whole = not wanted and not region and "page" not in request.GET
    context = {
        "chart": analysis.world_of_languages(rows) if is_whole else None,
        "regions": Region.choices,
        "wanted": wanted,
        "region": region,
        "n_found": len(found),
        "n_languages": sum(row.n_languages for row in rows),
        "rows": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        "page_query": address_without_page(request),
    }
    return render(request, "societies/societies.html", context)


@require_safe
def territory(request: HttpRequest, code: str) -> HttpResponse:
    """Who lives there and what they speak, which communities serve them, and what helps or hinders taking part."""
    shown = queries.territory_coded(code)
    if shown is None:
        raise Http404
    if shown.slug != code:
        return redirect("societies:territory", shown.slug, permanent=True)
    figures = latest_figures(shown)
    context = {
        "territory": shown,
        "name": str(shown),
        "societies": queries.societies_in(shown),
        "population": next((each.now for each in figures if each.now.indicator == queries.POPULATION), None),
        "dimensions": analysis.by_dimension(figures, present_year=clock.today().year),
        "communities": page_of(queries.communities_declaring(shown), request),
        "page_query": address_without_page(request),
        "panels": render_panels("territory", subject=shown, user=request.user, request=request),
    }
    return render(request, "societies/territory.html", context)


@require_safe
def society(request: HttpRequest, code: str, language: str) -> HttpResponse:
    """The speakers of a language in a territory: facts, communities that serve them and why, the language elsewhere."""
    shown = queries.society_coded(f"{code}-{language}", request.user)
    if shown is None:
        raise Http404
    if (shown.territory.slug, shown.language.slug) != (code, language):
        return redirect(shown.get_absolute_url(), permanent=True)
    others = queries.same_language_elsewhere(shown)[:N_ELSEWHERE]
    context = {
        "society": shown,
        "script": script_name(shown.language.script, interface_language()) if shown.language.script else "",
        "communities": page_of(queries.communities_serving(shown), request),
        "page_query": address_without_page(request),
        "counted": queries.counted_languages(shown),
        "others": others,
        "chart": analysis.speakers_elsewhere(shown, others) if others else None,
        "panels": render_panels("society", subject=shown, user=request.user, request=request),
    }
    return render(request, "societies/society.html", context)


def _row(territory: Territory, population: tuple[float, int] | None) -> analysis.TerritoryRow:
    counts = vars(territory)
    return analysis.TerritoryRow(
        territory=territory,
        name=str(territory),
        n_languages=counts["n_languages"],
        # Where no speakers are known at all, nothing is computed.
        n_without_wikipedia=counts["n_without_wikipedia"] if counts["n_with_speakers"] else None,
        population=population[0] if population else None,
        population_year=population[1] if population else None,
    )
