"""The action lines, one of them, and addresses made of their old numbers."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from mutirao.accounts.rules import is_administrator
from mutirao.accounts.states import Role
from mutirao.action_lines import queries
from mutirao.action_lines.counts import live_counts
from mutirao.action_lines.models import ActionLine
from mutirao.base.gates import get_for
from mutirao.base.paging import address_without_page, page_of
from mutirao.base.panels import render_panels

PEOPLE_SHOWN = 8


@require_safe
def action_lines(request: HttpRequest) -> HttpResponse:
    return render(request, "action_lines/action_lines.html", {"action_lines": queries.lines_with_counts()})


@require_safe
def action_line(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything about one line: what it asks for, what exists, who takes part, what to do next."""
    line: Any = queries.line_with_counts(slug, request.user)
    if line is None:
        raise Http404
    demands = queries.demands_of(line)
    counts = live_counts(kind for demand in demands for kind in demand.what_counts)
    context = {
        "line": line,
        "demands": [(demand, [counts[kind] for kind in demand.what_counts]) for demand in demands],
        "tasks": queries.small_tasks(line),
        "people": queries.sign_ups_to(line)[:PEOPLE_SHOWN],
        "pins": queries.pins_by_kind(line),
        **_standing(request, line, leads=line.leads),
        "panels": render_panels("action_line", subject=line, user=request.user, request=request),
    }
    return render(request, "action_lines/action_line.html", context)


def _standing(request: HttpRequest, line: ActionLine, *, leads: bool) -> dict[str, Any]:
    """Who coordinates, and what the reader may do; one query, as ``rules`` would ask more."""
    grants = queries.grants_of(line)
    coordinators = [grant for grant in grants if grant.role == Role.COORDINATOR]
    own_roles = {grant.role for grant in grants if grant.person == request.user}
    is_coordinator = Role.COORDINATOR in own_roles or bool(is_administrator(request.user))
    return {
        "coordinators": [grant.person for grant in coordinators if grant.is_public],
        "has_coordinators": bool(coordinators),
        "is_coordinator": is_coordinator,
        "can_lead": leads or is_coordinator,
        "can_pin": Role.CURATOR in own_roles or is_coordinator,
    }


@require_safe
def line_people(request: HttpRequest, slug: str) -> HttpResponse:
    """Who signed up to one line in public."""
    line = get_for(request.user, ActionLine, slug)
    context = {
        "line": line,
        "page": page_of(queries.sign_ups_to(line), request),
        "page_query": address_without_page(request),
    }
    return render(request, "action_lines/line_people.html", context)


@require_safe
def numbered(request: HttpRequest, number: int) -> HttpResponse:
    """One line called so: go there. Two lines called so, in the first and the second numbering: choose."""
    found = queries.lines_numbered(number)
    if not found:
        raise Http404
    if len(found) == 1:
        return redirect(found[0], permanent=True)
    return render(request, "action_lines/numbered.html", {"number": number, "lines": found})


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Who signed up in public and offers a skill."""
    page: Any = page_of(queries.people_who_offer(), request)
    # The keys are found once; only those of this page become rows.
    page.object_list = queries.with_offers(page.object_list)
    context = {"page": page, "page_query": address_without_page(request)}
    return render(request, "action_lines/people.html", context)
