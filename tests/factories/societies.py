"""Societies and the languages under which their speakers are counted."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory
from tests.factories.movement import LanguageFactory, TerritoryFactory
from tests.factories.sources import EditionFactory

from mutirao.societies.models import Society, SpokenAs
from mutirao.societies.states import Basis


class SocietyFactory(DjangoModelFactory[Society]):
    """Swahili in Kenya unless told otherwise."""

    class Meta:
        model = Society

    territory = factory.SubFactory(TerritoryFactory)
    language = factory.SubFactory(LanguageFactory)
    slug = factory.LazyAttribute(lambda society: f"{society.territory.slug}-{society.language.slug}")
    speakers = 1_000_000
    population_percent = 40.0
    year = 2025
    edition = factory.SubFactory(EditionFactory)


class SpokenAsFactory(DjangoModelFactory[SpokenAs]):
    """The wiki's language is that of the society unless told otherwise."""

    class Meta:
        model = SpokenAs

    society = factory.SubFactory(SocietyFactory)
    language = factory.SelfAttribute("society.language")
    basis = Basis.SAME
