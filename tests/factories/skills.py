"""Frameworks and skills."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from mutirao.base.text import text_of
from mutirao.skills.models import Crosswalk, Framework, Skill
from mutirao.skills.states import Relation, SkillKind, Vocabulary


class FrameworkFactory(DjangoModelFactory[Framework]):
    class Meta:
        model = Framework
        django_get_or_create = ("slug",)

    slug = "mutirao-core"
    name = text_of(en="Our framework", pt="Nosso referencial")
    description = text_of(en="Skills that people can rate.")
    is_core = factory.LazyAttribute(lambda framework: framework.slug == "mutirao-core")


class SkillFactory(DjangoModelFactory[Skill]):
    class Meta:
        model = Skill

    framework = factory.SubFactory(FrameworkFactory)
    slug = factory.Sequence(lambda n: f"skill-{n}")
    entry_kind = SkillKind.SKILL
    position = factory.Sequence(lambda n: n)
    name = factory.Sequence(lambda n: text_of(en=f"Skill {n}"))
    description = factory.Sequence(lambda n: text_of(en=f"Do thing {n} well."))


class SkillGroupFactory(SkillFactory):
    slug = factory.Sequence(lambda n: f"skill-group-{n}")
    entry_kind = SkillKind.GROUP


class CrosswalkFactory(DjangoModelFactory[Crosswalk]):
    class Meta:
        model = Crosswalk

    skill = factory.SubFactory(SkillFactory)
    vocabulary = Vocabulary.CAPX
    their_label = factory.Sequence(lambda n: f"their word {n}")
    relation = Relation.CLOSE
    source_url = "https://meta.wikimedia.org/wiki/Example"
