"""The hub and its doors, without any fact loaded."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.factories.action_lines import ActionLineFactory, SignUpFactory
from tests.factories.movement import CommunityFactory, DeclarationFactory, ProtectedTerritoryFactory
from tests.factories.skills import SkillFactory, SkillGroupFactory
from tests.facts.content import table

from mutirao.action_lines import counts
from mutirao.action_lines.counts import register_count
from mutirao.action_lines.models import ActionLine, Promise
from mutirao.base.text import text_of
from mutirao.portal.queries import doors
from mutirao.portal.queries.doors import PROMISE_KINDS, WHO_BRINGS_IT, Door


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    ["/", "/recommendation/", "/support/", "/start/community/", "/start/learn-or-help/", "/start/partner/", "/skills/"],
)
def test_public_page_opens_on_an_empty_database(client: Client, address: str) -> None:
    response = client.get(address)

    assert response.status_code == 200
    assert b"<h1>" in response.content


@pytest.mark.django_db
def test_unknown_address_is_a_page_that_helps(client: Client) -> None:
    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert b"/communities/" in response.content


@pytest.fixture
def promise(db: None) -> Callable[..., Promise]:
    """An action line, since counts hang on one, and a promise of the given name."""
    ActionLineFactory()
    name = text_of(en="Needs")

    def make(slug: str, address: str) -> Promise:
        return Promise.objects.create(slug=slug, position=1, name=name, summary=name, address=address)

    return make


def here(door: Door) -> dict[str, int | None]:
    return {count.name: count.n for count in door.here}


def test_a_group_in_a_protected_territory_is_not_counted(promise: Callable[..., Promise]) -> None:
    CommunityFactory()
    DeclarationFactory(community=CommunityFactory(), territory=ProtectedTerritoryFactory())
    promise("community-needs", "/communities/")

    assert [here(door) for door in doors()] == [{"communities": 1}]


def test_a_door_tells_what_is_here_and_what_is_not(promise: Callable[..., Promise], client: Client) -> None:
    person = SignUpFactory(offers=[SkillFactory(parent=SkillGroupFactory())]).person
    promise("means", "/library/")

    [door] = doors()

    assert (here(door), "badges" in map(str, door.not_here)) == ({"peers": 1}, True)
    page = client.get("/").text
    assert "person offers a skill" in page
    assert "Not here yet:" in page
    assert person.display_name not in page


def test_a_kind_that_a_context_registers_leaves_the_list_of_what_is_missing(
    promise: Callable[..., Promise], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counts, "_counted", dict(counts._counted))
    promise("methods", "/methods/")
    assert [str(kind) for kind in doors()[0].not_here] == ["methods"]

    register_count("methods", label=lambda n: "methods", address="/methods/", rows=ActionLine.objects.all)

    assert (here(doors()[0]), doors()[0].not_here) == ({"methods": 1}, [])


def test_every_promise_that_ships_has_a_door_with_words() -> None:
    assert set(PROMISE_KINDS) == set(WHO_BRINGS_IT) == {row["slug"] for row in table("promises.csv")}


def test_all_doors_cost_two_queries(
    promise: Callable[..., Promise], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n, slug in enumerate(PROMISE_KINDS):
        promise(slug, f"/{n}/")

    with django_assert_num_queries(2):
        doors()
