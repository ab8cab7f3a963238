"""What people translate is written where readers find it."""

from __future__ import annotations

import pytest
from tests.factories.accounts import AdministratorFactory
from tests.factories.action_lines import DemandFactory

from mutirao.translation.actions import offer_translation
from mutirao.translation.queries import digest
from mutirao.translation.texts import translatables

pytestmark = pytest.mark.django_db


def test_a_published_translation_stands_on_the_page_of_the_line(client, line):
    demand = DemandFactory(action_line=line)
    translator = AdministratorFactory()
    for target, field, words in ((line, "summary", "Juntar as pessoas."), (demand, "name", "Um pedido")):
        seen = {"seen_original": digest(getattr(target, field).original), "seen_current": digest("")}
        offer_translation(target=target, field=field, language="pt", words=words, by=translator, **seen)
    page = client.get(line.get_absolute_url(), {"uselang": "pt"}).text
    assert "Juntar as pessoas." in page
    assert "Um pedido" in page


def test_four_kinds_of_ours_can_be_translated():
    ours = {
        each.kind.name: each.fields for each in translatables() if each.write.__module__.startswith("mutirao.action_li")
    }
    assert ours == {
        "action_line": ("name", "summary", "description"),
        "demand": ("name", "description"),
        "promise": ("name", "summary"),
        "recommendation_section": ("heading", "body"),
    }
