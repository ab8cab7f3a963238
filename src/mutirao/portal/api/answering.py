"""What every answer of the API has: open to all origins, an ETag, a limit of requests, and problems as JSON."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from mutirao.base.rates import allow_reading, client_address
from mutirao.portal.api.problems import Problem

REQUESTS_A_MINUTE = 300
FRESH_SECONDS = 60
READING = ("GET", "HEAD", "OPTIONS")

type Answer = Callable[..., HttpResponse]


def answers(view: Answer) -> Callable[..., HttpResponseBase]:
    """A view of the API: returns JSON or raises ``Problem``."""

    @wraps(view)
    def answered(request: HttpRequest, **named: Any) -> HttpResponseBase:
        try:
            response: HttpResponseBase = _answer(view, request, named)
        except Problem as problem:
            response = problem.response()
            if problem.status == HTTPStatus.METHOD_NOT_ALLOWED:
                response["Allow"] = ", ".join(READING)
            if problem.status == HTTPStatus.TOO_MANY_REQUESTS:
                response["Retry-After"] = "60"
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After"
        return response

    return answered


def as_json(content: Any, *, following: str = "") -> HttpResponse:
    """``following`` is the address of the next page."""
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    response = HttpResponse(body, content_type="application/json")
    response["ETag"] = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
    if following:
        response["Link"] = f'<{following}>; rel="next"'
    return response


def _answer(view: Answer, request: HttpRequest, named: dict[str, Any]) -> HttpResponseBase:
    if request.method == "OPTIONS":
        allowed = HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"Allow": ", ".join(READING)})
        allowed["Access-Control-Allow-Methods"] = ", ".join(READING)
        allowed["Access-Control-Allow-Headers"] = "If-None-Match"
        allowed["Access-Control-Max-Age"] = "86400"
        return allowed
    if request.method not in READING:
        raise Problem(HTTPStatus.METHOD_NOT_ALLOWED, "This API only reads.")
    allowance = allow_reading(f"api {client_address(request)}", limit=REQUESTS_A_MINUTE, per=timedelta(minutes=1))
    if not allowance:
        raise Problem(HTTPStatus.TOO_MANY_REQUESTS, f"At most {REQUESTS_A_MINUTE} requests a minute, please.")
    response = view(request, **named)
    conditional = get_conditional_response(request, etag=response.get("ETag"), response=response)
    return conditional or response
