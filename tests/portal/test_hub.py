"""The hub and its doors, without any fact loaded."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.factories.action_lines import ActionLineFactory
from tests.factories.movement import CommunityFactory, DeclarationFactory, ProtectedTerritoryFactory

from mutirao.action_lines.models import Promise
from mutirao.base.text import text_of
from mutirao.portal.queries import doors


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


@pytest.mark.django_db
def test_a_group_in_a_protected_territory_is_not_counted() -> None:
    ActionLineFactory()
    CommunityFactory()
    DeclarationFactory(community=CommunityFactory(), territory=ProtectedTerritoryFactory())
    name = text_of(en="Needs")
    Promise.objects.create(slug="community-needs", position=1, name=name, summary=name, address="/communities/")

    assert [count.n for door in doors() for count in door.counts] == [1]
