"""Several writers at once leave the index as if they had come one after the other."""

from __future__ import annotations

from itertools import count

import pytest
from django.db import connection
from tests.base.search.conftest import found, is_as_made_anew
from tests.base.threads import at_once
from tests.factories.accounts import PersonFactory
from tests.factories.discussion import ThreadFactory
from tests.factories.skills import SkillFactory

from mutirao.base import search
from mutirao.base.text import text_of
from mutirao.discussion.actions import add_comment
from mutirao.skills.models import Skill

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
WORDS = ("Zebrafish", "Axolotl", "Capybara")


@pytest.fixture(autouse=True)
def on_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("for postgresql")


def test_comments_made_at_once_are_all_found() -> None:
    thread = ThreadFactory(subject=SkillFactory(slug="facilitation").reference)
    said = [(PersonFactory(), word) for word in WORDS]
    turns = count()

    def say() -> None:
        person, word = said[next(turns)]
        add_comment(thread=thread, text=text_of(en=word), by=person)

    at_once(len(WORDS), say)
    assert [found(word) for word in WORDS] == [[str(thread.reference)]] * len(WORDS)
    assert is_as_made_anew("thread")


def test_what_is_indexed_by_many_at_once_stands_there_once() -> None:
    skills = SkillFactory.create_batch(5, name=text_of(en=WORDS[0]))
    turns = count()

    def index() -> None:
        if next(turns) == 2:
            search.refresh_reading({Skill})
        for skill in skills:
            search.index(skill)

    at_once(4, index)
    assert sorted(found(WORDS[0])) == sorted(str(skill.reference) for skill in skills)
    assert is_as_made_anew("skill")
