"""The hub and its doors, without any fact loaded."""

from __future__ import annotations

import pytest
from django.test import Client


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
