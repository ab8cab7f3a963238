"""The sign-up form, and the page that follows: owner and next step at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mutirao.accounts.addresses import sign_in_address
from mutirao.accounts.models import User
from mutirao.accounts.requests import PersonRequest
from mutirao.action_lines import actions, queries
from mutirao.action_lines.actions import SignedUp
from mutirao.action_lines.forms import PRIVATE, PUBLIC, SignUpForm
from mutirao.action_lines.models import ActionLine
from mutirao.action_lines.views import keeping
from mutirao.base import rates
from mutirao.base.languages import interface_language
from mutirao.movement.names import name_of_language

SIGN_UPS_AN_HOUR = 20
SIGN_UPS_FROM_AN_ADDRESS_AN_HOUR = 600


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest, slug: str = "") -> HttpResponse:
    """Empty, or as it was left before signing in; who is not signed in keeps what they typed."""
    lines = list(ActionLine.objects.all())
    if slug and slug not in {line.slug for line in lines}:
        raise Http404
    if request.method == "POST":
        return _posted(request, lines, slug)
    data = keeping.kept(request)
    form = SignUpForm(data, lines=lines, user=request.user, initial=_initial(request, slug))
    return _page(request, form, slug, is_kept=data is not None)


@require_POST
def start_afresh(request: HttpRequest) -> HttpResponse:
    """Throw away the form that was kept."""
    keeping.forget(request)
    return redirect("action_lines:sign_up_form")


@never_cache
@login_required
@require_safe
def mine(request: PersonRequest) -> HttpResponse:
    """One's own sign-ups, each with who looks after it and what comes next: also the page after signing up."""
    sign_ups = queries.with_next_steps(queries.sign_ups_of(request.user))
    context = {"sign_ups": sign_ups, "n_unclaimed": queries.unclaimed_of(request.user.display_name).count()}
    return render(request, "action_lines/mine.html", context)


def _posted(request: HttpRequest, lines: list[ActionLine], slug: str) -> HttpResponse:
    form = SignUpForm(request.POST, lines=lines, user=request.user)
    if not isinstance(request.user, User):
        _limit_address(request)
        is_kept = keeping.keep(request)
        if is_kept and form.is_valid():
            return redirect(sign_in_address(request, back_to=request.path))
        return _page(request, form, slug, is_kept=False)
    if not form.is_valid():
        return _page(request, form, slug, is_kept=False)
    # Only what is accepted counts; a whole workshop may share an address.
    rates.allow(f"sign-up {request.user.pk}", limit=SIGN_UPS_AN_HOUR, per=timedelta(hours=1)).or_refuse()
    _limit_address(request)
    commitment = form.commitment()
    result = actions.sign_up(action_lines=form.chosen_lines(), commitment=commitment, by=request.user)
    keeping.forget(request)
    _say(request, result, was_hidden=form.cleaned_data["visibility"] == PUBLIC and not commitment.is_public)
    return redirect("action_lines:mine")


def _limit_address(request: HttpRequest) -> None:
    bucket = f"sign-up from {rates.client_address(request)}"
    rates.allow(bucket, limit=SIGN_UPS_FROM_AN_ADDRESS_AN_HOUR, per=timedelta(hours=1)).or_refuse()


def _say(request: HttpRequest, result: SignedUp, *, was_hidden: bool) -> None:
    if result.new:
        n_new = len(result.new)
        said = ngettext(
            "You have signed up. Your next step is here.", "You have signed up. Your next steps are here.", n_new
        )
        messages.success(request, said)
    for sign_up in result.standing:
        messages.info(
            request,
            _("You had signed up already: %(line)s. Nothing was changed.") % {"line": sign_up.action_line},
        )
    if result.new and was_hidden:
        messages.warning(
            request,
            _("We made it private, because being seen there can be dangerous. You can change this on its page."),
        )


def _initial(request: HttpRequest, slug: str) -> dict[str, Any]:
    community = request.GET.get("community", "")[:200]
    found = queries.communities_meant(community.replace("\x00", ""), request.user) if community else []
    at_risk = len(found) == 1 and queries.is_at_risk(found[0])
    return {
        "action_lines": [slug] if slug else [],
        "community_name": found[0].slug if len(found) == 1 else "",
        "languages": name_of_language(interface_language(), interface_language()),
        "visibility": PRIVATE if at_risk else PUBLIC,
    }


def _page(request: HttpRequest, form: SignUpForm, slug: str, *, is_kept: bool) -> HttpResponse:
    line = next((line for line in form.lines if line.slug == slug), None)
    context = {"form": form, "line": line, "is_kept": is_kept}
    status = 422 if form.is_bound and not is_kept else 200
    return render(request, "action_lines/sign_up.html", context, status=status)
