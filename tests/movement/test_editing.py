"""Changing a community's page: in one's language, without losing what another saved; estimates; sizes; leaving."""

import pytest
from tests.base.threads import at_once
from tests.factories.accounts import AdministratorFactory, PersonFactory, RoleGrantFactory
from tests.factories.movement import (
    CommunityFactory,
    DeclarationFactory,
    LanguageFactory,
    ProposalFactory,
    WikiCommunityFactory,
    WikiFactory,
)

from mutirao.accounts.actions import erase_person
from mutirao.accounts.personal_data import collected
from mutirao.base import audit
from mutirao.base.errors import Conflict
from mutirao.base.text import Text, text_of
from mutirao.movement import actions
from mutirao.movement.models import Community, Declaration
from mutirao.movement.states import SizeBand

pytestmark = pytest.mark.django_db
TYPED = {"name": "Lake People", "description": "We write.", "website": "https://example.org/", "version": 1}


@pytest.fixture
def community(db):
    return CommunityFactory(slug="lake", name=text_of(en="Lakeside"))


@pytest.fixture
def member(client, community):
    person = RoleGrantFactory(subject=community.reference).person
    client.force_login(person)
    return person


def test_a_member_changes_the_page(client, community, member):
    response = client.post("/communities/lake/edit/", TYPED)
    assert (response.status_code, response.url) == (302, "/communities/lake/")
    community.refresh_from_db()
    assert (community.name, community.description) == (text_of(en="Lake People"), text_of(en="We write."))
    assert (community.website, community.version) == ("https://example.org/", 2)
    assert (community.sort_names["en"], "lake people" in community.search_text) == ("lake people", True)
    [row] = audit.history(community.reference)
    assert (row.action, row.facts) == ("movement.community_edited", {"fields": ["name", "description", "website"]})


def test_another_language_is_a_translation_and_a_new_original_outdates_it(client, community, member):
    client.post("/communities/lake/edit/?uselang=pt", {**TYPED, "name": "Lago", "description": "Escrevemos."})
    community.refresh_from_db()
    assert community.name == Text("en", {"en": "Lakeside", "pt": "Lago"})
    assert community.description == Text("pt", {"pt": "Escrevemos."})
    client.post("/communities/lake/edit/?uselang=en", {**TYPED, "version": 2})
    community.refresh_from_db()
    assert community.name == Text("en", {"en": "Lake People", "pt": "Lago"}, frozenset({"pt"}))


def test_saving_without_a_change_records_nothing(client, community, member):
    client.post("/communities/lake/edit/", {"name": "Lakeside", "description": "", "website": "", "version": 1})
    assert not audit.history(community.reference).exists()


def test_second_editor_is_told_and_loses_nothing(client, community, member):
    client.post("/communities/lake/edit/", {**TYPED, "description": "First came this."})
    page = client.post("/communities/lake/edit/", {**TYPED, "description": "Second typed this."})
    assert page.status_code == 409
    assert "Somebody else has just saved this page" in page.text
    assert "First came this." in page.text
    assert "Second typed this.</textarea>" in page.text
    assert Community.objects.get().description == text_of(en="First came this.")

    client.post(
        "/communities/lake/edit/", {**TYPED, "description": "Both.", "version": page.context["form"]["version"].value()}
    )
    assert Community.objects.get().description == text_of(en="Both.")


def test_of_two_who_save_at_once_one_is_told(shared_database):
    administrator, community = AdministratorFactory(), CommunityFactory()

    def race():
        try:
            actions.edit_community(
                community=Community.objects.get(),
                seen_version=1,
                name="New",
                description="",
                website="",
                language="en",
                by=administrator,
            )
        except Conflict:
            return "told"
        return "saved"

    assert sorted(at_once(2, race)) == ["saved", "told"]
    assert Community.objects.get(pk=community.pk).version == 2


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"name": "a\x00b"}, "name"),
        ({"name": "a\u202eb"}, "name"),
        ({"description": "x" * 2001}, "description"),
        ({"description": "a\x07b"}, "description"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"version": ""}, "version"),
        ({"version": "abc"}, "version"),
        ({"version": "99999999999999999999"}, "version"),
        ({"version": "0"}, "version"),
    ],
)
def test_bad_input_is_told_and_nothing_is_stored(client, community, member, typed, field):
    page = client.post("/communities/lake/edit/", {**TYPED, **typed})
    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    assert ("came without a part of it" if field == "version" else f'id="id_{field}_error"') in page.text
    assert Community.objects.get().name == text_of(en="Lakeside")


def test_hostile_description_is_text(client, community, member):
    client.post("/communities/lake/edit/", {**TYPED, "description": "</textarea><script>alert(1)</script>"})
    for address in ("/communities/lake/", "/communities/lake/edit/"):
        assert "<script>alert" not in client.get(address).text


def test_the_name_and_page_of_a_wiki_come_from_the_source(client, administrator):
    community = WikiCommunityFactory(wiki=WikiFactory(slug="swwiki"))
    before = community.name
    client.force_login(administrator)
    assert list(client.get("/communities/swwiki/edit/").context["form"].fields) == ["description", "version"]
    client.post("/communities/swwiki/edit/", TYPED)
    community.refresh_from_db()
    assert (community.name, community.website, str(community.description)) == (before, "", "We write.")


def test_coordinators_decide_about_estimates(client, community, member):
    client.post("/communities/lake/estimates/", {"declines": "yes"})
    community.refresh_from_db()
    assert community.declines_estimates
    assert community.version == 1
    assert "asked that no estimate about it be published" in client.get("/communities/lake/").text
    client.post("/communities/lake/estimates/", {"declines": "no"})
    community.refresh_from_db()
    assert not community.declines_estimates
    assert [row.facts for row in audit.history(community.reference)] == [{"fields": ["declines_estimates"]}] * 2


@pytest.mark.parametrize(
    ("active_editors", "band"),
    [
        (None, ""),
        (0, "0-4"),
        (4.99, "0-4"),
        (5, "5-19"),
        (19.9, "5-19"),
        (20, "20-99"),
        (100, "100-999"),
        (999.9, "100-999"),
        (1000, "1000+"),
    ],
)
def test_sizes_fall_into_bands(active_editors, band):
    assert SizeBand.of(active_editors) == band


def test_sizes_are_set_for_many_at_once(django_assert_num_queries):
    communities = CommunityFactory.create_batch(600)
    sizes = {community.slug: 12.5 for community in communities[1:]}
    with django_assert_num_queries(22):
        assert actions.set_sizes(sizes) == 599
    assert actions.set_sizes({**sizes, "nobody": 3}) == 0
    assert actions.set_sizes({communities[1].slug: None}) == 1
    assert Community.objects.filter(size_band="5-19", active_editors=12.5).count() == 598
    assert Community.objects.filter(size_band="", active_editors=None).count() == 2


def test_what_is_held_about_a_person_is_collected(community, member):
    proposal = ProposalFactory(slug="own", name=text_of(en="Own"), proposed_by=member)
    DeclarationFactory(community=proposal, language=LanguageFactory(), declared_by=member, source_url="https://e.org/")
    DeclarationFactory(community=community, language=LanguageFactory(), declared_by=PersonFactory())
    assert collected(member)["communities"] == {
        "communities_added": [{"community": "own", "name": "Own", "state": "proposed"}],
        "declarations": [{"community": "own", "thing": "language:sw", "source": "https://e.org/", "state": "declared"}],
        "declarations_decided": [],
        "merges_proposed": [],
        "merges_decided": [],
    }


def test_who_leaves_is_cut_loose_and_what_nobody_listed_goes(member, community):
    ProposalFactory(slug="waiting", proposed_by=member)
    CommunityFactory(slug="public", proposed_by=member)
    DeclarationFactory(community=community, language=LanguageFactory(), declared_by=member)
    erase_person(by=member)
    assert set(Community.objects.values_list("slug", "proposed_by")) == {("lake", None), ("public", None)}
    assert Declaration.objects.get().declared_by is None


def test_inbox_shows_ones_own_proposals_and_what_waits_for_a_moderator(client, moderator):
    proposal = ProposalFactory(name=text_of(en="Waiting Group"))
    client.force_login(proposal.proposed_by)
    own = client.get("/me/").text
    assert "Waiting Group" in own
    assert "/communities/moderate/" not in own
    client.force_login(moderator)
    page = client.get("/me/").text
    assert "Decide about 1 community" in page
    assert "Waiting Group" not in page
