"""Errors as programs read them: problem details of RFC 9457."""

from __future__ import annotations

import json
from http import HTTPStatus

from django.http import HttpResponse

MEDIA_TYPE = "application/problem+json"


class Problem(Exception):
    """Why there is no answer; ``detail`` is one English sentence."""

    def __init__(self, status: HTTPStatus, detail: str) -> None:
        super().__init__(detail)
        self.status, self.detail = status, detail

    def response(self) -> HttpResponse:
        content = {"type": "about:blank", "title": self.status.phrase, "status": self.status, "detail": self.detail}
        return HttpResponse(json.dumps(content, ensure_ascii=False), status=self.status, content_type=MEDIA_TYPE)


def bad_request(parameter: str, *, allowed: str) -> Problem:
    return Problem(HTTPStatus.BAD_REQUEST, f"{parameter}: expected {allowed}.")


def not_found() -> Problem:
    """Unknown and hidden look the same."""
    return Problem(HTTPStatus.NOT_FOUND, "Nothing public stands at this address.")
