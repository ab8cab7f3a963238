"""Replying to figures: the form, one reply with what can be done about it, and its acts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from mutirao.accounts.requests import PersonRequest
from mutirao.base.errors import Refused
from mutirao.base.gates import get_for
from mutirao.base.languages import interface_language
from mutirao.base.text import Text
from mutirao.movement.models import Community
from mutirao.needs.actions import replies as actions
from mutirao.needs.forms.replies import HideForm, ReplyForm
from mutirao.needs.models import Reply
from mutirao.needs.queries import replies as queries
from mutirao.needs.queries.published import newest_release
from mutirao.needs.rules import replies as rules
from mutirao.skills.models import Skill


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: PersonRequest, slug: str) -> HttpResponse:
    """The form; ``?skill=`` says about which figure."""
    community = get_for(request.user, Community, slug, rules.can_reply)
    needs_source = not rules.speaks_for(request.user, community)
    initial = {"skill": request.GET.get("skill", "")[:100].replace("\x00", "")}
    form = ReplyForm(request.POST if request.method == "POST" else None, initial=initial, needs_source=needs_source)
    if form.is_valid():
        try:
            made = _reply(community, form.cleaned_data, request)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("Thank you. It stands beside the figure now."))
            return redirect(made)
    context = {"community": community, "form": form}
    return render(request, "needs/reply_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponse:
    """One reply; moderators hide it here, with a reason."""
    shown = _at(request, slug, public_id)
    form = HideForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        rules.can_hide(request.user, shown).or_refuse()
        if form.is_valid():
            person: Any = request.user
            actions.hide_reply(reply=shown, reason=form.cleaned_data["reason"], by=person)
            messages.success(request, _("Hidden. Who wrote it was told."))
            return redirect(shown.own_address)
    context = {
        "reply": shown,
        "form": form,
        "can_take_back": bool(rules.can_take_back(request.user, shown)),
        "can_hide": bool(rules.can_hide(request.user, shown)),
        "can_show_again": bool(rules.can_show_again(request.user, shown)),
    }
    return render(request, "needs/reply.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def take_back(request: PersonRequest, slug: str, public_id: UUID) -> HttpResponse:
    taken = _at(request, slug, public_id)
    actions.take_back_reply(reply=taken, by=request.user)
    messages.success(request, _("Taken back. Your words are gone."))
    return redirect("community_needs:needs", slug)


@login_required
@require_POST
def show_again(request: PersonRequest, slug: str, public_id: UUID) -> HttpResponse:
    shown = _at(request, slug, public_id)
    actions.show_reply_again(reply=shown, by=request.user)
    messages.success(request, _("Shown again."))
    return redirect(shown)


def _at(request: HttpRequest, slug: str, public_id: UUID) -> Reply:
    community = get_for(request.user, Community, slug)
    seen = queries.visible_to(request.user).select_related("community", "skill", "release")
    return get_object_or_404(seen, community=community, public_id=public_id)


def _reply(community: Community, typed: dict[str, Any], request: PersonRequest) -> Reply:
    language = interface_language()
    return actions.reply(
        community=community,
        kind=typed["kind"],
        text=Text(language, {language: typed["text"]}),
        skill=Skill.objects.filter(slug=typed["skill"]).first() if typed["skill"] else None,
        release=newest_release(),
        source_url=typed["source_url"],
        by=request.user,
    )
