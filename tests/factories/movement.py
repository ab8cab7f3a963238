"""Languages, territories, wikis, communities and what they declare."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory
from tests.factories.accounts import PersonFactory
from tests.factories.sources import EditionFactory

from mutirao.base.text import text_of
from mutirao.movement.models import Community, Declaration, Language, MergeProposal, Territory, Wiki
from mutirao.movement.names import search_text, sort_names
from mutirao.movement.states import CommunityKind, CommunityState, Project, Region


class LanguageFactory(DjangoModelFactory[Language]):
    class Meta:
        model = Language
        django_get_or_create = ("slug",)

    slug = "sw"
    name_en = "Swahili"
    autonym = "Kiswahili"
    script = "Latn"


class TerritoryFactory(DjangoModelFactory[Territory]):
    class Meta:
        model = Territory
        django_get_or_create = ("slug",)

    slug = "KE"
    name_en = "Kenya"
    region = Region.AFRICA


class ProtectedTerritoryFactory(TerritoryFactory):
    slug = "IR"
    name_en = "Iran"
    region = Region.MIDDLE_EAST
    is_protected = True


class WikiFactory(DjangoModelFactory[Wiki]):
    class Meta:
        model = Wiki
        django_get_or_create = ("slug",)

    slug = factory.Sequence(lambda n: f"example{n}wiki")
    domain = factory.LazyAttribute(lambda wiki: f"{wiki.slug}.example.org")
    project = Project.WIKIPEDIA
    language = factory.SubFactory(LanguageFactory)


class CommunityFactory(DjangoModelFactory[Community]):
    """A group that somebody added and a moderator listed."""

    class Meta:
        model = Community

    slug = factory.Sequence(lambda n: f"group-{n}")
    community_kind = CommunityKind.GROUP
    name = factory.Sequence(lambda n: text_of(en=f"Group {n} of Examples"))
    sort_names = factory.LazyAttribute(lambda community: sort_names(community.name))
    search_text = factory.LazyAttribute(lambda community: search_text(community.name.texts.values()))
    state = CommunityState.LISTED


class ProposalFactory(CommunityFactory):
    """A community that waits for a moderator."""

    state = CommunityState.PROPOSED
    proposed_by = factory.SubFactory(PersonFactory)


class WikiCommunityFactory(CommunityFactory):
    """The community of a wiki, from a file."""

    slug = factory.SelfAttribute("wiki.slug")
    community_kind = CommunityKind.WIKI
    name = factory.LazyAttribute(lambda community: text_of(en=f"Wikipedia {community.slug}"))
    wiki = factory.SubFactory(WikiFactory)
    edition = factory.SubFactory(EditionFactory)
    source_row = 2


class DeclarationFactory(DjangoModelFactory[Declaration]):
    """``DeclarationFactory(community=…, territory=TerritoryFactory())``: exactly one thing."""

    class Meta:
        model = Declaration

    community = factory.SubFactory(CommunityFactory)
    source_url = "https://meta.wikimedia.org/wiki/Example"
    declared_by = factory.SubFactory(PersonFactory)


class MergeProposalFactory(DjangoModelFactory[MergeProposal]):
    """Somebody's word that two communities are one."""

    class Meta:
        model = MergeProposal

    community = factory.SubFactory(CommunityFactory)
    into = factory.SubFactory(CommunityFactory)
    reason = "The same people meet there."
    proposed_by = factory.SubFactory(PersonFactory)
