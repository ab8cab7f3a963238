"""Offering a translation, publishing it as a second reader, declining it, and confirming a draft."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext, gettext_noop

from mutirao.accounts.actions import notify
from mutirao.accounts.models import User
from mutirao.accounts.rules import is_signed_in
from mutirao.accounts.wording import in_every_language
from mutirao.base import audit, clock, rates
from mutirao.base.errors import Conflict, InputError
from mutirao.base.news import announce
from mutirao.base.references import Reference
from mutirao.base.text import Text
from mutirao.translation import queries, rules
from mutirao.translation.models import NativeReading, TranslationOffer
from mutirao.translation.queries import digest
from mutirao.translation.states import Act, OfferState
from mutirao.translation.texts import translatable

OFFERS_A_DAY = 300
PUBLISHED = gettext_noop("A translation of yours is published. Thank you.")
DECLINED = gettext_noop("Somebody has read a translation of yours and gives a reason why it is not published.")


@transaction.atomic
def offer_translation(
    *, target: Any, field: str, language: str, words: str, seen_original: str, seen_current: str, by: User
) -> TranslationOffer:
    """Translate one text; translators publish at once, other people's words wait for a second reader.

    ``seen_…`` are the digests of what the person had before their eyes; raises ``Conflict`` when one changed.
    """
    is_signed_in(by).or_refuse()
    translatable(target.kind).column(field)
    rates.allow(f"translation.offer {by.pk}", limit=OFFERS_A_DAY, per=timedelta(days=1)).or_refuse()
    target = _locked(target)
    text: Text = getattr(target, field)
    if language == text.source:
        raise InputError("language", allowed="another language than the original's", got=language)
    _refuse_if_changed(target, seen_original, text.original)
    _refuse_if_changed(target, seen_current, text.texts.get(language, ""))
    offer, _is_new = TranslationOffer.objects.update_or_create(
        subject_kind=target.reference.kind,
        subject_id=target.reference.public_id,
        field=field,
        language=language,
        by=by,
        state=OfferState.OFFERED,
        defaults={"text": words, "original": text.original, "source_digest": digest(text.original)},
    )
    _record(offer, Act.OFFERED, by, personal={"text": words})
    if rules.is_reader(by, target.reference):
        _publish(offer, target, by)
    return offer


@transaction.atomic
def publish_offer(*, offer: TranslationOffer, seen_current: str, by: User) -> TranslationOffer:
    """Publish as a second reader; of two at once one wins, the other gets ``Conflict`` or a refusal."""
    target = _target_of(offer, by)
    offer = TranslationOffer.objects.select_for_update().get(pk=offer.pk)
    rules.can_publish(by, offer).or_refuse()
    text: Text = getattr(target, offer.field)
    _refuse_if_changed(target, seen_current, text.texts.get(offer.language, ""))
    _publish(offer, target, by)
    if offer.by is not None:
        _tell(offer.by, PUBLISHED, offer)
    return offer


@transaction.atomic
def decline_offer(*, offer: TranslationOffer, reason: str, by: User) -> None:
    """Say why not; its author reads the reason, and may decline it too, which takes it back."""
    offer = TranslationOffer.objects.select_for_update().get(pk=offer.pk)
    rules.can_decline(by, offer).or_refuse()
    _decide(offer, OfferState.DECLINED, by, reason)
    _record(offer, Act.OFFER_DECLINED, by, personal={"reason": reason})
    if offer.by is not None and offer.by != by:
        _tell(offer.by, DECLINED, offer)


@transaction.atomic
def close_offers(*, subject: Reference, by: User) -> int:
    """What was offered for a thing that is gone waits no more; returns how many."""
    waiting = TranslationOffer.objects.filter(
        subject_kind=subject.kind, subject_id=subject.public_id, state=OfferState.OFFERED
    )
    offers = list(waiting.select_for_update())
    for offer in offers:
        _decide(offer, OfferState.DECLINED, by, gettext("The page that this text stood on is gone."))
        _record(offer, Act.OFFER_DECLINED, by)
    return len(offers)


@transaction.atomic
def confirm_draft(*, target: Any, field: str, language: str, seen_current: str, by: User) -> None:
    """A native speaker's word that a draft is right; raises ``Conflict`` when it is another text by now."""
    is_signed_in(by).or_refuse()
    rates.allow(f"translation.confirm {by.pk}", limit=OFFERS_A_DAY, per=timedelta(days=1)).or_refuse()
    target = _locked(target)
    translatable(target.kind).column(field)
    words = getattr(target, field).texts.get(language, "")
    if not words:
        raise InputError("language", allowed="one that has a text", got=language)
    _refuse_if_changed(target, seen_current, words)
    NativeReading.objects.get_or_create(
        subject_kind=target.reference.kind,
        subject_id=target.reference.public_id,
        field=field,
        language=language,
        text_digest=digest(words),
        defaults={"by": by},
    )
    facts = {"field": field, "language": language, "digest": digest(words)}
    audit.record(subject=target.reference, action=Act.DRAFT_CONFIRMED, by=by, facts=facts)


def _publish(offer: TranslationOffer, target: Any, by: User) -> None:
    kind = translatable(target.kind)
    text: Text = getattr(target, offer.field).with_text(offer.language, offer.text)
    if offer.source_digest != digest(text.original):
        text = replace(text, outdated=text.outdated | {offer.language})
    kind.write(target=target, field=offer.field, text=text, by=by)
    _decide(offer, OfferState.PUBLISHED, by)
    _record(offer, Act.OFFER_PUBLISHED, by)
    facts = {"field": offer.field, "language": offer.language}
    announce("translation.published", subject=offer.subject, payload=facts)


def _decide(offer: TranslationOffer, state: OfferState, by: User, reason: str = "") -> None:
    offer.state, offer.decided_by, offer.decided_at, offer.reason = state, by, clock.now(), reason
    offer.save(update_fields=["state", "decided_by", "decided_at", "reason", "updated_at"])


def _record(offer: TranslationOffer, act: Act, by: User, *, personal: dict[str, str] | None = None) -> None:
    facts = {"offer": str(offer.public_id), "field": offer.field, "language": offer.language}
    audit.record(subject=offer.subject, action=act, by=by, facts=facts, personal=personal)


def _tell(person: User, words: str, offer: TranslationOffer) -> None:
    if queries.offers_visible_to(person).filter(pk=offer.pk).exists():
        notify(person=person, topic="translation", text=in_every_language(words), address=offer.get_absolute_url())


def _target_of(offer: TranslationOffer, by: User) -> Any:
    kind = translatable(offer.subject_kind).kind
    return _locked(kind.visible_to(by).get(**{kind.key: offer.subject_id}))


def _locked(target: Any) -> Any:
    # Every writer of a translation takes the target's row first, so no two read the same old text.
    return type(target)._default_manager.select_for_update().get(pk=target.pk)


def _refuse_if_changed(target: Any, seen: str, present: str) -> None:
    if seen != digest(present):
        raise Conflict(str(target))
