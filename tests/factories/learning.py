"""Resources of the library."""

from __future__ import annotations

from typing import Any

import factory
from factory.django import DjangoModelFactory

from mutirao.base.text import text_of
from mutirao.learning.models import Resource, ResourceAudience, ResourceLanguage, prepared
from mutirao.learning.states import Format, Verification


class ResourceFactory(DjangoModelFactory[Resource]):
    """``ResourceFactory(in_languages=["en", "sw"], audiences=["trainers"], skills=[skill])``."""

    class Meta:
        model = Resource
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"resource-{n}")
    short_id = factory.Sequence(lambda n: f"S{n}")
    title = factory.Sequence(lambda n: f"Resource {n}")
    summary = factory.Sequence(lambda n: text_of(en=f"You learn thing {n}."))
    address = factory.Sequence(lambda n: f"https://example.org/resource/{n}")
    format = Format.GUIDE
    verification = Verification.READ
    sort_title = factory.LazyAttribute(lambda made: _prepared(made)["sort_title"])
    search_text = factory.LazyAttribute(lambda made: _prepared(made)["search_text"])
    address_key = factory.LazyAttribute(lambda made: _prepared(made)["address_key"])
    title_key = factory.LazyAttribute(lambda made: _prepared(made)["title_key"])

    @factory.post_generation
    def in_languages(self: Any, create: bool, languages: list[str] | None, **kwargs: Any) -> None:
        for place, language in enumerate(["en"] if languages is None else languages):
            ResourceLanguage.objects.create(resource=self, language=language, is_original=not place)

    @factory.post_generation
    def audiences(self: Any, create: bool, audiences: list[str] | None, **kwargs: Any) -> None:
        for audience in audiences or []:
            ResourceAudience.objects.create(resource=self, audience=audience)

    @factory.post_generation
    def skills(self: Any, create: bool, skills: list[Any] | None, **kwargs: Any) -> None:
        self.skills.add(*(skills or []))


def _prepared(made: Any) -> dict[str, str]:
    return prepared(title=made.title, address=made.address, words=str(made.summary))
