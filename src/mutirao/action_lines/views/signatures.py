"""Signatures that were read from a wiki: the person named claims or removes them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from mutirao.accounts.requests import PersonRequest
from mutirao.action_lines import actions, queries, rules
from mutirao.action_lines.models import SignUp
from mutirao.base.gates import get_for


@never_cache
@login_required
@require_safe
def signatures(request: PersonRequest) -> HttpResponse:
    """What was signed on a wiki under one's own name."""
    verdict = rules.can_claim_signatures(request.user)
    found = queries.unclaimed_of(request.user.display_name) if verdict else []
    return render(request, "action_lines/claim.html", {"verdict": verdict, "sign_ups": found})


@login_required
@require_POST
def claim(request: PersonRequest, public_id: UUID) -> HttpResponse:
    found = get_for(request.user, SignUp, public_id, rules.can_claim_signature)
    actions.claim_signature(sign_up=found, by=request.user)
    messages.success(request, _("It is yours now, with somebody who looks after it and a next step."))
    return redirect("action_lines:mine")


@login_required
@require_POST
def remove(request: PersonRequest, public_id: UUID) -> HttpResponse:
    found = get_for(request.user, SignUp, public_id, rules.can_claim_signature)
    actions.remove_signature(sign_up=found, by=request.user)
    messages.success(request, _("Your name is gone from here. It will not be read in again."))
    return redirect("action_lines:signatures")
