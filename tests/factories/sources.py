"""Sources and their editions."""

from __future__ import annotations

import factory

from mutirao.base.text import text_of
from mutirao.sources.models import Edition, Source


class SourceFactory(factory.django.DjangoModelFactory[Source]):
    class Meta:
        model = Source

    slug = factory.Sequence(lambda n: f"source-{n}")
    name = factory.LazyAttribute(lambda source: text_of(en=source.slug))
    publisher = "Institute of Examples"
    licence = "CC0-1.0"


class EditionFactory(factory.django.DjangoModelFactory[Edition]):
    class Meta:
        model = Edition

    source = factory.SubFactory(SourceFactory)
    label = "2026"
    loader = factory.Sequence(lambda n: f"loader-{n}")
    loader_hash = "0" * 16
    code_version = "0.1.0"
    file_name = "facts.csv"
    checksum = "0" * 64
