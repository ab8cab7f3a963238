"""Adding a community: what is asked, what may be there already, what a protected territory means, and bad input."""

import pytest
from tests.factories.accounts import PersonFactory
from tests.factories.movement import (
    CommunityFactory,
    DeclarationFactory,
    LanguageFactory,
    ProtectedTerritoryFactory,
    TerritoryFactory,
)

from mutirao.base import audit
from mutirao.base.models import OldSlug
from mutirao.base.text import text_of
from mutirao.movement import actions
from mutirao.movement.models import Community, Declaration

pytestmark = pytest.mark.django_db
ADD = "/communities/add/"
GOOD = {"name": "Lakeside Writers", "kind": "group", "description": "We write about the lake.", "website": ""}
LINK = "https://meta.wikimedia.org/wiki/Example"


@pytest.fixture
def person(client):
    signed_in = PersonFactory(display_name="Asha")
    client.force_login(signed_in)
    return signed_in


def errors(page):
    return {name: list(found) for name, found in page.context["form"].errors.items()}


def test_stranger_signs_in_first_and_comes_back(client):
    for response in (client.get(ADD), client.post(ADD, GOOD)):
        assert (response.status_code, response.url) == (302, "/me/sign-in/?next=/communities/add/")
    assert not Community.objects.exists()


def test_what_is_added_waits_for_a_moderator(client, person):
    TerritoryFactory()
    LanguageFactory()
    things = {"territories": "Kenya", "languages": "kiswahili, SW", "source_url": LINK, "website": LINK}
    response = client.post(f"{ADD}?uselang=pt", {**GOOD, **things})
    community = Community.objects.get()
    assert (response.status_code, response.url) == (302, "/communities/lakeside-writers/?uselang=pt")
    assert (community.state, community.community_kind, community.proposed_by) == ("proposed", "group", person)
    assert community.name == text_of("pt", pt="Lakeside Writers")
    declared = {(str(row.thing.reference), row.source_url, row.declared_by) for row in Declaration.objects.all()}
    assert declared == {("territory:KE", LINK, person), ("language:sw", LINK, person)}
    assert [row.action for row in audit.history(community.reference)] == ["movement.community_proposed"]
    assert "waits for a moderator" in client.get("/communities/lakeside-writers/").text
    client.logout()
    assert client.get(response.url).status_code == 404


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"name": "a\u202eb"}, "name"),
        ({"name": "a\x00b"}, "name"),
        ({"name": "   "}, "name"),
        ({"kind": ""}, "kind"),
        ({"kind": "wiki"}, "kind"),
        ({"kind": "empire"}, "kind"),
        ({"description": ""}, "description"),
        ({"description": "x" * 2001}, "description"),
        ({"description": "a\x1bb"}, "description"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"website": "ftp://example.org"}, "website"),
        ({"website": "https://" + "x" * 600 + ".org"}, "website"),
        ({"territories": "Atlantis"}, "territories"),
        ({"territories": "KE\x00"}, "territories"),
        ({"territories": "x" * 1001}, "territories"),
        ({"territories": ",".join(["KE"] * 21)}, "territories"),
        ({"languages": "Klingonese"}, "languages"),
        ({"territories": "KE"}, "source_url"),
        ({"languages": "sw"}, "source_url"),
        ({"territories": "KE", "source_url": "not an address"}, "source_url"),
    ],
)
def test_bad_input_is_told_beside_its_field_and_nothing_is_stored(client, person, typed, field):
    TerritoryFactory()
    LanguageFactory()
    page = client.post(ADD, {**GOOD, **typed})
    assert page.status_code == 422
    assert list(errors(page)) == [field]
    assert f'id="id_{field}_error"' in page.text
    assert not Community.objects.exists()
    kept = page.context["form"][field].value()
    assert kept == typed.get(field, kept)


def test_empty_form_is_answered_with_every_error(client, person):
    page = client.post(ADD, {})
    assert page.status_code == 422
    assert set(errors(page)) == {"name", "kind", "description"}


def test_hostile_name_is_text(client, person):
    client.post(ADD, {**GOOD, "name": "<script>alert(1)</script>"})
    community = Community.objects.get()
    assert community.slug == "scriptalert1script"
    assert "<script>alert" not in client.get(community.get_absolute_url()).text


def test_unknown_names_are_answered_with_close_ones(client, person):
    TerritoryFactory()
    TerritoryFactory(slug="NE", name_en="Niger")
    TerritoryFactory(slug="NG", name_en="Nigeria")
    page = client.post(ADD, {**GOOD, "territories": "Kenia, Nigeri", "source_url": LINK})
    assert errors(page) == {"territories": ["We do not know “Kenia”. Did you mean: Kenya?"]}
    page = client.post(ADD, {**GOOD, "territories": "Qqqq", "source_url": LINK})
    assert errors(page) == {"territories": ["We do not know “Qqqq”. Please try its code."]}


def test_a_name_that_two_languages_share_asks_for_the_code(client, person):
    LanguageFactory(slug="kge", name_en="Komering", autonym="Shared")
    LanguageFactory(slug="sw", autonym="Shared")
    page = client.post(ADD, {**GOOD, "languages": "shared", "source_url": LINK})
    [message] = errors(page)["languages"]
    assert "Komering (kge)" in message
    assert "Swahili (sw)" in message


@pytest.mark.parametrize("typed", ["Kenya", "kenya", "KE", "ke", "Quénia,", "Quênia", "kenya;KE", "Kenya، KE", "كينيا"])
def test_territories_are_known_by_name_and_code(client, person, typed):
    TerritoryFactory()
    language = "ar" if typed == "كينيا" else "pt"
    client.post(f"{ADD}?uselang={language}", {**GOOD, "territories": typed, "source_url": LINK})
    assert [str(row.thing.reference) for row in Declaration.objects.all()] == ["territory:KE"]


def test_what_may_be_there_already_is_shown_before_anything_is_stored(client, person):
    CommunityFactory(slug="lakeside", name=text_of(en="Lakeside Wikimedians"))
    page = client.post(ADD, {**GOOD, "name": "Lakeside User Group"})
    assert page.status_code == 422
    assert "Is it one of these?" in page.text
    assert 'href="/communities/lakeside/"' in page.text
    assert page.context["form"]["name"].value() == "Lakeside User Group"
    assert Community.objects.count() == 1

    client.post(ADD, {**GOOD, "name": "Lakeside User Group", "is_new": "on"})
    assert Community.objects.filter(slug="lakeside-user-group", state="proposed").exists()


def test_hidden_groups_are_not_given_away_as_similar(client, person):
    hidden = CommunityFactory(name=text_of(en="Lakeside Writers"))
    DeclarationFactory(community=hidden, territory=ProtectedTerritoryFactory())
    assert client.post(ADD, GOOD).status_code == 302


def test_a_protected_territory_is_warned_about_first(client, person):
    ProtectedTerritoryFactory()
    typed = {**GOOD, "territories": "Iran", "source_url": LINK}
    page = client.post(ADD, typed)
    assert page.status_code == 422
    assert "Please read this first" in page.text
    assert not Community.objects.exists()
    response = client.post(ADD, {**typed, "understood": "on"})
    assert response.status_code == 302
    assert "stands in no list" in client.get(response.url).text


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("Lake Side", "lake-side"),
        ("مجموعة النهر", "group-"),
        ("add", "add-"),
        ("Moderate", "moderate-"),
        ("Old", "old-"),
    ],
)
def test_every_community_gets_an_address_of_its_own(client, person, name, begins):
    OldSlug.objects.create(kind="community", slug="old", current="elsewhere")
    client.post(ADD, {**GOOD, "name": name})
    client.post(ADD, {**GOOD, "name": name, "is_new": "on"})
    slugs = list(Community.objects.values_list("slug", flat=True))
    assert len(set(slugs)) == 2
    assert all(slug.startswith(begins) for slug in slugs)
    assert all(client.get(f"/communities/{slug}/").status_code == 200 for slug in slugs)


def test_a_person_adds_ten_a_day_at_most(client, person, noon):
    for number in range(10):
        assert client.post(ADD, {**GOOD, "name": f"{number}" * 9}).status_code == 302
    assert client.post(ADD, {**GOOD, "name": "one too many"}).status_code == 403
    assert Community.objects.count() == 10


def test_huge_input_is_refused_without_a_fault(client, person):
    page = client.post(ADD, {**GOOD, "name": "x" * 10_000_000})
    assert page.status_code in {400, 413, 422}
    assert not Community.objects.exists()


def test_action_needs_a_person(person):
    with pytest.raises(Exception, match="sign in"):
        actions.propose_community(kind="group", name=text_of(en="N"), description=text_of(), website="", by=None)
