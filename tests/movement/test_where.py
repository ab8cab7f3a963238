"""The world of tiles: territories that communities declare, and nothing about protected ones."""

import pytest
from tests.factories.movement import (
    CommunityFactory,
    DeclarationFactory,
    ProtectedTerritoryFactory,
    TerritoryFactory,
    WikiCommunityFactory,
)

from mutirao.movement.analysis import whereabouts
from mutirao.movement.models import Territory

pytestmark = pytest.mark.django_db
WHERE = "/communities/where/"


@pytest.fixture
def world(db):
    """Two open territories and a protected one, each in its place."""
    TerritoryFactory()
    TerritoryFactory(slug="BR", name_en="Brazil")
    ProtectedTerritoryFactory()
    for column, territory in enumerate(Territory.objects.order_by("slug"), 1):
        Territory.objects.filter(pk=territory.pk).update(tile_row=1, tile_column=column)


def told():
    return {row[0].split('">')[-1].split(" (")[0]: row[1] for row in whereabouts().chart.table.rows}


def test_declared_territories_are_counted_and_the_others_are_not_known(world):
    for _ in range(2):
        DeclarationFactory(community=CommunityFactory(), territory=TerritoryFactory())
    DeclarationFactory(community=CommunityFactory(state="proposed"), territory=TerritoryFactory(slug="BR"))
    DeclarationFactory(community=CommunityFactory(), territory=TerritoryFactory(slug="BR"), state="withdrawn")
    assert told() == {"Kenya": "2", "Brazil": "not known", "Iran": "not published"}
    assert (whereabouts().n_known, whereabouts().n_all) == (1, 2)


def test_nothing_is_told_of_protected_territories_nor_of_groups_there(world):
    hidden = CommunityFactory()
    DeclarationFactory(community=hidden, territory=ProtectedTerritoryFactory())
    DeclarationFactory(community=hidden, territory=TerritoryFactory())
    DeclarationFactory(community=WikiCommunityFactory(), territory=ProtectedTerritoryFactory())
    assert told() == {"Kenya": "not known", "Brazil": "not known", "Iran": "not published"}


def test_page_reads_well_with_nothing_declared(client, world):
    page = client.get(WHERE).text
    assert "0 of 2 territories are declared" in page
    assert 'href="/societies/BR/"' in page


def test_page_stands_without_any_territory(client):
    assert client.get(WHERE).status_code == 200


@pytest.mark.parametrize("n", [1, 3, 100])
def test_page_costs_the_same_for_any_number(client, world, django_assert_num_queries, n):
    for _ in range(n):
        DeclarationFactory(community=CommunityFactory(), territory=TerritoryFactory())
    with django_assert_num_queries(2):
        client.get(WHERE)
