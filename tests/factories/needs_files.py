"""Assessments with stored answers: two skill cards, a role, devices, and a free text that could name somebody."""

from __future__ import annotations

from typing import Any

from tests.factories.needs_assessments import ClosedAssessmentFactory, SkillQuestionnaireFactory

from mutirao.base import clock
from mutirao.base.text import text_of
from mutirao.movement.models import Community
from mutirao.needs.models import Assessment, Choice, Question, Questionnaire, Submission
from mutirao.needs.packing import pack_background, pack_ratings
from mutirao.needs.queries.questionnaires import layout_of, whole
from mutirao.needs.states import Privacy, Purpose, QuestionType

SECRET = "I am the one with the red bicycle"


def questionnaire() -> Questionnaire:
    """Cards skill_0 and skill_1, role (one), devices (several), age (number) and wish (free text)."""
    made: Questionnaire = SkillQuestionnaireFactory(n_skills=2)
    rows: list[tuple[str, QuestionType, Purpose, str]] = [
        ("role", QuestionType.ONE, Purpose.ROLE, "roles"),
        ("devices", QuestionType.MANY, Purpose.DEVICES, "devices"),
        ("age", QuestionType.INTEGER, Purpose.OWN, ""),
        ("wish", QuestionType.TEXT, Purpose.OWN, ""),
    ]
    for position, (name, kind, purpose, choice_list) in enumerate(rows, start=10):
        Question.objects.create(
            questionnaire=made,
            position=position,
            name=name,
            question_type=kind,
            purpose=purpose,
            choice_list=choice_list,
            label=text_of(en=name.capitalize(), pt=f"{name} em português"),
        )
    for choice_list, names in {"roles": ("editor", "organiser"), "devices": ("phone", "computer")}.items():
        for place, name in enumerate(names):
            label = text_of(en=f"The {name}")
            Choice.objects.create(questionnaire=made, choice_list=choice_list, position=place, name=name, label=label)
    return made


def closed_assessment(n: int = 6, *, privacy: Privacy = Privacy.ANONYMOUS, **fields: Any) -> Assessment:
    """Closed, with ``n`` answers that are alike but for one rating."""
    asked: Questionnaire = fields.pop("questionnaire", None) or questionnaire()
    made: Assessment = ClosedAssessmentFactory(questionnaire=asked, privacy=privacy, **fields)
    for place in range(n):
        submission(made, importance=1 + place % 5)
    return made


def submission(
    assessment: Assessment, *, importance: int = 4, community: Community | None = None, **fields: Any
) -> Submission:
    """Whole answers; ``answers`` and other columns may be given."""
    layout = layout_of(whole(assessment.questionnaire))
    answers = fields.pop("answers", None) or {
        "skill_0": {"importance": importance, "competence": 2, "help": "tools", "want": "yes", "teach": "no"},
        "skill_1": {"importance": "do_not_know", "competence": "not_applicable"},
        "role": "editor",
        "devices": ["phone"],
        "age": 41,
        "wish": SECRET,
    }
    given = {
        "community": community or assessment.community,
        "idempotency_key": f"key-{Submission.objects.count()}",
        "language": "en",
        "received_on": clock.today(),
        "seconds": 300,
        **fields,
    }
    return Submission.objects.create(
        assessment=assessment,
        answers=answers,
        ratings=pack_ratings(layout, answers),
        background=pack_background(layout, answers),
        **given,
    )
