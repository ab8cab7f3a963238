"""How much a request may carry: measured before anything reads it."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication

MEGABYTE = 1024 * 1024


def with_measured_bodies(application: WSGIApplication) -> WSGIApplication:
    """``application`` with a length for bodies that come in pieces and say none; Django takes those for empty.

    Reading ends one byte above the limit, which is enough to refuse the request.
    """

    def measured(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        if "chunked" in environ.get("HTTP_TRANSFER_ENCODING", "").lower():
            body = environ["wsgi.input"].read(_limit() + 1)
            environ["wsgi.input"], environ["CONTENT_LENGTH"] = BytesIO(body), str(len(body))
        return application(environ, start_response)

    return measured


class BodyLimitMiddleware:
    """A body above the limit becomes status 413, unread. Must stand before whatever reads bodies."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _length(request) <= _limit():
            return self.get_response(request)
        return render(request, "413.html", {"megabytes": _limit() // MEGABYTE}, status=413)


def _length(request: HttpRequest) -> int:
    said = request.META.get("CONTENT_LENGTH") or "0"
    return int(said) if said.isdecimal() else 0


def _limit() -> int:
    limit: int = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    return limit
