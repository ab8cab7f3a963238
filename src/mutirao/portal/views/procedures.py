"""How we know: what stands behind every figure."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mutirao.portal.queries.procedures import PROCEDURES, explanation, procedure_named


@require_safe
def procedures(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/procedures.html", {"procedures": PROCEDURES})


@require_safe
def procedure(request: HttpRequest, slug: str) -> HttpResponse:
    found = procedure_named(slug)
    if found is None:
        raise Http404
    return render(request, "portal/procedure.html", {"procedure": found, "explanation": explanation(slug)})
