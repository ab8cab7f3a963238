"""The list of sources, and one source with its editions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mutirao.base.gates import get_for
from mutirao.base.paging import address_without_page, page_of
from mutirao.sources import queries
from mutirao.sources.loading import loaders
from mutirao.sources.models import Edition, Source


@dataclass(frozen=True)
class ShownEdition:
    """An edition, and what its loader says that it is for (empty if that loader is gone)."""

    edition: Edition
    feeds: Any


@dataclass(frozen=True)
class ShownSource:
    """A source, its present editions, and what it lends a column to."""

    source: Source
    editions: list[ShownEdition]
    lends_to: list[Any]


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """Every source with what is loaded of it."""
    page = page_of(queries.with_current_editions(queries.visible_sources(request.user)), request)
    context = {
        "page": page,
        "page_query": address_without_page(request),
        "rows": [ShownSource(each, _shown(each.current), _lends_to(each, each.current)) for each in page],
    }
    return render(request, "sources/sources.html", context)


@require_safe
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """One source: licence, caveat, and every edition with what it changed."""
    shown = get_for(request.user, Source, slug)
    page = page_of(queries.editions_of(shown), request, size=20)
    context = {
        "source": shown,
        "page": page,
        "page_query": address_without_page(request),
        "editions": _shown(page),
        "lends_to": _lends_to(shown, page),
    }
    return render(request, "sources/source.html", context)


def _shown(editions: Iterable[Edition]) -> list[ShownEdition]:
    feeds = {each.name: each.feeds for each in loaders()}
    return [ShownEdition(each, feeds.get(each.loader, "")) for each in editions]


def _lends_to(source: Source, editions: Iterable[Edition]) -> list[Any]:
    """What is loaded from files that hold something of this source, under the edition of another."""
    own = {edition.loader for edition in editions}
    return [each.feeds for each in loaders() if each.files[0] in source.shipped_files and each.name not in own]
