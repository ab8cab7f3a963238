"""The pages of refusals and faults."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from mutirao.accounts.middleware import wanted_language


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was not ours or its page had grown old; what was typed is still in the reader's browser."""
    return render(request, "csrf.html", {"path": request.path}, status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What cannot be read, such as a host that is not ours or a thousand fields too many."""
    # Some of it is turned away before the language of the request is known.
    with translation.override(wanted_language(request)):
        return render(request, "400.html", status=400)
