"""Names go off public pages once a community declares a protected territory."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.factories.accounts import AdministratorFactory, PersonFactory, RoleGrantFactory
from tests.factories.movement import ProtectedTerritoryFactory, WikiCommunityFactory

from mutirao.movement.actions import declare


@pytest.mark.django_db
def test_who_held_a_role_before_is_named_nowhere_any_more(client: Client) -> None:
    community, person = WikiCommunityFactory(), PersonFactory(display_name="Amina Example")
    RoleGrantFactory(person=person, subject=community.reference)
    assert "Amina Example" in client.get("/me/roles/").text

    source = "https://meta.wikimedia.org/wiki/Example"
    declare(community=community, thing=ProtectedTerritoryFactory(), source_url=source, by=AdministratorFactory())

    assert "Amina Example" not in client.get("/me/roles/").text
    assert str(community) not in client.get(f"/me/person/{person.public_id}/").text
