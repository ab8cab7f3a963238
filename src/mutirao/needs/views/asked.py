"""Which communities an assessment asks, and how it compares with those before."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mutirao.accounts.requests import PersonRequest
from mutirao.base.errors import Refused
from mutirao.base.gates import get_for
from mutirao.movement.models import Community
from mutirao.needs.actions import assessments as actions
from mutirao.needs.forms.asked import AskForm
from mutirao.needs.models import Assessment
from mutirao.needs.queries import assessments as queries
from mutirao.needs.queries.comparing import compared, earlier_of
from mutirao.needs.rules import assessments as rules

SHOWN_WITH = ("community", "questionnaire")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def asked_communities(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Add a community that the person speaks for, or say anew how many are expected there."""
    changed = get_for(request.user, Assessment, public_id, rules.can_change, related=SHOWN_WITH)
    form = AskForm(request.POST if request.method == "POST" else None, person=request.user)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            actions.ask_community(
                assessment=changed,
                community=typed["community"],
                n_expected=typed["n_expected"],
                n_people=typed["n_people"],
                by=request.user,
            )
        except Refused as refusal:
            form.add_error("community", refusal.reason)
        else:
            messages.success(request, _("Saved."))
            return redirect("needs:asked_communities", changed.public_id)
    context = {"assessment": changed, "form": form, "asked": queries.asked_in(changed)}
    return render(request, "needs/assessment_asked.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def stop_asking(request: PersonRequest, public_id: UUID, slug: str) -> HttpResponse:
    changed = get_for(request.user, Assessment, public_id, rules.can_change)
    community = get_object_or_404(Community, slug=slug, asked_in__assessment=changed)
    actions.stop_asking(assessment=changed, community=community, by=request.user)
    messages.success(request, _("Taken off the list."))
    return redirect("needs:asked_communities", changed.public_id)


@require_safe
def compare(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Which questions are the same as in earlier assessments of the community, so that change can be read off."""
    shown = get_for(request.user, Assessment, public_id, related=SHOWN_WITH)
    context = {
        "assessment": shown,
        "comparisons": [compared(shown, earlier) for earlier in earlier_of(shown, request.user)],
    }
    return render(request, "needs/assessment_compare.html", context)
