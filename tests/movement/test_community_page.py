"""The page of a community: what it says, whom it names, where old addresses lead, and its cost."""

import pytest
from tests.factories.accounts import PersonFactory, RoleGrantFactory
from tests.factories.movement import (
    CommunityFactory,
    DeclarationFactory,
    LanguageFactory,
    ProtectedTerritoryFactory,
    TerritoryFactory,
    WikiCommunityFactory,
    WikiFactory,
)

from mutirao.base.models import OldSlug
from mutirao.base.text import text_of
from mutirao.movement.states import CommunityKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_panels")]


def test_a_wiki_is_told_from_facts(client):
    wiki = WikiFactory(slug="arwiki", domain="ar.wikipedia.org", language=LanguageFactory(slug="ar", script="Arab"))
    WikiCommunityFactory(wiki=wiki, name=text_of(en="Arabic Wikipedia"), size_band="100-999")
    page = client.get("/communities/arwiki/").text
    for told in (
        "The people who write ar.wikipedia.org in Arabic.",
        "Active editors a month: 100 to 999.",
        "https://ar.wikipedia.org/",
        "nobody yet",
        "row 2",
        "not known",
        "/me/roles/ask/?space=community%3Aarwiki&amp;role=coordinator",
    ):
        assert told in page, told


@pytest.mark.parametrize(
    ("wiki", "told"),
    [
        ({"is_open": False}, "The wiki is closed."),
        ({"is_public": False}, "Only its members can read the wiki."),
        ({"language": None, "domain": "commons.wikimedia.org"}, "The people who work on commons.wikimedia.org."),
    ],
)
def test_a_special_wiki_says_so(client, wiki, told):
    community = WikiCommunityFactory(wiki=WikiFactory(**wiki))
    assert told in client.get(community.get_absolute_url()).text


@pytest.mark.parametrize("kind", [kind for kind in CommunityKind.values if kind != "wiki"])
def test_every_kind_has_a_sentence(client, kind):
    community = CommunityFactory(community_kind=kind)
    page = client.get(community.get_absolute_url()).text
    assert "added here by somebody who knows it" in page
    lead = page.split('<p class="lead">')[1].split("</p>")[0]
    assert len(lead.strip()) > 15


def test_declarations_carry_person_and_source(client):
    community = CommunityFactory()
    DeclarationFactory(
        community=community,
        territory=TerritoryFactory(),
        declared_by=PersonFactory(display_name="Asha"),
        source_url="https://example.org/report",
    )
    DeclarationFactory(community=community, language=LanguageFactory(), state="withdrawn")
    page = client.get(community.get_absolute_url()).text
    assert 'href="/societies/KE/"' in page
    assert "declared by Asha," in page
    assert 'href="https://example.org/report"' in page
    assert "Swahili" not in page


def test_coordinators_are_named_unless_they_do_not_want_it(client):
    community = CommunityFactory()
    RoleGrantFactory(subject=community.reference, person=PersonFactory(display_name="Asha"))
    RoleGrantFactory(subject=community.reference, person=PersonFactory(display_name="Shy"), is_public=False)
    RoleGrantFactory(subject=community.reference, person=PersonFactory(display_name="Gone"), state="ended", until=None)
    page = client.get(community.get_absolute_url()).text
    assert "Asha" in page
    assert "Shy" not in page
    assert "Gone" not in page


def test_only_unnamed_coordinators_are_counted(client):
    community = CommunityFactory()
    RoleGrantFactory(subject=community.reference, person=PersonFactory(display_name="Shy"), is_public=False)
    page = client.get(community.get_absolute_url()).text
    assert "1 person, who did not want to be named" in page
    assert "Shy" not in page


def test_nobody_is_named_where_a_protected_territory_is_declared(client):
    community = WikiCommunityFactory()
    RoleGrantFactory(subject=community.reference, person=PersonFactory(display_name="Asha"))
    declared_by = PersonFactory(display_name="Bahram")
    DeclarationFactory(community=community, territory=ProtectedTerritoryFactory(), declared_by=declared_by)
    DeclarationFactory(community=community, language=LanguageFactory(), declared_by=declared_by)
    page = client.get(community.get_absolute_url()).text
    assert "not named, to protect them" in page
    assert "Asha" not in page
    assert "Bahram" not in page


@pytest.mark.parametrize(
    ("asked", "led_to"),
    [("PTWIKI", "ptwiki"), ("old-name", "ptwiki"), ("Old-Name", "ptwiki"), ("older", "ptwiki")],
)
def test_old_addresses_and_other_cases_lead_to_the_page(client, asked, led_to):
    WikiCommunityFactory(wiki=WikiFactory(slug="ptwiki"))
    for slug in ("old-name", "older"):
        OldSlug.objects.create(kind="community", slug=slug, current="ptwiki")
    response = client.get(f"/communities/{asked}/")
    assert (response.status_code, response.url) == (301, f"/communities/{led_to}/")


def test_no_address_leads_to_a_hidden_group(client):
    hidden = CommunityFactory(slug="hidden")
    DeclarationFactory(community=hidden, territory=ProtectedTerritoryFactory())
    OldSlug.objects.create(kind="community", slug="before", current="hidden")
    for asked in ("hidden", "HIDDEN", "before", "never-there"):
        assert client.get(f"/communities/{asked}/").status_code == 404, asked


def test_text_in_another_language_is_marked(client):
    community = CommunityFactory(name=text_of("ar", ar="مجموعة"))
    assert '<h1><span lang="ar" dir="rtl">مجموعة</span></h1>' in client.get(community.get_absolute_url()).text


def test_hostile_texts_are_shown_as_text(client):
    community = CommunityFactory(
        name=text_of(en="<script>alert(1)</script>"), description=text_of(en="<img onerror=x>")
    )
    page = client.get(community.get_absolute_url()).text
    assert "<script>alert" not in page
    assert "<img onerror" not in page
    assert "<script>alert" not in client.get("/communities/").text


@pytest.mark.parametrize("n", [1, 3, 100])
def test_page_costs_the_same_for_any_number(client, django_assert_num_queries, n):
    community = WikiCommunityFactory()
    for number in range(n):
        DeclarationFactory(community=community, territory=TerritoryFactory(slug=f"X{number}"))
        RoleGrantFactory(subject=community.reference)
    with django_assert_num_queries(4):
        client.get(community.get_absolute_url())


def test_page_costs_little_more_for_its_own_people(client, django_assert_num_queries):
    community = WikiCommunityFactory()
    person = RoleGrantFactory(subject=community.reference).person
    client.force_login(person)
    with django_assert_num_queries(9):
        page = client.get(community.get_absolute_url()).text
    assert "Declare a territory" in page
    assert "Publish no estimate about us" in page
