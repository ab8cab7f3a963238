"""Adding a community that is not in the list."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mutirao.accounts.requests import PersonRequest
from mutirao.base import rates
from mutirao.base.languages import interface_language
from mutirao.base.text import Text
from mutirao.movement import actions, queries
from mutirao.movement.forms import CommunityForm
from mutirao.movement.models import Community


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: PersonRequest) -> HttpResponse:
    """A form; what may be there already, and what a protected territory means, is shown before anything is stored."""
    form = CommunityForm(request.POST if request.method == "POST" else None)
    similar: list[Community] = []
    warns = False
    if form.is_valid():
        typed = form.cleaned_data
        similar = _similar(request, typed["name"])
        warns = form.names_protected
        if (not similar or typed["is_new"]) and (not warns or typed["understood"]):
            rates.allow(f"add-community {request.user.pk}", limit=10, per=timedelta(days=1)).or_refuse()
            community = _propose(request, form)
            messages.success(request, _("Thank you. A moderator will look at it; you can follow it here."))
            return redirect(community)
    context = {"form": form, "similar": similar, "warns": warns}
    return render(request, "movement/add.html", context, status=422 if form.is_bound else 200)


def _similar(request: PersonRequest, name: str) -> list[Community]:
    return queries.similar_to_each({"typed": name}, user=request.user)["typed"]


def _propose(request: PersonRequest, form: CommunityForm) -> Community:
    typed, language = form.cleaned_data, interface_language()
    return actions.propose_community(
        kind=typed["kind"],
        name=Text(language, {language: typed["name"]}),
        description=Text(language, {language: typed["description"]}),
        website=typed["website"],
        territories=typed["territories"],
        languages=typed["languages"],
        source_url=typed["source_url"],
        by=request.user,
    )
