"""Two pages about one community: saying so, and deciding about it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mutirao.accounts.requests import PersonRequest
from mutirao.base import rates
from mutirao.base.errors import Refused
from mutirao.base.gates import get_for
from mutirao.base.paging import address_without_page, page_of
from mutirao.movement import actions, queries, rules
from mutirao.movement.forms import MergeDecision, MergeForm
from mutirao.movement.models import Community, MergeProposal

PROPOSALS_A_PAGE = 20
PROPOSALS_A_DAY = 20


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: PersonRequest, slug: str) -> HttpResponse:
    """Name the other page and say why; what is called alike is offered first."""
    community = get_for(request.user, Community, slug, rules.can_propose_merge)
    named = {"other": request.GET.get("other", "")[:100], "stays": MergeForm.THIS if community.is_from_source else ""}
    initial = {name: value for name, value in named.items() if value}
    form = MergeForm(
        request.POST if request.method == "POST" else None, initial=initial, community=community, user=request.user
    )
    if form.is_valid():
        rates.allow(f"propose-merge {request.user.pk}", limit=PROPOSALS_A_DAY, per=timedelta(days=1)).or_refuse()
        goes, stays = form.pair
        try:
            actions.propose_merge(community=goes, into=stays, reason=form.cleaned_data["reason"], by=request.user)
        except Refused as refusal:
            form.add_error("other", refusal.reason)
        else:
            messages.success(request, _("Thank you. Both pages show it until a moderator has decided."))
            return redirect(community)
    similar = queries.similar_to_each({"this": community.name.original}, user=request.user)["this"]
    others = [each for each in similar if each.pk != community.pk and each.state == community.state]
    context = {"community": community, "form": form, "similar": others}
    return render(request, "movement/merge.html", context, status=422 if form.is_bound else 200)


@never_cache
@login_required
@require_safe
def merges(request: PersonRequest) -> HttpResponse:
    """What waits for a moderator, the oldest first."""
    rules.is_moderator(request.user).or_refuse()
    return _queue(request, {})


@login_required
@require_POST
def decide(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Merge both, or keep both with a reason."""
    proposal = get_for(request.user, MergeProposal, public_id, rules.can_decide_merge, related=("community", "into"))
    form = MergeDecision(request.POST, prefix=str(public_id))
    if not form.is_valid():
        return _queue(request, {public_id: form}, status=422)
    if form.cleaned_data["answer"] == MergeDecision.ACCEPT:
        actions.accept_merge(proposal=proposal, by=request.user)
        messages.success(request, _("Both are one now. The old address leads to the other community."))
    else:
        actions.refuse_merge(proposal=proposal, decision=form.cleaned_data["decision"], by=request.user)
        messages.success(request, _("Refused. The person can read the reason."))
    return redirect("movement:merges")


@login_required
@require_POST
def take_back(request: PersonRequest, public_id: UUID) -> HttpResponse:
    proposal = get_for(request.user, MergeProposal, public_id, rules.can_take_back_merge, related=("community",))
    actions.take_back_merge(proposal=proposal, by=request.user)
    messages.success(request, _("You have taken it back."))
    return redirect(proposal.community)


def _queue(request: PersonRequest, forms: dict[UUID, MergeDecision], *, status: int = 200) -> HttpResponse:
    page = page_of(queries.merges_to_decide(request.user), request, size=PROPOSALS_A_PAGE)
    rows = [(each, forms.get(each.public_id) or MergeDecision(prefix=str(each.public_id))) for each in page]
    context = {"rows": rows, "page": page, "page_query": address_without_page(request)}
    return render(request, "movement/merges.html", context, status=status)
