"""What is measured, by whom, with which limits."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mutirao.evidence import queries
from mutirao.evidence.states import About


@require_safe
def indicators(request: HttpRequest) -> HttpResponse:
    """All indicators: those of communities, then those of societies."""
    rows = list(queries.indicators_with_counts())
    groups = [(about, [row for row in rows if row.about == about]) for about in About]
    return render(request, "evidence/indicators.html", {"groups": groups, "n_indicators": len(rows)})
