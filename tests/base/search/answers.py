"""Answers to the questions in twelve languages; run as a command, those of SQLite, for a test on PostgreSQL."""

from __future__ import annotations

import json
import os
import tempfile
from typing import Any

from tests.base.search.questions import QUESTIONS, TITLES

type Answers = dict[str, list[list[Any]]]


def fill() -> None:
    """Each title is the name of a skill, with the same identity on every database."""
    from mutirao.base import search
    from mutirao.base.text import Text, text_of
    from mutirao.skills.models import Framework, Skill

    framework = Framework.objects.create(slug="questions", name=text_of(en="Questions"))
    for language, titles in TITLES.items():
        for number, title in enumerate(titles):
            Skill.objects.create(
                slug=f"{language}-{number}",
                framework=framework,
                entry_kind="skill",
                name=Text(language, {language: title}),
                description=Text(language, {language: " ".join(list(titles)[number - 1 :: -2])}),
            )
    search.rebuild()


def answers() -> Answers:
    """References and scores, the best first, by language and question."""
    from django.contrib.auth.models import AnonymousUser

    from mutirao.base import search

    found = {}
    for language, _number, question in QUESTIONS:
        hits = search.find(question, user=AnonymousUser()).hits
        found[f"{language}: {question}"] = [[hit.document.public_id, hit.score] for hit in hits]
    return found


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"MUTIRAO_VAR": folder, "MUTIRAO_DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "mutirao.settings"}
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        fill()
        print(json.dumps(answers()))
