"""Indicators, figures and where wikis are read."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory
from tests.factories.movement import TerritoryFactory, WikiCommunityFactory
from tests.factories.sources import EditionFactory

from mutirao.base.text import text_of
from mutirao.evidence.models import Figure, Indicator, ReaderShare
from mutirao.evidence.states import About, Dimension, Direction, Unit


class IndicatorFactory(DjangoModelFactory[Indicator]):
    """Of communities unless told otherwise."""

    class Meta:
        model = Indicator
        django_get_or_create = ("slug",)

    slug = "monthly-active-editors"
    about = About.COMMUNITY
    dimension = Dimension.CONTRIBUTORS
    name = factory.LazyAttribute(lambda indicator: text_of(en=indicator.slug.replace("-", " ").capitalize()))
    unit = Unit.EDITORS
    direction = Direction.HIGHER


class FigureFactory(DjangoModelFactory[Figure]):
    """``FigureFactory(community=…)`` or ``FigureFactory(territory=…)``."""

    class Meta:
        model = Figure

    indicator = factory.SubFactory(IndicatorFactory)
    vintage = "2023-01"
    year = 2022
    value = 12.5
    edition = factory.SubFactory(EditionFactory)
    source_row = 2


class ReaderShareFactory(DjangoModelFactory[ReaderShare]):
    class Meta:
        model = ReaderShare

    community = factory.SubFactory(WikiCommunityFactory)
    territory = factory.SubFactory(TerritoryFactory)
    year = 2015
    share = 0.4
    edition = factory.SubFactory(EditionFactory)
