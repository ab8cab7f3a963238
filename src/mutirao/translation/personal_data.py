"""Our part of a person's download, and of their erasure."""

from __future__ import annotations

from mutirao.accounts.models import User
from mutirao.base.canonical_json import JSON
from mutirao.translation.models import NativeReading, TranslationOffer
from mutirao.translation.states import OfferState


def collect(person: User) -> JSON:
    offers = TranslationOffer.objects.filter(by=person).order_by("pk")
    decided = TranslationOffer.objects.filter(decided_by=person).order_by("pk")
    readings = NativeReading.objects.filter(by=person).order_by("pk")
    return {
        "offers": [
            {"of": str(offer.subject), "field": offer.field, "language": offer.language, "text": offer.text}
            | {"state": offer.state}
            for offer in offers
        ],
        "decided": [{"offer": str(offer.public_id), "reason": offer.reason} for offer in decided],
        "confirmed": [{"of": str(each.subject), "field": each.field, "language": each.language} for each in readings],
    }


def erase(person: User) -> None:
    """What was published stays, without a name; the rest goes."""
    TranslationOffer.objects.filter(by=person).exclude(state=OfferState.PUBLISHED).delete()
    TranslationOffer.objects.filter(by=person).update(by=None)
    TranslationOffer.objects.filter(decided_by=person).update(decided_by=None)
    NativeReading.objects.filter(by=person).update(by=None)
