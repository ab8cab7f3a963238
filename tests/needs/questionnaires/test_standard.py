"""The standard questionnaire is made from the core framework and stands complete in all our languages."""

from pathlib import Path

import pytest
from django.conf import settings
from tests.factories.skills import SkillFactory

from mutirao.base.text import text_of
from mutirao.needs.actions.questionnaires import write_standard
from mutirao.needs.instrument.minutes import expected_minutes
from mutirao.needs.instrument.problems import problems_of
from mutirao.needs.instrument.standard import standard_form
from mutirao.needs.instrument.texts import completeness
from mutirao.needs.models import Questionnaire
from mutirao.needs.packing import BACKGROUND
from mutirao.needs.queries.questionnaires import layout_of, rated_skills, whole
from mutirao.needs.states import QuestionType
from mutirao.skills.queries import core_skills
from mutirao.sources.loading import load_files, loader_named

pytestmark = pytest.mark.django_db


def load(*names):
    for name in names:
        chosen = loader_named(name)
        load_files(chosen, {file: Path(settings.FACTS) / file for file in chosen.files})


@pytest.fixture
def standard():
    load("sources", "skills", "questionnaire")
    return Questionnaire.objects.get(is_standard=True)


def test_it_asks_about_every_skill_and_everything_that_weighting_needs(standard):
    form = whole(standard)
    layout = layout_of(form)
    assert [key for _name, key in layout.skills] == [skill.pk for skill in core_skills()]
    assert set(layout.choices) == set(BACKGROUND)
    assert problems_of(form) == []
    assert sum(item.is_core for item in form.walk() if item.question_type == QuestionType.SKILL) == 4
    assert completeness(form) == {code: 1.0 for code, _name in settings.LANGUAGES}
    assert expected_minutes(form, n_skills=12) <= 12
    load("questionnaire")
    assert Questionnaire.objects.get(is_standard=True).version == standard.version


def test_it_is_rewritten_until_it_is_used_and_then_gets_a_version():
    SkillFactory(slug="sourcing", parent=SkillFactory(slug="editing", entry_kind="group"))
    rows = [
        {"kind": "form", "name": "title", "label": "Title", "parent": ""},
        {"kind": "form", "name": "introduction", "label": "Words"},
    ]
    rows = [{**row, "label": text_of(en=row["label"])} for row in rows]
    first = write_standard(form=standard_form(rows, rated_skills()))
    SkillFactory(slug="mentoring", parent=SkillFactory(slug="people", entry_kind="group"))
    second = write_standard(form=standard_form(rows, rated_skills()))
    assert (second.pk, second.number, second.version) == (first.pk, 1, 2)
    Questionnaire.objects.update(frozen_at="2026-01-01T00:00:00Z")
    assert write_standard(form=standard_form(rows, rated_skills())).pk == first.pk

    SkillFactory(slug="leading", parent=SkillFactory(slug="lead", entry_kind="group"))
    third = write_standard(form=standard_form(rows, rated_skills()))

    assert (third.number, third.previous_id) == (2, first.pk)
    assert [item.name for item in whole(third).walk()] == [
        *("skills-editing", "sourcing", "skills-people", "mentoring", "skills-lead", "leading")
    ]
    assert Questionnaire.objects.get(is_standard=True, retired_at=None).pk == third.pk
