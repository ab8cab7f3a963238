"""The hub, the recommendation in full, support, and the doors of the promises."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mutirao.action_lines.models import RecommendationSection
from mutirao.action_lines.queries import lines_with_counts
from mutirao.grants.queries import programmes_with_tracks
from mutirao.portal import queries
from mutirao.portal.models import SupportKind


@require_safe
def hub(request: HttpRequest) -> HttpResponse:
    context = {
        "doors": queries.doors(),
        "action_lines": lines_with_counts(),
        "changes": queries.lately(),
    }
    return render(request, "portal/hub.html", context)


@require_safe
def recommendation(request: HttpRequest) -> HttpResponse:
    context = {"sections": RecommendationSection.objects.all(), "action_lines": lines_with_counts()}
    return render(request, "portal/recommendation.html", context)


@require_safe
def support(request: HttpRequest) -> HttpResponse:
    context = {
        "kinds": SupportKind.objects.in_bulk(field_name="slug"),
        "programmes": programmes_with_tracks(),
        "lines": lines_with_counts(),
    }
    return render(request, "portal/support.html", context)


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/glossary.html", {"terms": queries.terms_in_order()})


@require_safe
def start(request: HttpRequest, who: str) -> HttpResponse:
    """Three doors for people: who leads a community, who wants to learn or help, a school or library."""
    return render(request, f"portal/start_{who}.html", {"action_lines": lines_with_counts()})


@require_safe
def methods(request: HttpRequest) -> HttpResponse:
    """The one promise without a context of its own: what is missing, and who can bring it."""
    door = queries.door_at("/methods/")
    if door is None:
        raise Http404
    return render(request, "portal/door.html", {"door": door})
