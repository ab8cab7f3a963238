"""The list of the library, and the page of a resource."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from mutirao.base.gates import get_for
from mutirao.base.languages import language_name
from mutirao.base.paging import CARDS_A_PAGE, address_without_page, page_of
from mutirao.base.panels import render_panels
from mutirao.base.templatetags.text import comma, number, percent
from mutirao.learning import queries, rules
from mutirao.learning.forms import read_filters
from mutirao.learning.models import Resource, ResourceLanguage
from mutirao.learning.states import Format, LinkState, ResourceState, Sort
from mutirao.learning.structured_data import learning_resource

LANGUAGES_SHOWN = 6


@dataclass(frozen=True)
class Chosen:
    """A filter that is on, in words, and the address without it."""

    label: Any
    value: str
    without: str


@dataclass(frozen=True)
class Row:
    """A resource in the list. Its lines are put together here: fifty of them in a template cost three times as much."""

    resource: Resource
    facts: str
    languages: str
    skills: list[str]


def row_of(resource: Resource) -> Row:
    minutes = resource.minutes
    time = ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": number(minutes)} if minutes else ""
    facts = [str(Format(resource.format).label), time, str(resource.year or ""), resource.maintainer]
    known = list(resource.languages.all())
    names = [_language(each) for each in known[:LANGUAGES_SHOWN]]
    more = ["…"] if len(known) > LANGUAGES_SHOWN else []
    return Row(
        resource,
        facts=" · ".join(filter(None, facts)),
        languages=comma().join(names + more) or _("Language not known"),
        skills=[str(skill) for skill in resource.skills.all()],
    )


def _language(each: ResourceLanguage) -> str:
    name = language_name(each.language)
    return name if each.share is None else f"{name} ({percent(each.share)})"


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """What can be learned from, by skill, format, language, audience, action line and time."""
    filters, unknown = read_filters(request.GET.dict())
    options = queries.facet_options(filters)
    page = page_of(queries.with_details(queries.found_resources(filters)), request, size=CARDS_A_PAGE)
    context = {
        "filters": filters,
        "facets": [(facet, options[facet.name]) for facet in queries.FACETS],
        "sorts": [(sort, sort == (filters.sort or Sort.TITLE)) for sort in Sort],
        "chosen": _chosen(request, filters, options),
        "unknown": unknown,
        "page": page,
        "rows": [row_of(resource) for resource in page],
        "page_query": address_without_page(request),
        "is_curator": bool(rules.can_curate(request.user)),
    }
    return render(request, "learning/library.html", context)


def _chosen(request: HttpRequest, filters: queries.Filters, options: dict[str, list[queries.Option]]) -> list[Chosen]:
    found = [Chosen("", filters.q, _without(request, "q"))] if filters.q else []
    for facet in queries.FACETS:
        label = next((option.label for option in options[facet.name] if option.is_chosen), "")
        if label:
            found.append(Chosen(facet.label, label, _without(request, facet.name)))
    return found


def _without(request: HttpRequest, name: str) -> str:
    query = request.GET.copy()
    query.pop(name, None)
    query.pop("page", None)
    return f"?{query.urlencode()}"


@require_safe
def by_id(request: HttpRequest, short_id: str) -> HttpResponse:
    """Leads from the id that files use, such as R041, to the page."""
    slug = queries.current_slug(short_id)
    if slug is None:
        raise Http404
    return redirect("learning:resource", slug)


@require_safe
def resource(request: HttpRequest, slug: str) -> HttpResponse:
    """What it is, in which languages, whether its link works, and who recommends it."""
    try:
        shown = get_for(request.user, Resource, slug, related=("edition__source", "action_line", "merged_into"))
    except Http404:
        shown = None
    if shown is None or shown.state == ResourceState.MERGED:
        current = queries.current_slug(slug)
        if current is not None and current != slug:
            return redirect("learning:resource", current, permanent=True)
    if shown is None:
        raise Http404
    # Read once for the page and for its structured data.
    prefetch_related_objects([shown], "languages", "audiences", "skills")
    can_curate = bool(rules.can_curate(request.user))
    same = queries.may_be_same(title=shown.title, address=shown.address).exclude(pk=shown.pk)[:5] if can_curate else []
    context = {
        "resource": shown,
        "languages": shown.languages.all(),
        "audiences": shown.audiences.all(),
        "skills": shown.skills.all(),
        "recommendations": queries.recommendations_of(shown),
        "is_listed": shown.state == ResourceState.LISTED,
        "is_dead": shown.link_state == LinkState.GONE,
        "can_curate": can_curate,
        "same": same,
        "structured": learning_resource(shown) if shown.state == ResourceState.LISTED else "",
        "panels": render_panels("resource", subject=shown, user=request.user, request=request),
    }
    return render(request, "learning/resource.html", context)
