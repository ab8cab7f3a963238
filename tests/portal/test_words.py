"""The glossary and the kinds of support: read from our tables, shown in the reader's language."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.facts.content import DATA, table

from mutirao.base.text import text_of
from mutirao.portal.models import SupportKind, Term
from mutirao.sources.loading import load_files, loader_named
from mutirao.translation.texts import translatable

pytestmark = pytest.mark.django_db


def test_every_word_and_kind_of_support_of_our_tables_is_loaded() -> None:
    for name in ("terms", "support_kinds"):
        load_files(loader_named(name), {f"{name}.csv": DATA / f"{name}.csv"})

    assert set(Term.objects.values_list("slug", flat=True)) == {row["slug"] for row in table("terms.csv")}
    assert [str(kind.name) for kind in SupportKind.objects.all()] == ["Money", "People", "Material"]


def test_words_stand_in_the_order_of_the_reader_s_language(client: Client) -> None:
    for slug, english, french in (
        ("society", "society", "société"),
        ("stage", "stage", "étape"),
        ("sip", "sip", "zeste"),
    ):
        Term.objects.create(slug=slug, name=text_of(en=english, fr=french), meaning=text_of(en="Something.", fr="Mot."))

    assert [str(term) for term in client.get("/glossary/").context["terms"]] == ["sip", "society", "stage"]
    page = client.get("/glossary/", {"uselang": "fr"})
    assert page.text.index("étape") < page.text.index("société") < page.text.index("zeste")


def test_a_word_is_shown_as_text_and_can_be_linked_to(client: Client) -> None:
    word = Term.objects.create(slug="need", name=text_of(en="<b>need</b>"), meaning=text_of(en="What is missing."))

    page = client.get("/glossary/").text

    assert word.get_absolute_url() == "/glossary/#need"
    assert '<dt id="need">&lt;b&gt;need&lt;/b&gt;</dt>' in page


def test_an_empty_glossary_says_who_can_fill_it(client: Client) -> None:
    assert "No word is loaded yet." in client.get("/glossary/").text


def test_words_can_be_translated_by_people() -> None:
    assert translatable("term").fields == ("name", "meaning")
    assert translatable("support_kind").fields == ("name", "summary")
