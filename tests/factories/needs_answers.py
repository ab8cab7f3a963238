"""An assessment that asks, small enough to read: two skills, a role, a text; and sheets that answer it."""

from __future__ import annotations

from typing import Any

from tests.factories.movement import CommunityFactory
from tests.factories.skills import SkillFactory

from mutirao.base import clock
from mutirao.base.text import text_of
from mutirao.movement.models import Community
from mutirao.needs.actions.submissions import Sheet, digest_of, new_code
from mutirao.needs.models import AskedCommunity, Assessment, Choice, ConsentText, Question, Questionnaire
from mutirao.needs.states import AssessmentState, Purpose, QuestionType

ANSWERS: dict[str, Any] = {
    "first": {"importance": 5, "competence": 2, "help": "training", "want": "yes", "teach": "no"},
    "second": {"importance": 3, "competence": "do_not_know"},
    "role": "editor",
    "wish": "A camera",
}


def questionnaire_of_two_skills(**fields: Any) -> Questionnaire:
    """Two skill cards, of which the first is asked of everybody; a role; a text in English alone."""
    number = Questionnaire.objects.count() + 1
    made = Questionnaire.objects.create(
        **{
            "name": "two-skills",
            "number": number,
            "title": text_of(en="Two skills", ar="مهارتان"),
            "languages": ["en", "ar", "fr"],
            "frozen_at": clock.now(),
            **fields,
        }
    )
    group = _question(made, 1, "skills", QuestionType.GROUP, label=text_of(en="Skills", ar="مهارات"))
    for place, (name, is_core) in enumerate((("first", True), ("second", False)), start=2):
        label = text_of(en=f"The {name} skill", ar=f"مهارة {name}")
        skill = SkillFactory(slug=f"skill-{name}-{number}")
        card = {"label": label, "skill": skill, "purpose": Purpose.SKILL, "is_core": is_core, "parent": group}
        _question(made, place, name, QuestionType.SKILL, **card)
    about = _question(made, 4, "about", QuestionType.GROUP, label=text_of(en="About you", ar="عنك"))
    role = {"purpose": Purpose.ROLE, "choice_list": "roles", "is_required": True, "parent": about}
    _question(made, 5, "role", QuestionType.ONE, label=text_of(en="What do you do?", ar="ماذا تفعل؟"), **role)
    _question(made, 6, "wish", QuestionType.TEXT, label=text_of(en="What do you wish?"), parent=about)
    for place, (name, arabic) in enumerate((("editor", "محرر"), ("organiser", "منظم"))):
        label = text_of(en=name.capitalize(), ar=arabic)
        Choice.objects.create(questionnaire=made, choice_list="roles", position=place, name=name, label=label)
    return made


def open_assessment(*, n_communities: int = 1, **fields: Any) -> Assessment:
    """Open since today; asks a community of its own."""
    # Not by the sequence of the factory, which begins anew in each process that shares a database.
    before = Community.objects.count()
    communities = [CommunityFactory(slug=f"asked-{before + place}") for place in range(n_communities)]
    consent = ConsentText.objects.create(
        number=ConsentText.objects.count() + 1, privacy="anonymous", text=text_of(en="We keep no names.")
    )
    given = {
        "title": text_of(en="What we want to learn", ar="ما نريد أن نتعلمه"),
        "purpose": text_of(en="To plan our year."),
        "community": communities[0],
        "consent": consent,
        "languages": ["en", "ar", "fr"],
        "state": AssessmentState.OPEN,
        "opened_at": clock.now(),
        "opens_on": clock.today(),
        "seed": 7,
        "once_key": b"k" * 32,
        **fields,
    }
    given.setdefault("questionnaire", None)
    given["questionnaire"] = given["questionnaire"] or questionnaire_of_two_skills()
    made = Assessment.objects.create(**given)
    for community in communities:
        AskedCommunity.objects.create(assessment=made, community=community, n_expected=12)
    return made


def sheet(assessment: Assessment, *, code: str = "", **fields: Any) -> Sheet:
    given = {
        "key": digest_of(code or new_code()),
        "answers": ANSWERS,
        "community": assessment.community,
        "language": "en",
        **fields,
    }
    return Sheet(**given)


def _question(questionnaire: Questionnaire, position: int, name: str, kind: QuestionType, **fields: Any) -> Question:
    return Question.objects.create(
        questionnaire=questionnaire, position=position, name=name, question_type=kind, **fields
    )
