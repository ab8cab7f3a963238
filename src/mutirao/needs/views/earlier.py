"""What earlier work said: the list and one assessment."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mutirao.base.gates import get_for
from mutirao.base.languages import language_name
from mutirao.base.paging import address_without_page, page_of
from mutirao.base.panels import render_panels
from mutirao.needs.models import EarlierAssessment
from mutirao.needs.queries import earlier


@require_safe
def earlier_assessments(request: HttpRequest) -> HttpResponse:
    """All that we know of, the newest first."""
    territory, language = (request.GET.get(name, "")[:40].replace("\x00", "") for name in ("territory", "language"))
    languages = [(language_name(tag), tag, n) for tag, n in earlier.languages_asked_in()]
    context = {
        "territory": territory,
        "language": language,
        "territories": sorted((str(each), each.slug, n) for each, n in earlier.territories_asked()),
        "languages": sorted(languages),
        "page": page_of(earlier.found(territory=territory, language=language), request),
        "page_query": address_without_page(request),
    }
    return render(request, "needs/earlier_assessments.html", context)


@require_safe
def earlier_assessment(request: HttpRequest, slug: str) -> HttpResponse:
    """Who was asked, how, and what came of it, as far as its page states it."""
    shown = get_for(request.user, EarlierAssessment, slug, related=("edition__source",))
    context = {
        "assessment": shown,
        "territories": list(shown.territories.order_by("slug")),
        "panels": render_panels("earlier_assessment", subject=shown, user=request.user, request=request),
    }
    return render(request, "needs/earlier_assessment.html", context)
