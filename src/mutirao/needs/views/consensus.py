"""Group forms: ten minutes from a group's page to something that it can show."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mutirao.accounts.requests import PersonRequest
from mutirao.accounts.states import Role
from mutirao.base.errors import Conflict
from mutirao.base.gates import get_for
from mutirao.base.languages import interface_language
from mutirao.base.panels import render_panels
from mutirao.movement.models import Community
from mutirao.movement.queries import is_protected
from mutirao.needs.actions import consensus as actions
from mutirao.needs.forms.assessments import ReasonForm
from mutirao.needs.forms.consensus import ChooseSkills, GroupForm, SignForm
from mutirao.needs.models import ConsensusForm
from mutirao.needs.queries import consensus as queries
from mutirao.needs.queries.assessments import asking_group, consent_for
from mutirao.needs.rules import consensus as rules
from mutirao.needs.states import ConsensusState, Privacy

SHOWN_WITH = ("community",)


@require_safe
def consensus_form(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What the group says, who signed it, until when it holds."""
    shown = get_for(request.user, ConsensusForm, public_id, related=("community", "signed_by"))
    context = {
        "form": shown,
        "levels": [] if shown.state == ConsensusState.WITHDRAWN else queries.levels_of(shown),
        "is_old": queries.is_old(shown),
        "can_change": bool(rules.can_change(request.user, shown)),
        "can_withdraw": bool(rules.can_withdraw(request.user, shown)),
        "others": queries.history_of(shown)[:5],
        "panels": render_panels("consensus_form", subject=shown, user=request.user, request=request),
    }
    return render(request, "needs/consensus_form.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def start_group_form(request: PersonRequest, slug: str) -> HttpResponse:
    """What it is and how long it takes; one click begins it, or goes on where one stopped."""
    community = get_for(request.user, Community, slug, rules.can_start)
    if request.method != "POST":
        context = {"community": community, "draft": queries.draft_for(request.user, community)}
        return render(request, "needs/consensus_start.html", context)
    form = actions.start_group_form(community=community, by=request.user, assessment=asking_group(community))
    begun = "needs:fill_in_group_form" if form.levels.exists() else "needs:group_form_skills"
    return redirect(begun, form.public_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def group_form_skills(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Choose up to twelve skills."""
    changed = get_for(request.user, ConsensusForm, public_id, rules.can_change, related=SHOWN_WITH)
    chosen = [row.skill.slug for row in queries.levels_of(changed)]
    form = ChooseSkills(
        request.POST if request.method == "POST" else None, initial={"skills": chosen, "version": changed.version}
    )
    status, stored = 422 if form.is_bound else 200, None
    if form.is_valid():
        typed = form.cleaned_data
        try:
            actions.choose_skills(form=changed, seen_version=typed["version"], skills=typed["skills"], by=request.user)
        except Conflict:
            stored = get_for(request.user, ConsensusForm, public_id)
            kept = {"skills": request.POST.getlist("skills"), "version": stored.version}
            form, status = ChooseSkills(kept), 409
        else:
            return redirect("needs:fill_in_group_form", changed.public_id)
    context = {"group_form": changed, "form": form, "is_conflict": stored is not None}
    return render(request, "needs/consensus_skills.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def fill_in_group_form(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """All skills on one page, saved as a draft as often as one likes; two editors lose nothing."""
    changed = get_for(request.user, ConsensusForm, public_id, rules.can_change, related=SHOWN_WITH)
    levels = queries.levels_of(changed)
    if not levels:
        return redirect("needs:group_form_skills", changed.public_id)
    if request.method != "POST":
        return _fill_in_page(request, changed, GroupForm(initial=_stored(changed), levels=levels))
    form = GroupForm(request.POST, levels=levels)
    if not form.is_valid():
        return _fill_in_page(request, changed, form, status=422)
    try:
        _save(changed, form, request)
    except Conflict:
        stored = get_for(request.user, ConsensusForm, public_id, related=SHOWN_WITH)
        theirs = queries.levels_of(stored)
        form = GroupForm({**request.POST.dict(), "version": stored.version}, levels=theirs)
        return _fill_in_page(request, stored, form, theirs=theirs, status=409)
    messages.success(request, _("Saved. Only you and the coordinators see it before it is signed."))
    if "sign" in request.POST:
        return redirect("needs:sign_group_form", changed.public_id)
    return redirect("needs:fill_in_group_form", changed.public_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sign_group_form(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """What will be public and who can sign; without the role, how to ask for it."""
    shown = get_for(request.user, ConsensusForm, public_id, rules.can_change, related=SHOWN_WITH)
    protected = is_protected(shown.community)
    levels = queries.levels_of(shown)
    form = SignForm(
        request.POST if request.method == "POST" else None,
        initial={"is_signature_public": not protected, "version": shown.version},
    )
    status, is_conflict = 422 if form.is_bound else 200, False
    if form.is_valid():
        try:
            actions.sign_group_form(form=shown, **_signature(form), by=request.user)
        except Conflict:
            shown = get_for(request.user, ConsensusForm, public_id, related=SHOWN_WITH)
            levels = queries.levels_of(shown)
            form = SignForm({**request.POST.dict(), "version": shown.version})
            status, is_conflict = 409, True
        else:
            messages.success(request, _("Signed. Thank you: this is how the group sees itself."))
            return redirect(shown)
    space = urlencode({"space": str(shown.community.reference), "role": Role.COORDINATOR})
    context = {
        "group_form": shown,
        "levels": levels,
        "form": form,
        "is_conflict": is_conflict,
        "is_protected": protected,
        "can_sign": rules.can_sign(request.user, shown),
        "is_complete": rules.is_complete(levels),
        "consent": consent_for(Privacy.PUBLIC),
        "ask_address": f"{reverse('accounts:ask_for_role')}?{space}",
    }
    return render(request, "needs/consensus_sign.html", context, status=status)


@login_required
@require_POST
def discard_group_form(request: PersonRequest, public_id: UUID) -> HttpResponse:
    form = get_for(request.user, ConsensusForm, public_id, rules.can_discard, related=SHOWN_WITH)
    actions.discard_group_form(form=form, by=request.user)
    messages.success(request, _("Thrown away. Nothing of it is kept."))
    return redirect(form.community)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_group_form(request: PersonRequest, public_id: UUID) -> HttpResponse:
    shown = get_for(request.user, ConsensusForm, public_id, rules.can_withdraw, related=SHOWN_WITH)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.withdraw_group_form(form=shown, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("Withdrawn. It says nothing any more."))
        return redirect(shown)
    context = {"group_form": shown, "form": form}
    return render(request, "needs/consensus_withdraw.html", context, status=422 if form.is_bound else 200)


def _fill_in_page(
    request: PersonRequest, changed: ConsensusForm, form: GroupForm, *, theirs: Any = None, status: int = 200
) -> HttpResponse:
    context = {"group_form": changed, "form": form, "theirs": theirs}
    return render(request, "needs/consensus_fill_in.html", context, status=status)


def _stored(form: ConsensusForm) -> dict[str, Any]:
    note = form.note.texts.get(interface_language(), "")
    return {"n_people": form.n_people, "note": note, "version": form.version}


def _save(changed: ConsensusForm, form: GroupForm, request: PersonRequest) -> None:
    typed = form.cleaned_data
    actions.fill_in(
        form=changed,
        seen_version=typed["version"],
        said=form.said,
        note=typed["note"],
        n_people=typed["n_people"],
        language=interface_language(),
        by=request.user,
    )


def _signature(form: SignForm) -> dict[str, Any]:
    typed = form.cleaned_data
    return {
        "seen_version": typed["version"],
        "signed_as": typed["signed_as"],
        "is_signature_public": typed["is_signature_public"],
    }
