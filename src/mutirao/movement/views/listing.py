"""The list of communities."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mutirao.base.paging import address_without_page, page_of
from mutirao.base.templatetags.text import comma
from mutirao.movement import queries
from mutirao.movement.analysis import whereabouts
from mutirao.movement.forms import FilterForm
from mutirao.movement.models import Community
from mutirao.movement.states import CommunityKind, SizeBand, Sort


@dataclass(frozen=True)
class Chosen:
    """A filter that is on: what it is called, what was chosen, and the address without it."""

    label: str
    value: str
    without: str


@dataclass(frozen=True)
class Row:
    """A community as the list shows it, in words: hundreds of look-ups in a template would take as long as the rest."""

    community: Community
    address: str
    kind: str
    is_closed: bool
    languages: str
    size: str


@require_safe
def communities(request: HttpRequest) -> HttpResponse:
    """Search and filters, fifty communities a page."""
    form = FilterForm(request.GET, languages=queries.languages_in_use())
    # A filter that nobody knows is left out: addresses get shortened and mistyped.
    form.is_valid()
    filters = queries.Filters(**{**form.cleaned_data, "sort": form.cleaned_data.get("sort") or Sort.NAME})
    page = page_of(queries.found(filters), request)
    context = {
        "form": form,
        "options": form.options(),
        "filters": filters,
        "chosen": _chosen(request, form),
        "page": page,
        "rows": _rows(page),
        "page_query": address_without_page(request),
    }
    return render(request, "movement/communities.html", context)


@require_safe
def where(request: HttpRequest) -> HttpResponse:
    """The territories that communities declare, on a world of tiles."""
    return render(request, "movement/where.html", {"where": whereabouts()})


def _rows(page: Page[Community]) -> list[Row]:
    kinds = {value: str(label) for value, label in CommunityKind.choices}
    sizes = {value: str(label) for value, label in SizeBand.choices}
    return [
        Row(
            community=community,
            address=community.get_absolute_url(),
            kind=kinds[community.community_kind],
            is_closed=bool(community.wiki and not community.wiki.is_open),
            languages=_languages(community),
            size=sizes[community.size_band],
        )
        for community in page
    ]


def _languages(community: Community) -> str:
    languages = queries.languages_of(community)
    if not languages and community.wiki:
        return _("many, or none")
    return comma().join(str(language) for language in languages)


def _chosen(request: HttpRequest, form: FilterForm) -> list[Chosen]:
    """The filters that are on, in the order of the form; the words searched for have no label."""
    chosen = []
    for name, value in form.cleaned_data.items():
        if not value or name == "sort":
            continue
        field = form.fields[name]
        shown = str(dict(field.choices)[value]) if hasattr(field, "choices") else value
        query = request.GET.copy()
        query.pop("page", None)
        query.pop(name)
        chosen.append(Chosen(str(field.label or ""), shown, f"?{query.urlencode()}" if query else request.path))
    return chosen
