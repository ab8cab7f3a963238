"""What people without a role propose to say of communities: the list of those who decide, and their answer."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from mutirao.accounts.requests import PersonRequest
from mutirao.base.gates import get_for
from mutirao.base.paging import address_without_page, page_of
from mutirao.movement import actions, queries, rules
from mutirao.movement.forms import DeclarationDecision
from mutirao.movement.models import Community, Declaration

PROPOSALS_A_PAGE = 20


@never_cache
@login_required
@require_safe
def declarations(request: PersonRequest) -> HttpResponse:
    """What waits for the reader, the oldest first."""
    return _queue(request, {})


@login_required
@require_POST
def decide(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Confirm or refuse one."""
    proposal = _proposal(request, public_id)
    rules.can_decide_declaration(request.user, proposal).or_refuse()
    form = DeclarationDecision(request.POST, prefix=str(public_id))
    if not form.is_valid():
        return _queue(request, {public_id: form}, status=422)
    if form.cleaned_data["answer"] == DeclarationDecision.CONFIRM:
        actions.confirm_declaration(declaration=proposal, by=request.user)
        messages.success(request, _("It stands on the page now, with its source."))
    else:
        actions.refuse_declaration(declaration=proposal, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("Refused. The person can read the reason."))
    return redirect("movement:declarations")


@login_required
@require_POST
def take_back(request: PersonRequest, public_id: UUID) -> HttpResponse:
    proposal = _proposal(request, public_id)
    actions.take_back_declaration(declaration=proposal, by=request.user)
    messages.success(request, _("You have taken it back."))
    return redirect(proposal.community)


def _proposal(request: PersonRequest, public_id: UUID) -> Declaration:
    """Hidden together with its community, and from those whom it does not concern."""
    proposal = get_object_or_404(Declaration.objects.select_related("community"), public_id=public_id)
    get_for(request.user, Community, proposal.community.slug)
    is_concerned = proposal.declared_by_id == request.user.pk or rules.can_declare(request.user, proposal.community)
    if not is_concerned:
        raise Http404
    return proposal


def _queue(request: PersonRequest, forms: dict[UUID, DeclarationDecision], *, status: int = 200) -> HttpResponse:
    page = page_of(queries.declarations_to_decide(request.user), request, size=PROPOSALS_A_PAGE)
    rows = [(each, forms.get(each.public_id) or DeclarationDecision(prefix=str(each.public_id))) for each in page]
    context = {"rows": rows, "page": page, "page_query": address_without_page(request)}
    return render(request, "movement/declarations.html", context, status=status)
