"""What is missing in a language, one text beside its original, and offers that wait for a second reader."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mutirao.accounts.models import User
from mutirao.accounts.rules import is_signed_in
from mutirao.base.errors import Conflict, InputError, Refused
from mutirao.base.gates import get_for
from mutirao.base.languages import interface_language
from mutirao.base.paging import address_without_page, page_of
from mutirao.base.references import Reference, resolve, resolve_many
from mutirao.base.text import Text
from mutirao.translation import actions, queries, rules
from mutirao.translation.forms import DeclineForm, GapsForm, OfferForm, SeenForm, language_tag
from mutirao.translation.models import TranslationOffer
from mutirao.translation.queries import digest
from mutirao.translation.states import OfferState
from mutirao.translation.texts import Translatable, translatable, translatables


@require_safe
def gaps(request: HttpRequest) -> HttpResponse:
    """What a language lacks, of one kind at a time."""
    form = GapsForm(request.GET)
    known = form.is_valid()
    language = (form.cleaned_data.get("language") if known else "") or interface_language()
    kinds = translatables()
    chosen = form.cleaned_data.get("kind") if known else ""
    kind = next((each for each in kinds if each.name == chosen), kinds[0] if kinds else None)
    found = page_of(queries.with_gaps(kind, language, user=request.user), request) if kind else None
    rows = [(target, queries.gaps_of(target, language)) for target in found or []]
    context = {"form": form, "language": language, "kinds": kinds, "kind": kind, "found": found, "rows": rows}
    context["page_query"] = address_without_page(request)
    return render(request, "translation/gaps.html", context, status=200 if known else 422)


@require_safe
def texts(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """All texts of one thing, with every language."""
    target, translated = _target_or_404(request, kind, key)
    rows = [(field, queries.text_states(target, field)) for field in translated.fields if getattr(target, field)]
    return render(request, "translation/texts.html", {"target": target, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def text(request: HttpRequest, kind: str, key: str, field: str, language: str) -> HttpResponse:
    """The original, the translation of today, and the form for a better one."""
    target, translated = _target_or_404(request, kind, key)
    original = _original_or_404(target, translated, field, language)
    if request.method == "POST" and not isinstance(request.user, User):
        return redirect_to_login(request.get_full_path())
    current = original.texts.get(language, "")
    mine = queries.own_waiting_offer(request.user, target.reference, field, language)
    seen = {"seen_original": digest(original.original), "seen_current": digest(current)}
    form = OfferForm(
        request.POST or None,
        original=original,
        field_length=translated.column(field).max_length,
        language=language,
        initial={**seen, "text": mine.text if mine else current},
    )
    status = 200
    if request.method == "POST":
        status = _attempt(form, lambda: _offer(request, target, field, language, form))
        if status == 200:
            return redirect(request.path)
        if status == 409:
            # The next try answers to what stands there now.
            form.data = {**request.POST.dict(), **seen}
    older = queries.older_original(target, field, language)
    context = {
        "target": target,
        "field": field,
        "language": language,
        "original": original,
        "standing": queries.language_state(target, field, language),
        "changed": queries.changed_words(older, original.original) if older else [],
        "mine": mine,
        "form": form,
        "seen_current": seen["seen_current"],
        "publishes": bool(rules.is_reader(request.user, target.reference)),
    }
    return render(request, "translation/text.html", context, status=status)


def _offer(request: HttpRequest, target: Any, field: str, language: str, form: OfferForm) -> None:
    cleaned = form.cleaned_data
    offer = actions.offer_translation(
        target=target,
        field=field,
        language=language,
        words=cleaned["text"],
        seen_original=cleaned["seen_original"],
        seen_current=cleaned["seen_current"],
        by=_person(request),
    )
    if offer.state == OfferState.PUBLISHED:
        messages.success(request, _("Your translation is published. Thank you."))
    else:
        messages.success(request, _("Thank you. Your translation waits for a second reader."))


@login_required
@require_POST
def confirm(request: HttpRequest, kind: str, key: str, field: str, language: str) -> HttpResponse:
    """A native speaker says that a draft is right."""
    target, translated = _target_or_404(request, kind, key)
    original = _original_or_404(target, translated, field, language)
    if not original.texts.get(language):
        raise Http404
    form = SeenForm(request.POST)
    seen = form.cleaned_data["seen_current"] if form.is_valid() else ""
    try:
        actions.confirm_draft(target=target, field=field, language=language, seen_current=seen, by=_person(request))
        messages.success(request, _("Thank you. This text is no draft any more."))
    except Conflict:
        messages.warning(request, _("The text has changed since you opened it. Please read it again."))
    return redirect("translation:text", kind=kind, key=key, field=field, language=language)


@never_cache
@login_required
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Offers that the person may publish."""
    offers = page_of(queries.offers_to_read(_person(request)), request)
    targets = resolve_many({offer.subject for offer in offers}, user=request.user)
    context = {"offers": offers, "rows": [(offer, targets.get(offer.subject)) for offer in offers]}
    context["page_query"] = address_without_page(request)
    return render(request, "translation/waiting.html", context)


@require_safe
def offer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    shown = get_for(request.user, TranslationOffer, public_id, related=("by",))
    return _offer_page(request, shown, DeclineForm())


@login_required
@require_POST
def publish(request: HttpRequest, public_id: UUID) -> HttpResponse:
    shown = get_for(request.user, TranslationOffer, public_id, rules.can_publish, related=("by",))
    form = SeenForm(request.POST)
    seen = form.cleaned_data["seen_current"] if form.is_valid() else ""
    try:
        actions.publish_offer(offer=shown, seen_current=seen, by=_person(request))
    except Conflict:
        messages.warning(request, _("The text has changed since you opened it. Please read it again."))
        return redirect(shown)
    messages.success(request, _("The translation is published."))
    return redirect("translation:waiting")


@login_required
@require_POST
def decline(request: HttpRequest, public_id: UUID) -> HttpResponse:
    shown = get_for(request.user, TranslationOffer, public_id, rules.can_decline, related=("by",))
    form = DeclineForm(request.POST)
    reason = form.cleaned_data.get("reason", "") if form.is_valid() else ""
    status = _attempt(form, lambda: actions.decline_offer(offer=shown, reason=reason, by=_person(request)))
    if status != 200:
        return _offer_page(request, shown, form, status=status)
    messages.success(request, _("The translation is declined, and its author can read why."))
    return redirect("translation:waiting")


def _offer_page(request: HttpRequest, shown: TranslationOffer, form: Form, *, status: int = 200) -> HttpResponse:
    target = resolve(shown.subject, user=request.user)
    if target is None:
        raise Http404
    text: Text = getattr(target, shown.field)
    current = text.texts.get(shown.language, "")
    is_older = shown.original != text.original
    context = {
        "offer": shown,
        "target": target,
        "original": text,
        "current": current,
        "seen_current": digest(current),
        "changed": queries.changed_words(shown.original, text.original) if is_older else [],
        "can_publish": rules.can_publish(request.user, shown),
        "can_decline": rules.can_decline(request.user, shown),
        "form": form,
    }
    return render(request, "translation/offer.html", context, status=status)


def _attempt(form: Form, do: Any) -> int:
    """Act if the form is right; the status for the page, with the refusal as an error of the form."""
    if not form.is_valid():
        return 422
    try:
        do()
    except Refused as refusal:
        form.add_error(None, refusal.reason)
        return 403
    except Conflict:
        form.add_error(None, _("The text has changed since you opened it. Your words are kept; please compare."))
        return 409
    return 200


def _target_or_404(request: HttpRequest, kind: str, key: str) -> tuple[Any, Translatable]:
    try:
        translated = translatable(kind)
    except InputError:
        raise Http404 from None
    target = None if "\x00" in key else resolve(Reference(kind, key), user=request.user)
    if target is None:
        raise Http404
    return target, translated


def _original_or_404(target: Any, translated: Translatable, field: str, language: str) -> Text:
    if field not in translated.fields or language_tag(language) != language:
        raise Http404
    text: Text = getattr(target, field)
    if not text.original or language == text.source:
        raise Http404
    return text


def _person(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Refused(is_signed_in(request.user).reason)
    return request.user
