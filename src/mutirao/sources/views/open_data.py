"""Open data: the newest release, one table with its dictionary, older releases, and the files."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import etag, require_safe

from mutirao.base.paging import PAGE_SIZE, address_without_page
from mutirao.sources.exporting.releases import Release, latest_release, release_named, release_names

# By the type of a field in the descriptor.
TYPES = {
    "string": _("text"),
    "object": _("text in several languages"),
    "integer": _("whole number"),
    "number": _("number"),
    "boolean": _("yes or no"),
    "date": _("date"),
    "datetime": _("date and time"),
    "array": _("list"),
}
# Long enough to spare the server, short enough for what is taken back.
KEPT_SECONDS = 3600


@require_safe
def tables(request: HttpRequest) -> HttpResponse:
    """The tables of the newest release; none on a server whose first freeze is still to come."""
    names = release_names()
    found = latest_release()
    return render(request, "sources/data/tables.html", {"release": found, "n_older": max(len(names) - 1, 0)})


@require_safe
def table(request: HttpRequest, name: str) -> HttpResponse:
    """Every column of one table, where its rows come from, and its files."""
    release = latest_release()
    found = release.table(name) if release else None
    if found is None:
        raise Http404
    fields = [(field, TYPES.get(field["type"], field["type"])) for field in found.fields]
    context = {"release": release, "table": found, "fields": fields}
    return render(request, "sources/data/table.html", context)


@require_safe
def releases(request: HttpRequest) -> HttpResponse:
    """All that were kept, the newest first."""
    page = Paginator(release_names(), PAGE_SIZE).get_page(request.GET.get("page"))
    found = [release for name in page if (release := release_named(name))]
    context = {"page": page, "releases": found, "page_query": address_without_page(request)}
    return render(request, "sources/data/releases.html", context)


@require_safe
def release(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, "sources/data/release.html", {"release": _release_or_404(name)})


@require_safe
def never(request: HttpRequest) -> HttpResponse:
    """What no table holds."""
    return render(request, "sources/data/never.html")


@require_safe
def latest_file(request: HttpRequest, file: str) -> HttpResponse:
    """An address for programs that want the newest; the frozen one has the release in it."""
    found = latest_release()
    if found is None or found.file(file) is None:
        raise Http404
    return redirect("open_data:file", name=found.name, file=file)


def _checksum(request: HttpRequest, name: str, file: str) -> str | None:
    found = release_named(name)
    told = found.file(file) if found else None
    if found is None or told is None:
        return None
    checksum = told["hash"].removeprefix("sha256:")
    return f'"{checksum or hashlib.sha256((found.path / file).read_bytes()).hexdigest()}"'


@require_safe
@etag(_checksum)
def file(request: HttpRequest, name: str, file: str) -> HttpResponseBase:
    """One frozen file, streamed; programs of other sites may read it too."""
    found = _release_or_404(name)
    told: dict[str, Any] | None = found.file(file)
    if told is None:
        raise Http404
    stem, _dot, suffix = file.rpartition(".")
    try:
        opened = (found.path / file).open("rb")
    except FileNotFoundError as error:  # taken back since
        raise Http404 from error
    response = FileResponse(
        opened,
        content_type=f"{told['mediatype']}; charset=utf-8" if suffix == "csv" else told["mediatype"],
        as_attachment=suffix in {"csv", "jsonl"},
        filename=f"mutirao-{stem}-{found.name}.{suffix}",
    )
    response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _release_or_404(name: str) -> Release:
    found = release_named(name)
    if found is None:
        raise Http404
    return found
