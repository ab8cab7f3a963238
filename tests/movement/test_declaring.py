"""What a community says of itself: territories, languages and wikis with a source; withdrawn; and bad input."""

import uuid

import pytest
from tests.base.threads import at_once
from tests.factories.accounts import AdministratorFactory, PersonFactory, RoleGrantFactory
from tests.factories.movement import (
    CommunityFactory,
    DeclarationFactory,
    LanguageFactory,
    ProtectedTerritoryFactory,
    TerritoryFactory,
    WikiCommunityFactory,
    WikiFactory,
)

from mutirao.base import audit
from mutirao.base.errors import Refused
from mutirao.movement import actions, queries
from mutirao.movement.models import Community, Declaration

pytestmark = pytest.mark.django_db
LINK = "https://meta.wikimedia.org/wiki/Example"


@pytest.fixture
def community(db):
    return CommunityFactory(slug="lake")


@pytest.fixture
def member(client, community):
    person = RoleGrantFactory(subject=community.reference, person=PersonFactory(display_name="Asha")).person
    client.force_login(person)
    return person


def declared():
    return [str(row.thing.reference) for row in queries.declared().order_by("pk")]


@pytest.mark.parametrize(
    ("kind", "typed", "thing"),
    [
        ("territory", "kenya", "territory:KE"),
        ("language", "Kiswahili", "language:sw"),
        ("wiki", "sw.wikipedia.org", "wiki:swwiki"),
        ("wiki", "https://sw.wikipedia.org/", "wiki:swwiki"),
        ("wiki", "swwiki", "wiki:swwiki"),
    ],
)
def test_a_member_declares_with_a_source(client, community, member, kind, typed, thing):
    TerritoryFactory()
    WikiFactory(slug="swwiki", domain="sw.wikipedia.org")
    response = client.post(f"/communities/lake/declare/{kind}/", {"thing": typed, "source_url": LINK})
    assert (response.status_code, response.url) == (302, "/communities/lake/")
    declaration = Declaration.objects.get()
    assert (str(declaration.thing.reference), declaration.source_url, declaration.declared_by) == (thing, LINK, member)
    [row] = audit.history(community.reference)
    assert (row.action, row.facts, row.personal) == ("movement.declared", {"thing": thing}, {"source": LINK})
    community.refresh_from_db()
    assert community.declared_text


@pytest.mark.parametrize("kind", ["territory", "language", "wiki"])
def test_form_offers_what_is_known(client, community, member, kind):
    TerritoryFactory()
    WikiFactory()
    page = client.get(f"/communities/lake/declare/{kind}/")
    assert page.status_code == 200
    assert '<datalist id="known-things"><option' in page.text


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"thing": "", "source_url": LINK}, "thing"),
        ({"thing": "Atlantis", "source_url": LINK}, "thing"),
        ({"thing": "KE,BR", "source_url": LINK}, "thing"),
        ({"thing": "KE\x00", "source_url": LINK}, "thing"),
        ({"thing": "K\u202eE", "source_url": LINK}, "thing"),
        ({"thing": "x" * 1001, "source_url": LINK}, "thing"),
        ({"thing": "<script>alert(1)</script>", "source_url": LINK}, "thing"),
        ({"thing": "KE", "source_url": ""}, "source_url"),
        ({"thing": "KE", "source_url": "javascript:alert(1)"}, "source_url"),
        ({"thing": "KE", "source_url": "https://example.org/\x00"}, "source_url"),
        ({"thing": "KE", "source_url": "https://example.org/" + "x" * 500}, "source_url"),
    ],
)
def test_bad_input_is_told_beside_its_field_and_nothing_is_stored(client, community, member, typed, field):
    TerritoryFactory()
    TerritoryFactory(slug="BR", name_en="Brazil")
    page = client.post("/communities/lake/declare/territory/", typed)
    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    assert f'id="id_{field}_error"' in page.text
    assert "<script>alert" not in page.text
    assert declared() == []


def test_unknown_kind_of_thing_is_not_found(client, community, member):
    assert client.get("/communities/lake/declare/planet/").status_code == 404


def test_the_same_thing_is_declared_once(client, community, member):
    DeclarationFactory(community=community, territory=TerritoryFactory())
    page = client.post("/communities/lake/declare/territory/", {"thing": "KE", "source_url": LINK})
    assert page.status_code == 422
    assert "This community has declared that already." in page.text
    assert declared() == ["territory:KE"]


def test_what_is_withdrawn_can_be_declared_again(client, community, member):
    declaration = DeclarationFactory(community=community, territory=TerritoryFactory())
    address = f"/communities/lake/declarations/{declaration.public_id}/withdraw/"
    assert client.post(address).status_code == 302
    assert declared() == []
    assert client.post(address).status_code == 403
    client.post("/communities/lake/declare/territory/", {"thing": "KE", "source_url": LINK})
    assert declared() == ["territory:KE"]
    assert [row.action for row in audit.history(community.reference)] == [
        "movement.declaration_withdrawn",
        "movement.declared",
    ]


def test_a_declaration_of_another_community_is_not_withdrawn_from_here(client, community, member):
    other = DeclarationFactory(territory=TerritoryFactory())
    for public_id in (other.public_id, uuid.uuid4()):
        assert client.post(f"/communities/lake/declarations/{public_id}/withdraw/").status_code == 404
    assert declared() == ["territory:KE"]


def test_group_is_warned_before_a_protected_territory_hides_it(client, community, member):
    ProtectedTerritoryFactory()
    typed = {"thing": "Iran", "source_url": LINK}
    page = client.post("/communities/lake/declare/territory/", typed)
    assert page.status_code == 422
    assert "will stand in no list" in page.text
    assert queries.is_public(community)

    response = client.post("/communities/lake/declare/territory/", {**typed, "understood": "on"})
    assert not queries.is_public(community)
    assert client.get(response.url).status_code == 200
    client.logout()
    assert client.get(response.url).status_code == 404


def test_a_wiki_that_declares_a_protected_territory_stays_public(client, administrator):
    ProtectedTerritoryFactory()
    community = WikiCommunityFactory(wiki=WikiFactory(slug="fawiki"))
    named = RoleGrantFactory(subject=community.reference, person=PersonFactory(display_name="Asha"))
    client.force_login(administrator)
    typed = {"thing": "IR", "source_url": LINK}
    assert "stays public" in client.post("/communities/fawiki/declare/territory/", typed).text
    client.post("/communities/fawiki/declare/territory/", {**typed, "understood": "on"})
    community.refresh_from_db()
    assert queries.is_public(community)
    assert queries.is_protected(community)
    named.refresh_from_db()
    assert not named.is_public
    client.logout()
    assert named.person.display_name not in client.get("/me/roles/").text
    assert "iran" not in community.declared_text


def test_withdrawing_the_protected_territory_brings_a_group_back(community, member):
    declaration = DeclarationFactory(community=community, territory=ProtectedTerritoryFactory())
    assert not queries.is_public(community)
    actions.withdraw_declaration(declaration=declaration, by=member)
    assert queries.is_public(community)


def test_search_knows_what_is_declared_and_forgets_what_is_withdrawn(community, member):
    declaration = actions.declare(community=community, thing=TerritoryFactory(), source_url=LINK, by=member)
    actions.declare(community=community, thing=LanguageFactory(), source_url=LINK, by=member)
    assert {"kenya", "quenia", "suaili"} <= set(Community.objects.get().declared_text.split("\n"))
    actions.withdraw_declaration(declaration=declaration, by=member)
    assert "kenya" not in Community.objects.get().declared_text


def test_two_who_declare_the_same_at_once_store_it_once(shared_database):
    administrator, community, kenya = AdministratorFactory(), CommunityFactory(), TerritoryFactory()

    def race():
        try:
            actions.declare(community=community, thing=kenya, source_url=LINK, by=administrator)
        except Refused:
            return "refused"
        return "declared"

    assert sorted(at_once(2, race)) == ["declared", "refused"]
    assert declared() == ["territory:KE"]
