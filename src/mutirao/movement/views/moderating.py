"""The moderators' queue of communities that people added."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mutirao.accounts.requests import PersonRequest
from mutirao.base.gates import get_for
from mutirao.base.paging import address_without_page, page_of
from mutirao.movement import actions, queries, rules
from mutirao.movement.forms import Decision
from mutirao.movement.models import Community

PROPOSALS_A_PAGE = 20


@login_required
@require_safe
def moderate(request: PersonRequest) -> HttpResponse:
    """What waits, the oldest first, each with communities that may be the same."""
    rules.is_moderator(request.user).or_refuse()
    return _queue(request, {})


@login_required
@require_POST
def decide(request: PersonRequest, slug: str) -> HttpResponse:
    """List, refuse or merge one proposal."""
    decided = get_for(request.user, Community, slug, rules.can_decide)
    form = Decision(request.POST, prefix=slug)
    into = None
    if form.is_valid() and form.cleaned_data["answer"] == Decision.MERGE:
        into = queries.listed_for_merging(request.user, form.cleaned_data["into"])
        if into is None or not rules.can_merge(request.user, decided, into):
            form.add_error("into", _("No listed community has this address."))
    if not form.is_valid():
        return _queue(request, {slug: form}, status=422)
    if into is not None:
        actions.merge_community(community=decided, into=into, by=request.user)
        messages.success(request, _("Both are one now. The old address leads to the other community."))
    elif form.cleaned_data["answer"] == Decision.REFUSE:
        actions.refuse_community(community=decided, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("Refused. The person can read the reason."))
    else:
        actions.accept_community(community=decided, by=request.user)
        messages.success(request, _("Listed."))
    return redirect("movement:moderate")


def _queue(request: PersonRequest, forms: dict[str, Decision], *, status: int = 200) -> HttpResponse:
    page = page_of(queries.proposals(), request, size=PROPOSALS_A_PAGE)
    names = {community.pk: community.name.original for community in page}
    similar = queries.similar_to_each(names, user=request.user)
    rows = [
        {
            "community": community,
            "form": forms.get(community.slug) or Decision(prefix=community.slug),
            "similar": [each for each in similar[community.pk] if each.pk != community.pk],
        }
        for community in page
    ]
    context = {"rows": rows, "page": page, "page_query": address_without_page(request)}
    return render(request, "movement/moderate.html", context, status=status)
