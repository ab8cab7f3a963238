"""Where a word of the glossary stands first, its page leads there."""

import re

import pytest
from django.test import Client
from tests.facts.content import slugs

PAGES = ("/", "/societies/", "/skills/", "/indicators/", "/sources/", "/support/", "/communities/", "/action-lines/")


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES)
def test_the_word_that_a_page_links_to_is_in_the_glossary(client: Client, address: str) -> None:
    linked = set(re.findall(r'href="/glossary/#([a-z-]+)"', client.get(address).text))

    assert linked
    assert linked <= set(slugs("terms.csv"))
