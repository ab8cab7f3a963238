"""One search over everything public."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mutirao.base import search as index
from mutirao.base.languages import language_name
from mutirao.base.numbers import decimal
from mutirao.base.paging import address_without_page
from mutirao.base.rates import allow_reading, client_address
from mutirao.base.references import kind_named

SEARCHES_A_MINUTE = 60
# Phones and pages that one copies from add marks that nobody sees.
_INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]+")


@dataclass(frozen=True)
class Result:
    """One line of results."""

    title: index.Snippet
    snippet: index.Snippet | None
    address: str
    kind: str


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What fits, best first; counted and filtered by kind and language."""
    typed = _INVISIBLE.sub(" ", request.GET.get("q", "")).strip()
    question = typed[: index.MOST_LETTERS]
    labels = {searchable.kind: str(searchable.label) for searchable in index.searchables()}
    kind, language = request.GET.get("kind", ""), request.GET.get("language", "")
    context: dict[str, Any] = {
        "question": question,
        "is_cut": len(typed) > len(question),
        "kind": kind if kind in labels else "",
    }
    if question:
        allowed = allow_reading(f"search {client_address(request)}", limit=SEARCHES_A_MINUTE, per=timedelta(minutes=1))
        if not allowed:
            return render(request, "portal/search.html", {**context, "refusal": allowed.reason}, status=429)
        asked = {"user": request.user, "kind": context["kind"], "language": language}
        found = index.find(question, page=_page(request), **asked)
        if found.n_all and not found.hits:
            # Whoever asks for a page that is not there gets the last one.
            found = index.find(question, page=-(-found.n_all // index.PAGE_SIZE), **asked)
        context |= _shown(found, labels, language, request)
    return render(request, "portal/search.html", context)


def _page(request: HttpRequest) -> int:
    page = request.GET.get("page", "")
    return min(int(page), index.LAST_PAGE) if page.isascii() and page.isdigit() and len(page) < 9 else 1


def _shown(found: index.Found, labels: Mapping[str, str], language: str, request: HttpRequest) -> dict[str, Any]:
    languages = {code: language_name(code) for code in {*found.by_language, language} if code}
    pages = Paginator(range(min(found.n_all, index.PAGE_SIZE * index.LAST_PAGE)), index.PAGE_SIZE)
    return {
        "found": found,
        "results": [_result(hit, found) for hit in found.hits],
        "kinds": _options({kind: labels[kind] for kind in found.by_kind if kind in labels}, found.by_kind),
        "languages": _options(languages, found.by_language),
        "language": language if language in languages else "",
        "page": pages.get_page(_page(request)),
        "page_query": address_without_page(request),
    }


def _result(hit: index.Hit, found: index.Found) -> Result:
    return Result(
        title=index.title_of(hit.document, found.slots),
        snippet=index.snippet_of(hit.document, found.slots),
        address=hit.found.get_absolute_url(),
        kind=capfirst(str(kind_named(hit.document.kind).label)),
    )


def _options(names: Mapping[str, str], counts: Mapping[str, int]) -> list[tuple[str, str]]:
    """Values and labels with counts of a filter, the most frequent first."""
    order = sorted(names, key=lambda value: (-counts.get(value, 0), names[value]))
    # Translators: a choice of a filter with how many results it leaves, as in "Skills (12)"
    label = _("%(name)s (%(n)s)")
    return [(value, label % {"name": names[value], "n": decimal(counts.get(value, 0))}) for value in order]
