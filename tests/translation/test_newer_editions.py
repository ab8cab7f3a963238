"""A newer edition of a file leaves to people what people published."""

from __future__ import annotations

import pytest
from tests.factories.translation import TranslationOfferFactory

from mutirao.base import clock
from mutirao.base.text import Text, text_of
from mutirao.skills.models import Skill
from mutirao.sources.actions import replace_rows

pytestmark = pytest.mark.django_db


def load(**texts: str) -> Text:
    """Load a file that states this description; what stands there afterwards."""
    row = {"slug": "facilitation", "description": text_of(**texts)}
    replace_rows(Skill, [row], key=("slug",), removed="keep")
    return Skill.objects.get(slug="facilitation").description


def publish(language: str, words: str, skill: Skill) -> None:
    skill.refresh_from_db()
    skill.description = skill.description.with_text(language, words)
    skill.save()
    TranslationOfferFactory(language=language, text=words, state="published", decided_at=clock.now())


@pytest.fixture
def skill(facilitation):
    load(en="Lead meetings.", pt="Rascunho.", es="Borrador.")
    return facilitation


def test_published_words_stay_and_drafts_follow_the_file(skill):
    publish("pt", "Conduzir reuniões.", skill)
    publish("sw", "Ongoza mikutano.", skill)
    text = load(en="Lead meetings.", pt="Outro rascunho.", es="Otro borrador.", fr="Brouillon.")
    assert text.texts == {
        "en": "Lead meetings.",
        "pt": "Conduzir reuniões.",
        "es": "Otro borrador.",
        "fr": "Brouillon.",
        "sw": "Ongoza mikutano.",
    }
    assert text.outdated == frozenset()


def test_once_the_original_changes_they_are_marked_and_stay_marked(skill):
    publish("pt", "Conduzir reuniões.", skill)
    text = load(en="Lead meetings well.", pt="Outro rascunho.", es="Otro borrador.")
    assert (text.texts["pt"], text.outdated) == ("Conduzir reuniões.", {"pt"})
    text = load(en="Lead meetings well.", pt="Mais um rascunho.", es="Otro borrador.")
    assert (text.texts["pt"], text.outdated) == ("Conduzir reuniões.", {"pt"})


def test_published_again_they_are_fresh(skill):
    publish("pt", "Conduzir reuniões.", skill)
    load(en="Lead meetings well.", pt="Outro rascunho.")
    publish("pt", "Conduzir bem as reuniões.", skill)
    text = load(en="Lead meetings well.", pt="Mais um rascunho.")
    assert (text.texts["pt"], text.outdated) == ("Conduzir bem as reuniões.", frozenset())


def test_words_that_were_replaced_since_do_not_come_back(skill):
    publish("pt", "Conduzir reuniões.", skill)
    Skill.objects.update(description=text_of(en="Lead meetings.", pt="Do dono."))
    assert load(en="Lead meetings.", pt="Do arquivo.").texts["pt"] == "Do arquivo."


def test_only_published_words_stay(skill):
    for state in ("offered", "declined"):
        TranslationOfferFactory(language="pt", text="Rascunho.", state=state)
    assert load(en="Lead meetings.", pt="Do arquivo.").texts["pt"] == "Do arquivo."


def test_original_is_always_that_of_the_file(skill):
    TranslationOfferFactory(language="en", text="Lead meetings.", state="published")
    assert load(en="Lead meetings well.", pt="Rascunho.").texts["en"] == "Lead meetings well."


@pytest.mark.parametrize("n", [1, 3, 100])
def test_published_words_cost_one_query_for_any_number(skill, n, django_assert_num_queries):
    for number in range(n):
        TranslationOfferFactory(language="pt", text=f"Palavras {number}", state="published", decided_at=clock.now())
    with django_assert_num_queries(4):
        load(en="Lead meetings well.", pt="Do arquivo.")
