"""Invitations: links for one answer each, shown once, on a page, to print or as a file."""

from __future__ import annotations

import csv
import io
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mutirao.accounts.requests import PersonRequest
from mutirao.base.errors import Refused
from mutirao.base.gates import get_for
from mutirao.needs.actions import invitations as actions
from mutirao.needs.forms.invitations import InvitationsForm
from mutirao.needs.models import Assessment
from mutirao.needs.queries.assessments import asked_in
from mutirao.needs.queries.invitations import counts_of
from mutirao.needs.rules import assessments as rules

SHOWN_WITH = ("community",)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitations(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """How many there are and were used; new ones are shown in the answer to the form and never again."""
    shown = get_for(request.user, Assessment, public_id, rules.can_invite, related=SHOWN_WITH)
    asked = [each.community for each in asked_in(shown)]
    form = InvitationsForm(request.POST if request.method == "POST" else None, communities=asked)
    links: list[str] = []
    if form.is_valid():
        try:
            tokens = actions.make_invitations(
                assessment=shown, community=form.community_chosen, n=form.cleaned_data["n"], by=request.user
            )
        except Refused as refusal:
            form.add_error("n", refusal.reason)
        else:
            links = [_address(request, shown, token) for token in tokens]
            if form.cleaned_data["form"] == InvitationsForm.FILE:
                return _file(links)
    context = {"assessment": shown, "form": form, "links": links, "counts": counts_of(shown)}
    failed = form.is_bound and not links
    return render(request, "needs/invitations.html", context, status=422 if failed else 200)


def _address(request: PersonRequest, assessment: Assessment, token: str) -> str:
    path = reverse("answering:answer", args=[assessment.public_id])
    return request.build_absolute_uri(f"{path}?invitation={token}")


def _file(links: list[str]) -> HttpResponse:
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow([_("Link for one answer")])
    rows.writerows([link] for link in links)
    response = HttpResponse(written.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="invitations.csv"'
    return response
