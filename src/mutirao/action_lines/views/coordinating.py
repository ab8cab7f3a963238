"""What coordinators of an action line do: who waits, how many places there are, signatures from a wiki page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

import mutirao_wikitext
from mutirao.accounts.requests import PersonRequest
from mutirao.action_lines import actions, queries, rules
from mutirao.action_lines.forms import PlacesForm, SignaturesForm
from mutirao.action_lines.models import ActionLine
from mutirao.base import clock, rates
from mutirao.base.gates import get_for
from mutirao.base.paging import address_without_page, page_of

IMPORTS_AN_HOUR = 20
WAITING_A_PAGE = 20


@never_cache
@login_required
@require_safe
def coordinate(request: PersonRequest, slug: str) -> HttpResponse:
    """Who waits for a reply, the most urgent first; of private ones that others look after only how many."""
    return _page(request, get_for(request.user, ActionLine, slug, rules.is_coordinator), None)


@login_required
@require_POST
def take_over(request: PersonRequest, slug: str) -> HttpResponse:
    """The one that has waited longest with somebody else."""
    line = get_for(request.user, ActionLine, slug, rules.is_coordinator)
    taken = actions.take_over(line=line, by=request.user)
    if taken is None:
        messages.info(request, _("Somebody was faster, or replied. Nobody waits too long now."))
        return redirect("action_lines:coordinate", slug)
    messages.success(request, _("You look after this sign-up now. Please reply."))
    return redirect(taken)


@login_required
@require_POST
def set_places(request: PersonRequest, slug: str) -> HttpResponse:
    line = get_for(request.user, ActionLine, slug, rules.is_coordinator)
    form = PlacesForm(request.POST)
    if not form.is_valid():
        return _page(request, line, form)
    for role in form.fields:
        actions.set_places(line=line, role=role, n_places=form.cleaned_data[role], by=request.user)
    messages.success(request, _("The places are set. Who waited longest has got what became free."))
    return redirect("action_lines:coordinate", slug)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def import_signatures(request: PersonRequest, slug: str) -> HttpResponse:
    """Read the signatures of a page on a wiki into sign-ups that the people named can claim."""
    line = get_for(request.user, ActionLine, slug, rules.is_coordinator)
    form = SignaturesForm(request.POST or None, initial={"page_url": line.source_url, "language": "en"})
    if request.method == "POST" and form.is_valid():
        rates.allow(f"import {request.user.pk}", limit=IMPORTS_AN_HOUR, per=timedelta(hours=1)).or_refuse()
        try:
            imported = actions.import_signatures(line=line, by=request.user, **_answers(form))
        except mutirao_wikitext.InputError as error:
            form.add_error(error.argument if error.argument in form.fields else None, str(error))
        else:
            said = _("New: %(new)d. Known already: %(known)d. Crossed out since: %(struck)d.") % {
                "new": imported.n_new,
                "known": imported.n_known,
                "struck": imported.n_struck,
            }
            messages.success(request, said)
            return redirect(line)
    context = {"form": form, "line": line}
    return render(request, "action_lines/import.html", context, status=422 if form.is_bound else 200)


def _answers(form: SignaturesForm) -> dict[str, Any]:
    return {**form.cleaned_data, "heading": form.cleaned_data["heading"] or None}


def _page(request: PersonRequest, line: ActionLine, wrong: PlacesForm | None) -> HttpResponse:
    n_places = dict(line.role_places.values_list("role", "n_places"))
    context = {
        "line": line,
        "now": clock.now(),
        "n_out_of_sight": queries.out_of_sight(line, request.user).count(),
        "n_to_take_over": queries.to_take_over(line, request.user).count(),
        "page": page_of(queries.waiting_sign_ups(line, request.user), request, size=WAITING_A_PAGE),
        "page_query": address_without_page(request),
        "form": wrong or PlacesForm(initial=n_places),
    }
    return render(request, "action_lines/coordinate.html", context, status=422 if wrong else 200)
