"""The addresses under /api/."""

from __future__ import annotations

import re
from http import HTTPStatus
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from mutirao.portal.api.answering import REQUESTS_A_MINUTE, answers, as_json
from mutirao.portal.api.openapi import description
from mutirao.portal.api.problems import Problem, bad_request, not_found
from mutirao.portal.api.tables import DEFAULT_LIMIT, LARGEST_LIMIT, Table, tables

# ``uselang`` is read by the frame of every page; it changes nothing here.
PAGING = {"cursor", "limit", "language", "uselang"}


@require_safe
def documentation(request: HttpRequest) -> HttpResponse:
    """For people: what there is, and how to ask."""
    context = {"tables": list(tables().values()), "limit": LARGEST_LIMIT, "a_minute": REQUESTS_A_MINUTE}
    return render(request, "portal/api.html", context)


@answers
def index(request: HttpRequest) -> HttpResponse:
    """Every table with its address."""
    _refuse_unknown(request, set())
    root = request.build_absolute_uri(reverse("portal:api_index"))
    listed = [
        {"name": table.name, "description": table.export.description, "url": f"{root}{table.name}/"}
        for table in tables().values()
    ]
    return as_json({"tables": listed, "openapi": f"{root}openapi.json"})


@answers
def openapi(request: HttpRequest) -> HttpResponse:
    return as_json(description())


@answers
def rows(request: HttpRequest, *, name: str) -> HttpResponse:
    """A page of a table."""
    table = _table(name)
    _refuse_unknown(request, {*PAGING, *table.filters})
    asked = {key: str(value) for key, value in request.GET.items() if key in table.filters}
    limit, language = _limit(request), _language(request)
    page = table.page(asked, cursor=request.GET.get("cursor", ""), limit=limit, language=language)
    following = ""
    if page.next:
        kept = {key: value for key, value in request.GET.items() if key != "uselang"}
        following = request.build_absolute_uri(f"{request.path}?{urlencode({**kept, 'cursor': page.next})}")
    return as_json({"rows": page.rows, "next": following or None}, following=following)


@answers
def row(request: HttpRequest, *, name: str, key: str) -> HttpResponse:
    """One row by its key."""
    table = _table(name)
    _refuse_unknown(request, {"language", "uselang"})
    found = table.row(key, language=_language(request))
    if found is not None:
        return as_json(found)
    table.refuse_if_withdrawn(key)
    current = table.key_now(key) if table.key is not None and "\x00" not in key else ""
    if not current or table.row(current, language="") is None:
        raise not_found()
    moved = HttpResponse(status=HTTPStatus.PERMANENT_REDIRECT)
    moved["Location"] = reverse("portal:api_row", kwargs={"name": name, "key": current})
    return moved


@answers
def nothing(request: HttpRequest, *, rest: str = "") -> HttpResponse:
    raise not_found()


def _table(name: str) -> Table:
    table = tables().get(name)
    if table is None:
        raise not_found()
    return table


def _refuse_unknown(request: HttpRequest, known: set[str]) -> None:
    """A mistyped filter must not look like an answer."""
    for name, values in request.GET.lists():
        if name not in known:
            allowed = ", ".join(sorted(known - {"uselang"})) or "none"
            raise bad_request("Parameters", allowed=f"{allowed}")
        if len(values) > 1:
            raise bad_request(name, allowed="one value")


def _limit(request: HttpRequest) -> int:
    typed = request.GET.get("limit", str(DEFAULT_LIMIT))
    if not re.fullmatch("[0-9]{1,3}", typed) or not 1 <= int(typed) <= LARGEST_LIMIT:
        raise bad_request("limit", allowed=f"a number from 1 to {LARGEST_LIMIT}")
    return int(typed)


def _language(request: HttpRequest) -> str:
    typed = request.GET.get("language", "")
    if typed and not re.fullmatch("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}", typed):
        raise Problem(HTTPStatus.BAD_REQUEST, "language: expected a BCP 47 tag, such as pt or zh-Hant.")
    return typed
