"""Roles: who holds what, asking for one, and everything that can happen to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from mutirao.accounts import actions, queries, rules
from mutirao.accounts.forms import Reason, RoleRequest
from mutirao.accounts.models import RoleGrant, User
from mutirao.accounts.requests import PersonRequest
from mutirao.accounts.spaces import SpaceKind, space_kinds
from mutirao.accounts.states import Role
from mutirao.base import rates
from mutirao.base.gates import get_for
from mutirao.base.paging import address_without_page, page_of
from mutirao.base.references import kind_named, resolve, resolve_many
from mutirao.base.verdicts import Verdict

ACTS_A_DAY = 20


@dataclass(frozen=True)
class Step:
    """Something that can be done with a role: its rule, its action, and the words for both."""

    rule: Callable[[Any, RoleGrant], Verdict]
    act: Callable[..., Any]
    label: Any
    done: Any
    needs_reason: bool = True


STEPS = {
    "confirm": Step(
        rules.can_confirm_role,
        actions.confirm_role,
        _("Confirm"),
        _("Thank you. Your word counts."),
        needs_reason=False,
    ),
    "refuse": Step(rules.can_refuse_role, actions.refuse_role, _("Refuse"), _("The role is refused.")),
    "give-up": Step(
        rules.can_give_up_role, actions.give_up_role, _("Give up"), _("You have given it up."), needs_reason=False
    ),
    "contest": Step(
        rules.can_contest_role,
        actions.contest_role,
        _("Contest"),
        _("An administrator will answer. The role stays held until then."),
    ),
    "keep": Step(rules.can_keep_role, actions.keep_role, _("Keep the role"), _("The contest is answered.")),
    "end": Step(rules.can_end_role, actions.end_role, _("End the role"), _("The role has ended.")),
}


@require_safe
def roles(request: HttpRequest) -> HttpResponse:
    """Who holds what, since when, for everybody to read."""
    held = queries.held_roles(queries.grants_visible_to(request.user))
    kind = request.GET.get("kind", "")
    if kind in {each.kind for each in space_kinds()}:
        held = held.filter(subject_kind=kind)
    page = page_of(held, request)
    spaces = resolve_many([grant.subject for grant in page], user=request.user)
    context = {
        "page": page,
        "page_query": address_without_page(request),
        # What hangs on a hidden thing is hidden with it.
        "rows": [(grant, spaces[grant.subject]) for grant in page if grant.subject in spaces],
        "kinds": [(each.kind, kind_named(each.kind).label) for each in space_kinds()],
        "kind": kind,
    }
    return render(request, "accounts/roles.html", context)


@require_safe
def role(request: HttpRequest, public_id: UUID) -> HttpResponse:
    grant = get_for(request.user, RoleGrant, public_id, related=("person",))
    return _page(request, grant, {})


@login_required
@require_http_methods(["POST"])
def take_step(request: PersonRequest, public_id: UUID, name: str) -> HttpResponse:
    """One step in the life of a role."""
    if name not in STEPS:
        raise Http404
    step = STEPS[name]
    grant = get_for(request.user, RoleGrant, public_id, step.rule, related=("person",))
    form = Reason(request.POST, prefix=name)
    if step.needs_reason and not form.is_valid():
        return _page(request, grant, {name: form})
    rates.allow(f"role steps {request.user.pk}", limit=ACTS_A_DAY, per=timedelta(days=1)).or_refuse()
    reason = {"reason": form.cleaned_data["reason"]} if step.needs_reason else {}
    step.act(grant=grant, by=request.user, **reason)
    messages.success(request, step.done)
    return redirect(grant)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask_for_role(request: PersonRequest) -> HttpResponse:
    """Ask for a role in the space that ``?space=kind:id`` names."""
    found = queries.space_named(request.GET.get("space", ""), user=request.user)
    if found is None:
        raise Http404
    space, kind = found
    form = _request_form(request, space, kind)
    if request.method == "POST" and form.is_valid():
        answers = form.cleaned_data
        actions.say_adult(by=request.user)
        grant = actions.ask_for_role(
            role=Role(answers["role"]),
            space=space.reference,
            evidence_url=answers["evidence_url"],
            reason=answers["reason"],
            is_public=answers["is_public"],
            by=request.user,
        )
        messages.success(request, _("You have asked. We tell you as soon as people have answered."))
        return redirect(grant)
    context = {"space": space, "form": form}
    return render(request, "accounts/ask_for_role.html", context, status=422 if form.is_bound else 200)


def _request_form(request: PersonRequest, space: Any, kind: SpaceKind) -> RoleRequest:
    initial = {"role": request.GET.get("role", ""), "is_adult": request.user.is_adult}
    return RoleRequest(request.POST or None, roles=kind.roles, is_protected=kind.is_protected(space), initial=initial)


def _page(request: HttpRequest, grant: RoleGrant, wrong: dict[str, Reason]) -> HttpResponse:
    space = resolve(grant.subject, user=request.user)
    if space is None:
        raise Http404
    possible = [(name, step) for name, step in STEPS.items() if step.rule(request.user, grant)]
    context = {
        "grant": grant,
        "space": space,
        "confirmations": grant.confirmations.select_related("by").order_by("created_at"),
        "contest": grant.contests.filter(settled_at=None).first(),
        "may_read_reasons": _may_read_reasons(request.user, grant),
        "steps": [
            (name, step, (wrong.get(name) or Reason(prefix=name)) if step.needs_reason else None)
            for name, step in possible
        ],
    }
    return render(request, "accounts/role.html", context, status=422 if wrong else 200)


def _may_read_reasons(user: Any, grant: RoleGrant) -> bool:
    """Reasons are about a person: they, those who hold a role here, and administrators read them."""
    if not isinstance(user, User):
        return False
    return bool(grant.person_id == user.pk or user.is_administrator or rules.is_member(user, grant.subject))
