"""The pages of refusals and faults."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was not ours or its page had grown old; what was typed is still in the reader's browser."""
    return render(request, "csrf.html", {"path": request.path}, status=403)
