"""The list of discussions and one discussion with its posts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mutirao.action_lines.models import ActionLine
from mutirao.base.gates import get_for
from mutirao.base.languages import language_name
from mutirao.base.paging import CARDS_A_PAGE, address_without_page, page_of
from mutirao.base.panels import render_panels
from mutirao.record import queries, rules
from mutirao.record.models import Discussion
from mutirao.record.schema import schema_of
from mutirao.record.states import VenueKind

POSTS_A_PAGE = 100


@require_safe
def discussions(request: HttpRequest) -> HttpResponse:
    """All that we know of, by action line, place, year and language."""
    filters = _filters(request)
    context = {
        "filters": filters,
        "is_filtered": replace(filters, q="") != queries.Filters(),
        "page": page_of(queries.found(filters), request, size=CARDS_A_PAGE),
        "page_query": address_without_page(request),
        "n_all": queries.listed().count(),
        "facets": _facets(filters),
    }
    return render(request, "record/discussions.html", context)


@require_safe
def discussion(request: HttpRequest, slug: str) -> HttpResponse:
    """What was discussed, how it ended and what came of it; its posts, if a file of them was read."""
    shown = get_for(request.user, Discussion, slug, related=("edition__source",))
    context = {
        "discussion": shown,
        "action_lines": list(shown.action_lines.order_by("position")),
        "came_of": queries.came_of(shown, request.user),
        "page": page_of(queries.posts_of(shown), request, size=POSTS_A_PAGE),
        "page_query": address_without_page(request),
        "is_curator": bool(rules.is_curator(request.user)),
        "schema": schema_of(shown, request.build_absolute_uri(shown.get_absolute_url())),
        "panels": render_panels("discussion", subject=shown, user=request.user, request=request),
    }
    return render(request, "record/discussion.html", context)


def _filters(request: HttpRequest) -> queries.Filters:
    names = ("q", "line", "venue", "year", "language")
    return queries.Filters(**{name: request.GET.get(name, "")[:100].replace("\x00", "").strip() for name in names})


def _facets(filters: queries.Filters) -> list[dict[str, Any]]:
    """The drop-down lists of the page: name, label, chosen value, and the options that have discussions."""
    counts = queries.counts_by("action_lines__slug", "venue_kind", "language")
    lines = {line.slug: str(line) for line in ActionLine.objects.order_by("position")}
    venues: dict[str, Any] = dict(VenueKind.choices)
    languages = {tag: language_name(tag) for tag, _n in counts["language"]}
    options: dict[str, tuple[str, list[tuple[str, str, int]]]] = {
        "line": (_("Action line"), _named(counts["action_lines__slug"], lines)),
        "venue": (_("Kind of place"), _named(counts["venue_kind"], venues)),
        "year": (_("Began in"), [(year, year, n) for year, n in queries.years()]),
        "language": (_("Language"), _named(counts["language"], languages)),
    }
    return [
        {"name": name, "label": label, "chosen": getattr(filters, name), "options": rows}
        for name, (label, rows) in options.items()
    ]


def _named(counts: list[tuple[str, int]], names: dict[str, Any]) -> list[tuple[str, str, int]]:
    return [(value, str(names.get(value, value)), n) for value, n in counts]
