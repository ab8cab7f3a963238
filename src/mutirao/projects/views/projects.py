"""The list of projects and one project."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mutirao.action_lines.models import ActionLine
from mutirao.action_lines.states import ProjectStatus
from mutirao.base.gates import get_for
from mutirao.base.paging import CARDS_A_PAGE, address_without_page, page_of
from mutirao.base.panels import render_panels
from mutirao.base.references import Reference, resolve_many
from mutirao.projects import analysis, queries, rules
from mutirao.projects.models import Project
from mutirao.projects.schema import schema_of
from mutirao.projects.states import Listing, ScopeKind


@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    """All projects known to us, by what they are about, where, when and how they ended."""
    filters = _filters(request)
    page = page_of(queries.found(filters), request, size=CARDS_A_PAGE)
    is_whole = filters == queries.Filters() and page.number == 1
    counts = queries.counts_by("status", "programme", "scope_kind", "action_lines__slug")
    territories = queries.territories_with_projects()
    context = {
        "filters": filters,
        "is_filtered": replace(filters, q="") != queries.Filters(),
        "page": page,
        "page_query": address_without_page(request),
        "n_all": queries.listed().count(),
        "facets": _facets(filters, counts, territories),
        "chart": analysis.world_of_projects(territories) if is_whole else None,
    }
    return render(request, "projects/projects.html", context)


@require_safe
def project(request: HttpRequest, slug: str) -> HttpResponse:
    """What it is, where, when, what it cost and what came of it, each with its page."""
    merged = Project.objects.filter(slug=slug, state=Listing.MERGED).select_related("merged_into").first()
    if merged and merged.merged_into:
        return redirect(merged.merged_into, permanent=True)
    shown = get_for(request.user, Project, slug, related=("edition__source",))
    queries.fetch_all_of(shown)
    programme = Reference("programme", shown.programme)
    context = {
        "project": shown,
        "programme": resolve_many([programme], user=request.user).get(programme),
        "schema": schema_of(shown, request.build_absolute_uri(shown.get_absolute_url())),
        "can_withdraw": bool(rules.can_withdraw(request.user, shown)),
        "panels": render_panels("project", subject=shown, user=request.user, request=request),
    }
    return render(request, "projects/project.html", context)


def _filters(request: HttpRequest) -> queries.Filters:
    names = ("q", "line", "status", "programme", "territory", "year", "scope")
    return queries.Filters(**{name: request.GET.get(name, "")[:100].replace("\x00", "").strip() for name in names})


def _facets(
    filters: queries.Filters, counts: dict[str, list[tuple[str, int]]], territories: list[Any]
) -> list[dict[str, Any]]:
    """The drop-down lists of the page: name, label, chosen value, and the options that have projects."""
    lines = {line.slug: str(line) for line in ActionLine.objects.order_by("position")}
    programmes = resolve_many([Reference("programme", slug) for slug, _n in counts["programme"]], user=None)
    names = {reference.public_id: str(found) for reference, found in programmes.items()}
    places = sorted((str(each), each.slug, each.n_projects) for each in territories if each.n_projects)
    options = {
        "line": (_("Action line"), _named(counts["action_lines__slug"], lines)),
        "status": (_("Status"), _named(counts["status"], dict(ProjectStatus.choices))),
        "programme": (_("Programme"), _named(counts["programme"], names)),
        "territory": (_("Territory"), [(slug, name, n) for name, slug, n in places]),
        "year": (_("Began in"), [(year, year, n) for year, n in queries.years()]),
        "scope": (_("How near to skills"), _named(counts["scope_kind"], dict(ScopeKind.choices))),
    }
    return [
        {"name": name, "label": label, "chosen": getattr(filters, name), "options": rows}
        for name, (label, rows) in options.items()
    ]


def _named(counts: list[tuple[str, int]], names: dict[str, Any]) -> list[tuple[str, str, int]]:
    return [(value, str(names.get(value, value)), n) for value, n in counts]
