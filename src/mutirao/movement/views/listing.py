"""The list of communities."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mutirao.base.paging import address_without_page, page_of
from mutirao.movement import queries
from mutirao.movement.forms import FilterForm
from mutirao.movement.states import Sort


@dataclass(frozen=True)
class Chosen:
    """A filter that is on: what it is called, what was chosen, and the address without it."""

    label: str
    value: str
    without: str


@require_safe
def communities(request: HttpRequest) -> HttpResponse:
    """Search and filters, fifty communities a page."""
    form = FilterForm(request.GET, languages=queries.languages_in_use())
    # A filter that nobody knows is left out: addresses get shortened and mistyped.
    form.is_valid()
    filters = queries.Filters(**{**form.cleaned_data, "sort": form.cleaned_data.get("sort") or Sort.NAME})
    context = {
        "form": form,
        "filters": filters,
        "chosen": _chosen(request, form),
        "page": page_of(queries.found(filters), request),
        "page_query": address_without_page(request),
    }
    return render(request, "movement/communities.html", context)


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
