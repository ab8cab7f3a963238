"""Which communities serve which societies, and what is never shown of a protected territory."""

import pytest
from django.contrib.auth.models import AnonymousUser
from tests.factories.accounts import AdministratorFactory, PersonFactory
from tests.factories.action_lines import ActionLineFactory
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
from tests.factories.societies import SocietyFactory, SpokenAsFactory
from tests.factories.sources import EditionFactory

from mutirao.action_lines.actions import find_gaps
from mutirao.action_lines.models import OpenTask
from mutirao.base.text import text_of
from mutirao.movement.actions import confirm_declaration
from mutirao.movement.queries import proposed_declarations
from mutirao.movement.states import CommunityKind, DeclarationState, Project
from mutirao.societies import panels, queries
from mutirao.societies.gaps import communities_without_territory
from mutirao.societies.states import Basis, Tie

pytestmark = pytest.mark.django_db


@pytest.fixture
def kenya():
    """Swahili in Kenya, counted for the wikis of Swahili."""
    return SpokenAsFactory().society


@pytest.fixture
def tanzania():
    territory = TerritoryFactory(slug="TZ", name_en="Tanzania")
    return SpokenAsFactory(society=SocietyFactory(territory=territory, speakers=3_000_000)).society


def served(community):
    return [(society.slug, society.tie) for society in queries.societies_served_by(community)]


def serving(society):
    return [(community.slug, community.tie) for community in queries.communities_serving(society)]


def test_wiki_serves_its_speakers_everywhere_by_language(kenya, tanzania):
    wiki = WikiCommunityFactory()

    assert served(wiki) == [("TZ-sw", Tie.LANGUAGE), ("KE-sw", Tie.LANGUAGE)]
    assert serving(kenya) == serving(tanzania) == [(wiki.slug, Tie.LANGUAGE)]


def test_declared_territory_limits_a_wiki_to_it(kenya, tanzania):
    wiki = WikiCommunityFactory()
    DeclarationFactory(community=wiki, territory=kenya.territory)

    assert served(wiki) == [("KE-sw", Tie.DECLARED)]
    assert (serving(kenya), serving(tanzania)) == ([(wiki.slug, Tie.DECLARED)], [])


def test_withdrawn_declaration_ties_nothing(kenya, tanzania):
    wiki = WikiCommunityFactory()
    DeclarationFactory(community=wiki, territory=kenya.territory, state=DeclarationState.WITHDRAWN)

    assert served(wiki) == [("TZ-sw", Tie.LANGUAGE), ("KE-sw", Tie.LANGUAGE)]


def test_group_with_a_territory_and_no_language_serves_everybody_there(kenya, tanzania):
    english = SpokenAsFactory(society=SocietyFactory(language=LanguageFactory(slug="en"), speakers=5)).society
    group = CommunityFactory()
    DeclarationFactory(community=group, territory=kenya.territory)

    assert served(group) == [("KE-sw", Tie.DECLARED), ("KE-en", Tie.DECLARED)]
    assert (serving(english), serving(tanzania)) == ([(group.slug, Tie.DECLARED)], [])


def test_group_with_a_language_serves_its_speakers(kenya, tanzania):
    group = CommunityFactory()
    DeclarationFactory(community=group, language=kenya.language)

    assert served(group) == [("TZ-sw", Tie.DECLARED), ("KE-sw", Tie.DECLARED)]
    assert serving(kenya) == [(group.slug, Tie.DECLARED)]


def test_group_with_a_wiki_serves_the_speakers_of_its_language(kenya):
    group = CommunityFactory()
    DeclarationFactory(community=group, wiki=WikiFactory(language=kenya.language))

    assert served(group) == [("KE-sw", Tie.DECLARED)]
    assert serving(kenya) == [(group.slug, Tie.DECLARED)]


def test_speakers_counted_under_another_name_are_found():
    filipino = SocietyFactory(language=LanguageFactory(slug="fil"), territory=TerritoryFactory(slug="PH"))
    tagalog = LanguageFactory(slug="tl")
    SpokenAsFactory(society=filipino, language=tagalog, basis=Basis.NAME)
    wiki = WikiCommunityFactory(wiki=WikiFactory(language=tagalog))

    assert served(wiki) == [("PH-fil", Tie.LANGUAGE)]
    assert serving(filipino) == [(wiki.slug, Tie.LANGUAGE)]


def test_language_outside_the_table_of_wikis_is_matched_as_it_is():
    society = SocietyFactory(language=LanguageFactory(slug="luo"))
    group = CommunityFactory()
    DeclarationFactory(community=group, language=society.language)

    assert served(group) == [("KE-luo", Tie.DECLARED)]
    assert serving(society) == [(group.slug, Tie.DECLARED)]


def test_weights_are_shares_of_all_speakers(kenya, tanzania):
    rows = queries.societies_served_by(WikiCommunityFactory())

    assert [(row.weight, row.n_all) for row in rows] == [(0.75, 2), (0.25, 2)]


def test_closed_and_private_wikis_and_proposals_serve_nobody(kenya):
    WikiCommunityFactory(wiki=WikiFactory(is_open=False))
    WikiCommunityFactory(wiki=WikiFactory(is_public=False))
    DeclarationFactory(community=ProposalFactory(), language=kenya.language)

    assert serving(kenya) == []


@pytest.fixture
def protected():
    """A society on the protection list with one community of every kind, all of which say that they are there."""
    territory = ProtectedTerritoryFactory()
    society = SpokenAsFactory(society=SocietyFactory(territory=territory, language=LanguageFactory(slug="fa"))).society
    wiki = WikiCommunityFactory(wiki=WikiFactory(slug="fawiki", language=society.language))
    chapter = CommunityFactory(slug="chapter", community_kind=CommunityKind.CHAPTER, edition=EditionFactory())
    hidden = [
        CommunityFactory(slug=f"secret-{kind}", name=text_of(en="Secret"), community_kind=kind)
        for kind in (CommunityKind.GROUP, CommunityKind.HUB, CommunityKind.WIKIPROJECT, CommunityKind.USER_GROUP)
    ]
    for community in (wiki, chapter, *hidden):
        DeclarationFactory(community=community, territory=territory)
    # Not there by its own word, but by its language alone.
    DeclarationFactory(community=CommunityFactory(slug="secret-language"), language=society.language)
    return society


@pytest.mark.parametrize("who", [AnonymousUser, PersonFactory, AdministratorFactory])
@pytest.mark.parametrize("address", ["/societies/", "/societies/IR/", "/societies/IR/fa/", "/societies/?q=iran"])
def test_groups_of_a_protected_territory_are_named_to_nobody(protected, client, who, address):
    person = who()
    if person.is_authenticated:
        client.force_login(person)

    response = client.get(address)

    assert response.status_code == 200
    assert "secret" not in response.content.decode().casefold()


def test_wikis_and_affiliates_of_a_protected_territory_are_public(protected):
    assert {slug for slug, _tie in serving(protected)} == {"fawiki", "chapter"}
    assert {community.slug for community in queries.communities_declaring(protected.territory)} == {"fawiki", "chapter"}


def test_group_of_a_protected_territory_is_not_named_by_its_language_elsewhere(protected):
    society = SocietyFactory(territory=TerritoryFactory(), language=protected.language)
    SpokenAsFactory(society=society)
    exposed = CommunityFactory(slug="secret-both")
    DeclarationFactory(community=exposed, territory=protected.territory)
    DeclarationFactory(community=exposed, territory=society.territory)
    DeclarationFactory(community=exposed, language=society.language)

    assert "secret-both" not in {slug for slug, _tie in serving(society)}


@pytest.mark.parametrize("n", [1, 3, 100])
def test_panel_takes_one_query(n, django_assert_num_queries):
    wiki = WikiCommunityFactory()
    for number in range(n):
        territory = TerritoryFactory(slug=f"{chr(65 + number // 26)}{chr(65 + number % 26)}")
        SpokenAsFactory(society=SocietyFactory(territory=territory))

    with django_assert_num_queries(1):
        shown = panels.served(wiki, AnonymousUser())

    assert (len(shown["rows"]), shown["n_more"], shown["is_declared"]) == (min(n, 10), max(n - 10, 0), False)


def test_panel_says_what_is_not_known():
    assert panels.served(CommunityFactory(), AnonymousUser())["rows"] == []


def test_wiki_that_declares_no_territory_is_a_gap():
    silent = WikiCommunityFactory(active_editors=9)
    told = WikiCommunityFactory(active_editors=10)
    DeclarationFactory(community=told, territory=TerritoryFactory())

    assert [gap.subject for gap in communities_without_territory()] == [silent.reference]


def test_the_other_wikis_of_a_language_are_no_gap_of_their_own():
    WikiCommunityFactory(wiki=WikiFactory(project=Project.WIKTIONARY), active_editors=9)

    assert list(communities_without_territory()) == []


def test_anybody_signed_in_mends_that_gap_and_somebody_else_confirms(client):
    ActionLineFactory()
    silent = WikiCommunityFactory(active_editors=9)
    TerritoryFactory()
    find_gaps()
    task = OpenTask.objects.get(gap_kind="community_without_territory")
    person = PersonFactory()
    client.force_login(person)
    client.post(f"{task.get_absolute_url()}claim/")
    assert client.get(task.address).status_code == 200
    client.post(task.address, {"thing": "KE", "source_url": "https://meta.wikimedia.org/wiki/Example"})
    assert [gap.subject for gap in communities_without_territory()] == [silent.reference]
    [proposal] = proposed_declarations()
    confirm_declaration(declaration=proposal, by=AdministratorFactory())
    find_gaps()
    task.refresh_from_db()
    assert (task.state, task.claimed_by) == ("confirmed", person)
