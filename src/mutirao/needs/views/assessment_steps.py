"""Opening, extending, closing and withdrawing an assessment."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mutirao.accounts.requests import PersonRequest
from mutirao.base.errors import Refused
from mutirao.base.gates import get_for
from mutirao.movement.queries import is_protected
from mutirao.needs.actions import assessment_steps as actions
from mutirao.needs.forms.assessments import ExtendForm, OpeningForm, ReasonForm
from mutirao.needs.models import Assessment
from mutirao.needs.queries.assessments import consent_for
from mutirao.needs.rules import assessments as rules
from mutirao.needs.views.planning import plan_context

SHOWN_WITH = ("community", "questionnaire")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def open_assessment(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """What opening means and what people will read; then it opens."""
    shown = get_for(request.user, Assessment, public_id, rules.can_open, related=SHOWN_WITH)
    form = OpeningForm(request.POST if request.method == "POST" else None)
    refusal = ""
    if form.is_valid():
        try:
            actions.open_assessment(assessment=shown, by=request.user)
        except Refused as refused:
            refusal = refused.reason
        else:
            messages.success(request, _("It is open. Send people the link, or make invitations."))
            return redirect(shown)
    context = {
        "assessment": shown,
        "form": form,
        "refusal": refusal,
        **plan_context(shown),
        "consent": consent_for(shown.privacy),
        "is_protected": is_protected(shown.community),
    }
    return render(request, "needs/assessment_open.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def extend_assessment(request: PersonRequest, public_id: UUID) -> HttpResponse:
    shown = get_for(request.user, Assessment, public_id, rules.can_extend, related=SHOWN_WITH)
    form = ExtendForm(request.POST if request.method == "POST" else None, initial={"closes_on": shown.closes_on})
    if form.is_valid():
        try:
            actions.extend_assessment(assessment=shown, closes_on=form.cleaned_data["closes_on"], by=request.user)
        except Refused as refusal:
            form.add_error("closes_on", refusal.reason)
        else:
            messages.success(request, _("Saved. People can answer until the new day."))
            return redirect(shown)
    context = {"assessment": shown, "form": form}
    return render(request, "needs/assessment_extend.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def make_stricter(request: PersonRequest, public_id: UUID) -> HttpResponse:
    shown = get_for(request.user, Assessment, public_id, rules.can_make_stricter)
    actions.make_stricter(assessment=shown, by=request.user)
    messages.success(request, _("It is anonymous from now on. The days of the answers that are here were made coarse."))
    return redirect(shown)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def close_assessment(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """What closing means; then it closes."""
    shown = get_for(request.user, Assessment, public_id, rules.can_close, related=SHOWN_WITH)
    if request.method != "POST":
        return render(request, "needs/assessment_close.html", {"assessment": shown})
    actions.close_assessment(assessment=shown, by=request.user)
    messages.success(request, _("It is closed. What it says comes with the next release."))
    return redirect(shown)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_assessment(request: PersonRequest, public_id: UUID) -> HttpResponse:
    shown = get_for(request.user, Assessment, public_id, rules.can_withdraw, related=SHOWN_WITH)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.withdraw_assessment(assessment=shown, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("Withdrawn. Its answers count for nothing."))
        return redirect(shown)
    context = {"assessment": shown, "form": form}
    return render(request, "needs/assessment_withdraw.html", context, status=422 if form.is_bound else 200)
