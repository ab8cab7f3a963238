"""Frozen releases: what it took to make each, what it says of the movement, and its files."""

from __future__ import annotations

import dataclasses
import io
import tempfile
from datetime import timedelta

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from mutirao.base.gates import get_for
from mutirao.base.paging import page_of
from mutirao.base.rates import allow_reading, client_address
from mutirao.needs import wording
from mutirao.needs.models import Release
from mutirao.needs.queries import published, releases_shown
from mutirao.needs.rules import releases as rules
from mutirao.needs.states import MoveReason
from mutirao.sources.exporting import exports, write_table
from mutirao.sources.exporting.formats import FORMATS

ROWS = {
    "needs_estimates": published.estimates,
    "needs_communities": published.results,
    "needs_skills": published.skill_results,
    "needs_regions": published.region_results,
}
LABELS = {
    "needs_estimates": _("Needs of communities"),
    "needs_communities": _("Communities as a whole"),
    "needs_skills": _("Skills in the movement"),
    "needs_regions": _("Regions"),
}
FILES_A_MINUTE = 20


@require_safe
def releases(request: HttpRequest) -> HttpResponse:
    context = {
        "page": page_of(releases_shown.all_releases(), request),
        "can_make": bool(rules.can_make_release(request.user)),
    }
    return render(request, "needs/releases.html", context)


@require_safe
def release(request: HttpRequest, number: int) -> HttpResponse:
    shown = get_for(request.user, Release, number)
    context = {
        "release": shown,
        "parameters": wording.parameters_in_words(shown.parameters),
        "reasons": [(MoveReason(why).label, n) for why, n in shown.moved.items() if why in MoveReason.values],
        "skills": releases_shown.skills_of(shown),
        "moved": releases_shown.moved_in(shown),
        "files": [(name, label, [each.suffix for each in FORMATS]) for name, label in LABELS.items()],
    }
    return render(request, "needs/release.html", context)


@require_safe
def file(request: HttpRequest, number: int, name: str, suffix: str) -> FileResponse | HttpResponse:
    """One table of one release, as its columns are explained in the open data."""
    wanted = get_for(request.user, Release, number)
    format = next((each for each in FORMATS if each.suffix == suffix), None)
    if name not in ROWS or format is None:
        raise Http404
    allow_reading(f"needs files {client_address(request)}", limit=FILES_A_MINUTE, per=timedelta(minutes=1)).or_refuse()
    whole = next(each for each in exports() if each.name == name)
    rows = ROWS[name]
    export = dataclasses.replace(whole, rows=lambda: rows().filter(release=wanted).order_by("pk"))
    written = tempfile.TemporaryFile()  # noqa: SIM115 the response closes it
    text = io.TextIOWrapper(written, encoding="utf-8", newline="")
    write_table(export, {format: text})
    text.detach()
    written.seek(0)
    filename = f"{name}-{wanted.number}.{suffix}"
    return FileResponse(written, as_attachment=True, filename=filename, content_type=format.media_type)
