"""Offers of translations of a skill's description into Portuguese, or of what ``subject`` names."""

from __future__ import annotations

import hashlib

import factory
from factory.django import DjangoModelFactory
from tests.factories.accounts import PersonFactory

from mutirao.base.references import Reference
from mutirao.translation.models import TranslationOffer


class TranslationOfferFactory(DjangoModelFactory):
    class Meta:
        model = TranslationOffer

    subject = Reference("skill", "facilitation")
    field = "description"
    language = "pt"
    text = factory.Sequence(lambda n: f"Palavras {n}")
    original = "Lead 3 meetings."
    source_digest = factory.LazyAttribute(lambda offer: hashlib.sha256(offer.original.encode()).hexdigest())
    by = factory.SubFactory(PersonFactory)
