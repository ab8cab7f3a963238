"""A small movement that answers: communities with what is known of them, and answers drawn from a known truth."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest
from tests.factories.evidence import FigureFactory, IndicatorFactory
from tests.factories.movement import WikiCommunityFactory
from tests.factories.skills import SkillFactory

from mutirao.base import clock
from mutirao.base.text import text_of
from mutirao.movement.models import Community
from mutirao.needs.models import Assessment, Choice, ConsentText, Question, Questionnaire, Submission
from mutirao.needs.packing import Layout, pack_background, pack_ratings
from mutirao.needs.queries.questionnaires import layout_of, whole
from mutirao.needs.states import AssessmentState, Privacy, Purpose, QuestionType, Recruitment, Remedy
from mutirao.skills.models import Skill

DEVICES = ("phone", "computer")
type Card = dict[str, Any]


@dataclass
class Movement:
    """What tests act on; ``ask`` makes a closed assessment of one community and stores what its people answered."""

    skills: list[Skill]
    questionnaire: Questionnaire
    consent: ConsentText
    communities: list[Community] = field(default_factory=list)

    @property
    def layout(self) -> Layout:
        return layout_of(whole(self.questionnaire))

    def ask(self, community: Community, people: Sequence[dict[str, Any]], **more: Any) -> Assessment:
        columns = {
            "state": AssessmentState.CLOSED,
            "closed_at": clock.now() - dt.timedelta(days=3),
            "recruitment": Recruitment.MEMBERS,
            **more,
        }
        assessment = Assessment.objects.create(
            title=text_of(en="What do we need?"),
            community=community,
            questionnaire=self.questionnaire,
            consent=self.consent,
            **columns,
        )
        self.answer(assessment, community, people)
        return assessment

    def answer(
        self, assessment: Assessment, community: Community, people: Sequence[dict[str, Any]]
    ) -> list[Submission]:
        layout = self.layout
        n = Submission.objects.filter(assessment=assessment).count()
        return Submission.objects.bulk_create(
            Submission(
                assessment=assessment,
                community=community,
                consent=self.consent,
                idempotency_key=f"person-{n + number}",
                ratings=pack_ratings(layout, answers),
                background=pack_background(layout, answers),
                language="en",
                received_on=clock.today(),
            )
            for number, answers in enumerate(people)
        )

    def card(self, importance: Any = 4, competence: Any = 2, **more: str) -> dict[str, Card]:
        """The same card for every skill."""
        return {skill.slug: {"importance": importance, "competence": competence, **more} for skill in self.skills}

    def grow(self, n: int, chance: np.random.Generator) -> list[Community]:
        """Wikis of all sizes."""
        editors_of, administrators_of = (
            IndicatorFactory(slug=slug) for slug in ("monthly-active-editors", "active-administrators")
        )
        grown = []
        for _number in range(n):
            editors = float(np.exp(chance.normal(3, 1.5)))
            community = WikiCommunityFactory(active_editors=editors)
            FigureFactory(community=community, indicator=editors_of, value=editors)
            FigureFactory(community=community, indicator=administrators_of, value=editors / chance.uniform(3, 30))
            grown.append(community)
        self.communities += grown
        return grown

    def drawn(self, community: Community, n: int, chance: np.random.Generator) -> list[dict[str, Any]]:
        """Answers of ``n`` people whose competence falls with the size of the wiki, by skill."""
        size = np.log1p(community.active_editors or 1)
        return [
            {
                skill.slug: {
                    "importance": int(np.clip(round(chance.normal(4, 0.8)), 1, 5)),
                    "competence": int(np.clip(round(chance.normal(4.5 - 0.25 * size - 0.1 * place, 0.9)), 1, 5)),
                    "help": str(chance.choice([Remedy.TRAINING, Remedy.TOOLS])),
                    "want": str(chance.choice(["yes", "no"])),
                    "teach": str(chance.choice(["yes", "no", "no"])),
                }
                for place, skill in enumerate(self.skills)
            }
            | {"devices": [str(each) for each in chance.choice(DEVICES, size=chance.integers(1, 3), replace=False)]}
            for _person in range(n)
        ]


@pytest.fixture
def movement(db: None) -> Movement:
    return small_movement(n_skills=8)


def small_movement(*, n_skills: int) -> Movement:
    skills = [SkillFactory() for _number in range(n_skills)]
    questionnaire = Questionnaire.objects.create(name="small", title=text_of(en="Small"), languages=["en"])
    Question.objects.bulk_create(
        Question(
            questionnaire=questionnaire,
            position=position,
            name=skill.slug,
            question_type=QuestionType.SKILL,
            purpose=Purpose.SKILL,
            skill=skill,
        )
        for position, skill in enumerate(skills)
    )
    Question.objects.create(
        questionnaire=questionnaire,
        position=len(skills),
        name="devices",
        question_type=QuestionType.MANY,
        purpose=Purpose.DEVICES,
        choice_list="devices",
    )
    Choice.objects.bulk_create(
        Choice(questionnaire=questionnaire, choice_list="devices", position=place, name=name)
        for place, name in enumerate(DEVICES)
    )
    consent = ConsentText.objects.create(number=900, privacy=Privacy.ANONYMOUS, text=text_of(en="We count answers."))
    return Movement(skills, questionnaire, consent)
