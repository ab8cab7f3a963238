"""The list of communities: search in any script, filters, order, and its cost."""

import re

import pytest
from tests.factories.movement import (
    CommunityFactory,
    DeclarationFactory,
    LanguageFactory,
    ProposalFactory,
    ProtectedTerritoryFactory,
    TerritoryFactory,
    WikiCommunityFactory,
    WikiFactory,
)

from mutirao.base.text import Text, text_of
from mutirao.movement import queries
from mutirao.movement.actions.declarations import refresh_declared_text
from mutirao.movement.models import Community
from mutirao.movement.queries import Filters
from mutirao.movement.states import CommunityKind, Region

pytestmark = pytest.mark.django_db


def found(**filters):
    return [community.slug for community in queries.found(Filters(**filters))]


def shown(page):
    return re.findall(r'<th scope="row"><a href="/communities/([\w-]+)/"', page.text)


@pytest.fixture
def several(db):
    """A wiki in Swahili, one in Arabic, a hub that declares, and a group that is called so in four scripts."""
    arabic = LanguageFactory(slug="ar", name_en="Arabic", script="Arab", direction="rtl")
    WikiCommunityFactory(wiki=WikiFactory(slug="swwiki"), size_band="20-99", active_editors=30)
    WikiCommunityFactory(
        wiki=WikiFactory(slug="arwiktionary", project="wiktionary", language=arabic),
        size_band="5-19",
        active_editors=7.5,
    )
    hub = CommunityFactory(slug="hub", community_kind=CommunityKind.HUB, name=text_of(en="Eastern Hub"))
    for thing in ({"territory": TerritoryFactory()}, {"language": arabic}):
        DeclarationFactory(community=hub, **thing)
    refresh_declared_text(hub)
    CommunityFactory(
        slug="river", name=Text("hi", {"hi": "नदी के हिन्दी लोग", "ar": "أهل النّهر", "en": "People of the Ríver"})
    )


@pytest.mark.parametrize(
    ("words", "slugs"),
    [
        ("swwiki", ["swwiki"]),
        ("EASTERN hub", ["hub"]),
        ("hub eastern", ["hub"]),
        ("kenya", ["hub"]),
        ("Quênia", ["hub"]),
        ("كينيا", ["hub"]),
        ("arabe", ["hub"]),
        ("नदी", ["river"]),
        ("हिंदी", ["river"]),
        ("اهل النهر", ["river"]),
        ("river", ["river"]),
        ("hub kenya nothing", []),
        ("100%", []),
        ("_", []),
    ],
)
def test_search_finds_in_any_script_and_spelling(database, several, words, slugs):
    assert found(q=words) == slugs


@pytest.mark.parametrize(
    ("filters", "slugs"),
    [
        ({"kind": "hub"}, ["hub"]),
        ({"project": "wiktionary"}, ["arwiktionary"]),
        ({"language": "ar"}, ["hub", "arwiktionary"]),
        ({"script": "Arab"}, ["hub", "arwiktionary"]),
        ({"script": "Latn"}, ["swwiki"]),
        ({"region": Region.AFRICA}, ["hub"]),
        ({"region": Region.SOUTH_ASIA}, []),
        ({"size": "5-19"}, ["arwiktionary"]),
        ({"language": "ar", "kind": "hub"}, ["hub"]),
        ({"sort": "size"}, ["swwiki", "arwiktionary", "hub", "river"]),
        ({}, ["hub", "river", "arwiktionary", "swwiki"]),
    ],
)
def test_filters_narrow_the_list(database, several, filters, slugs):
    assert found(**filters) == slugs


def test_list_is_sorted_by_the_readers_names_without_regard_to_accents(client, database):
    CommunityFactory(slug="a", name=text_of(en="Zebra", pt="Águas"))
    CommunityFactory(slug="b", name=text_of(en="Apple", pt="Zebra"))
    CommunityFactory(slug="c", name=text_of(en="Middle"))
    assert shown(client.get("/communities/")) == ["b", "c", "a"]
    assert shown(client.get("/communities/?uselang=pt")) == ["a", "c", "b"]


def test_number_found_is_said_and_each_filter_can_be_taken_off(client, several):
    page = client.get("/communities/?q=hub&kind=hub&page=1").text
    assert "1 community found." in page
    assert 'href="?kind=hub"' in page
    assert 'href="?q=hub"' in page
    only = client.get("/communities/?kind=hub").text
    assert 'href="/communities/"' in only


def test_nothing_found_says_what_to_do(client, several):
    page = client.get("/communities/?q=zzzz").text
    assert "No community fits" in page
    assert 'href="/communities/add/"' in page


def test_fifty_stand_on_a_page(client):
    for number in range(51):
        CommunityFactory(slug=f"c{number}", name=text_of(en=f"Name {number:03}"))
    assert len(shown(client.get("/communities/"))) == 50
    assert shown(client.get("/communities/?page=2")) == ["c50"]
    assert shown(client.get("/communities/?page=99999999")) == ["c50"]
    assert 'href="?kind=group&amp;page=2"' in client.get("/communities/?kind=group").text


HIDDEN = {"proposed": ProposalFactory, "refused": CommunityFactory, "merged": CommunityFactory}


@pytest.mark.parametrize("state", HIDDEN)
def test_only_listed_communities_stand_in_the_list(client, administrator, state):
    HIDDEN[state](slug="secret", state=state)
    client.force_login(administrator)
    assert shown(client.get("/communities/")) == []


@pytest.mark.parametrize("n", [1, 3, 100])
def test_list_costs_the_same_for_any_number(client, django_assert_num_queries, n):
    for _ in range(n):
        community = WikiCommunityFactory()
        DeclarationFactory(community=community, language=LanguageFactory(slug="ar", name_en="Arabic"))
        DeclarationFactory(community=community, territory=TerritoryFactory())
    with django_assert_num_queries(4):
        page = client.get("/communities/?language=ar&sort=size")
    assert len(shown(page)) == min(n, 50)


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "q=%E2%80%AEabc",
        "q=%3Cscript%3Ealert(1)%3C/script%3E",
        "q=" + "x" * 10_000,
        "q=%25_%5C",
        "kind=none&size=zzz&sort=drop&region=%00",
        "language=xx&script=Latn'",
        "page=-1",
        "page=abc",
        "kind[]=hub",
        "q=" + "%20".join("abcdefghijklm"),
    ],
)
def test_list_survives_anything_in_its_address(client, several, query):
    page = client.get(f"/communities/?{query}")
    assert page.status_code == 200
    assert "<script>alert" not in page.text


def test_protected_groups_are_left_out_of_list_counts_and_filters(client, administrator, several):
    hidden = CommunityFactory(slug="hidden", name=text_of(en="Hidden Hub"), community_kind=CommunityKind.HUB)
    DeclarationFactory(community=hidden, territory=ProtectedTerritoryFactory())
    DeclarationFactory(community=hidden, language=LanguageFactory(slug="fa", name_en="Persian", script="Arab"))
    refresh_declared_text(hidden)
    public_wiki = WikiCommunityFactory(
        wiki=WikiFactory(slug="fawiki", language=LanguageFactory(slug="ckb", name_en="K"))
    )
    DeclarationFactory(community=public_wiki, territory=ProtectedTerritoryFactory())
    refresh_declared_text(public_wiki)
    client.force_login(administrator)

    assert shown(client.get("/communities/?q=hub")) == ["hub"]
    assert shown(client.get("/communities/?kind=hub")) == ["hub"]
    assert found(region=Region.MIDDLE_EAST) == []
    assert found(q="iran") == []
    assert "fawiki" in found()
    assert 'value="fa"' not in client.get("/communities/").text
    assert queries.n_by_territory() == {"KE": 1}
    assert Community.objects.get(slug="hidden") not in queries.public()
