"""Two hundred questions in twelve languages find what they look for, and the same on both databases."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.base.search.answers import Answers, answers, fill
from tests.base.search.questions import QUESTIONS, TITLES

ROOT = Path(__file__).parents[3]
SHOWN_FIRST = 3


@pytest.fixture
def answered(database: None) -> Answers:
    fill()
    return answers()


def test_each_question_finds_its_title_among_the_first(answered: Answers) -> None:
    missed = {
        f"{language}: {question}": answered[f"{language}: {question}"]
        for language, number, question in QUESTIONS
        if f"{language}-{number}" not in [found for found, _score in answered[f"{language}: {question}"]][:SHOWN_FIRST]
    }
    assert missed == {}


def test_there_are_two_hundred_in_twelve_languages() -> None:
    assert (len(QUESTIONS), len(TITLES)) == (200, 12)


@pytest.mark.slow
def test_every_database_answers_alike_to_the_last_point(answered: Answers) -> None:
    """Beside a SQLite database of its own; on PostgreSQL that is the comparison of both."""
    command = [sys.executable, "-m", "tests.base.search.answers"]
    other = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(other.stdout) == answered
