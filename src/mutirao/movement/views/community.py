"""The page of a community, and what its people change there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mutirao.accounts.requests import PersonRequest
from mutirao.accounts.states import Role
from mutirao.base import rates
from mutirao.base.errors import Conflict, Refused
from mutirao.base.gates import get_for
from mutirao.base.languages import interface_language
from mutirao.base.panels import render_panels
from mutirao.movement import actions, queries, rules
from mutirao.movement.forms import CommunityTexts, DeclarationForm
from mutirao.movement.models import Community, Declaration
from mutirao.movement.names import script_name
from mutirao.movement.states import CommunityState

SAID = _("Thank you. It stands on the page now, with its source.")
PROPOSED = _("Thank you. Somebody who knows the community looks at it; you can follow it here.")
SHOWN_WITH = ("wiki__language", "edition__source")


@require_safe
def community(request: HttpRequest, slug: str) -> HttpResponse:
    """What it is, what it declares, who coordinates it, and what higher contexts know about it."""
    try:
        shown = get_for(request.user, Community, slug, related=SHOWN_WITH)
    except Http404:
        current = queries.current_slug(slug, user=request.user)
        if current is None:
            raise
        return redirect("movement:community", current, permanent=True)
    declarations = queries.declarations_of(shown)
    is_protected = any(each.territory and each.territory.is_protected for each in declarations)
    can_edit = bool(rules.can_edit(request.user, shown))
    unsettled = queries.declarations_before if can_edit else queries.own_unsettled_declarations
    context = {
        "community": shown,
        "declarations": queries.by_kind(declarations),
        "unsettled": unsettled(shown, request.user),
        "is_protected": is_protected,
        "merges": queries.merges_about(shown, request.user) if shown.state == CommunityState.LISTED else [],
        "script": _script_of(shown),
        "ask_address": _ask_address(shown),
        "coordinators": queries.coordinators_of(shown, may_be_named=not is_protected),
        "can_edit": can_edit,
        "can_decline": bool(rules.can_decline_estimates(request.user, shown)),
        "panels": render_panels("community", subject=shown, user=request.user, request=request),
    }
    return render(request, "movement/community.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PersonRequest, slug: str) -> HttpResponse:
    """Name, description and page in the reader's language; who saves second is told, and loses nothing typed."""
    edited = get_for(request.user, Community, slug, rules.can_edit, related=("wiki",))
    language = interface_language()
    if request.method != "POST":
        form = CommunityTexts(initial=_texts(edited, language), community=edited)
        return render(request, "movement/edit.html", {"community": edited, "form": form})
    form = CommunityTexts(request.POST, community=edited)
    stored, status = None, 422
    if form.is_valid():
        try:
            _save(edited, form, language, request)
        except Conflict:
            stored, status = get_for(request.user, Community, slug), 409
            form = CommunityTexts({**request.POST.dict(), "version": stored.version}, community=edited)
        else:
            messages.success(request, _("Saved."))
            return redirect(edited)
    return render(request, "movement/edit.html", {"community": edited, "form": form, "stored": stored}, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def declare(request: PersonRequest, slug: str, kind: str) -> HttpResponse:
    """One territory, language or wiki with its source; a protected territory is warned about first.

    Who holds no role in the community proposes it.
    """
    if kind not in DeclarationForm.LABELS:
        raise Http404
    declaring = get_for(request.user, Community, slug, rules.can_propose_declaration)
    declares = bool(rules.can_declare(request.user, declaring))
    form = DeclarationForm(request.POST if request.method == "POST" else None, kind=kind)
    warns = form.names_protected
    if form.is_valid() and (not warns or form.cleaned_data["understood"]):
        rates.allow(f"declare {request.user.pk}", limit=200, per=timedelta(days=1)).or_refuse()
        try:
            say = actions.declare if declares else actions.propose_declaration
            say(community=declaring, thing=form.thing, source_url=form.cleaned_data["source_url"], by=request.user)
        except Refused as refusal:
            form.add_error("thing", refusal.reason)
        else:
            messages.success(request, SAID if declares else PROPOSED)
            return redirect(declaring)
    context = {
        "community": declaring,
        "form": form,
        "kind": kind,
        "declares": declares,
        "warns": warns,
        "known": form.fields["thing"].model.objects.all(),  # type: ignore[attr-defined]
    }
    return render(request, "movement/declare.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def withdraw(request: PersonRequest, slug: str, public_id: UUID) -> HttpResponse:
    community = get_for(request.user, Community, slug)
    declaration = get_object_or_404(Declaration, public_id=public_id, community=community)
    actions.withdraw_declaration(declaration=declaration, by=request.user)
    messages.success(request, _("Withdrawn. It is not known any more."))
    return redirect(community)


@login_required
@require_POST
def estimates(request: PersonRequest, slug: str) -> HttpResponse:
    """Coordinators ask that no estimate about the community be published, or allow it again."""
    community = get_for(request.user, Community, slug, rules.can_decline_estimates)
    declines = request.POST.get("declines") == "yes"
    act = actions.decline_estimates if declines else actions.allow_estimates
    act(community=community, by=request.user)
    messages.success(
        request,
        _("No estimate about your community will be published.")
        if declines
        else _("Estimates about your community may be published."),
    )
    return redirect(community)


def _script_of(shown: Community) -> str:
    language = shown.wiki.language if shown.wiki else None
    return script_name(language.script, interface_language()) if language and language.script else ""


def _ask_address(shown: Community) -> str:
    """Where a person asks to coordinate this community."""
    return f"{reverse('accounts:ask_for_role')}?{urlencode({'space': str(shown.reference), 'role': Role.COORDINATOR})}"


def _texts(edited: Community, language: str) -> dict[str, Any]:
    """What stands there in ``language``; what does not, begins empty, but the name with the one that is shown."""
    return {
        "name": edited.name.texts.get(language) or str(edited.name),
        "description": edited.description.texts.get(language, ""),
        "website": edited.website,
        "version": edited.version,
    }


def _save(edited: Community, form: CommunityTexts, language: str, request: PersonRequest) -> None:
    typed = form.cleaned_data
    actions.edit_community(
        community=edited,
        seen_version=typed["version"],
        name=typed.get("name", ""),
        description=typed["description"],
        website=typed.get("website", edited.website),
        language=language,
        by=request.user,
    )
