"""Texts that a row may lack: what to know before using a figure, a source or an amount."""

import re

import pytest
from tests.facts.content import LANGUAGES, table


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("indicators.csv", "caveat"),
        ("programmes.csv", "amount_note"),
        ("sources.csv", "caveat"),
        ("questionnaire.csv", "hint"),
    ],
)
def test_a_text_stands_in_six_languages_or_in_none(name, text):
    for row in table(name):
        words = [row[f"{text}_{language}"] for language in LANGUAGES]
        assert all(words) or not any(words), words
        assert len(set(words)) == (len(LANGUAGES) if any(words) else 1), words
        assert len({tuple(sorted(re.findall(r"[0-9]+", each))) for each in words}) == 1, words
