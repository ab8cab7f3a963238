"""The state of the recommendation: this quarter so far, and each quarter as it was frozen."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mutirao.base import clock
from mutirao.base.gates import get_for
from mutirao.portal.analysis import State, counts_in, state_from_json, state_of
from mutirao.portal.models import StateRelease
from mutirao.portal.quarters import Quarter
from mutirao.portal.wikitext import state_wikitext


@require_safe
def state(request: HttpRequest) -> HttpResponse:
    """This quarter so far, against the last one frozen, and all that are frozen."""
    releases = list(StateRelease.objects.all())
    before = counts_in(state_from_json(releases[0].figures)) if releases else {}
    return _shown(request, state_of(Quarter.of(clock.now()), before=before), None, releases)


@require_safe
def release(request: HttpRequest, slug: str) -> HttpResponse:
    frozen = get_for(request.user, StateRelease, slug)
    return _shown(request, state_from_json(frozen.figures), frozen, list(StateRelease.objects.all()))


def _shown(
    request: HttpRequest, shown: State, frozen: StateRelease | None, releases: list[StateRelease]
) -> HttpResponse:
    if request.GET.get("format") == "wikitext":
        address = request.build_absolute_uri(request.path)
        return HttpResponse(state_wikitext(shown, address=address), content_type="text/plain; charset=utf-8")
    context = {"state": shown, "release": frozen, "releases": releases, "happenings": _happenings(shown)}
    return render(request, "portal/state.html", context)


def _happenings(shown: State) -> list[tuple[int, str]]:
    """What happened in the quarter, with its number, in words."""
    words = {
        "sign_ups": _("public sign-ups"),
        "tasks_confirmed": _("open tasks done and confirmed"),
        "editions": _("editions of sources loaded"),
    }
    return [(n, words.get(name, name)) for name, n in shown.happened.items()]
