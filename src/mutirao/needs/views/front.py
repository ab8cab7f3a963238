"""The front page of needs: what this is, who is asking now, and how a group begins."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mutirao.needs.queries import assessments as queries
from mutirao.needs.queries.published import newest_release
from mutirao.needs.states import AssessmentState

SHOWN = 10


@require_safe
def needs(request: HttpRequest) -> HttpResponse:
    asking = queries.listed(request.user).filter(state=AssessmentState.OPEN)[:SHOWN]
    return render(request, "needs/needs.html", {"asking": list(asking), "release": newest_release()})
