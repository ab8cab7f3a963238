"""The front page of needs: what this is, who is asking now, and how a group begins."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mutirao.accounts.models import User
from mutirao.needs.queries import assessments as queries
from mutirao.needs.queries.published import newest_release
from mutirao.needs.states import AssessmentState

SHOWN = 10


@require_safe
def needs(request: HttpRequest) -> HttpResponse:
    person = request.user
    asking = queries.listed(person).filter(state=AssessmentState.OPEN)[:SHOWN]
    context = {
        "asking": list(asking),
        "own": list(queries.member_of(person).order_by("slug")[:SHOWN]) if isinstance(person, User) else [],
        "release": newest_release(),
    }
    return render(request, "needs/needs.html", context)
