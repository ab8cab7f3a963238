"""The guided tour of the demonstration: one group, from its gap to a task that somebody else confirmed."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mutirao.portal import queries


@require_safe
def tour(request: HttpRequest) -> HttpResponse:
    stops = queries.tour_stops() if settings.MUTIRAO["DEMONSTRATION"] else None
    if stops is None:
        raise Http404
    return render(request, "portal/tour.html", {"stops": stops})
