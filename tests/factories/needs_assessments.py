"""Questionnaires with skill cards, consent texts and assessments in each state."""

from __future__ import annotations

import datetime as dt

import factory
from factory.django import DjangoModelFactory
from tests.factories.accounts import PersonFactory, RoleGrantFactory
from tests.factories.movement import CommunityFactory
from tests.factories.skills import SkillFactory

from mutirao.accounts.models import User
from mutirao.accounts.states import Role
from mutirao.base import clock
from mutirao.base.text import text_of
from mutirao.movement.models import Community
from mutirao.needs.models import AskedCommunity, Assessment, ConsentText, Question, Questionnaire
from mutirao.needs.states import AssessmentState, Privacy, Purpose, QuestionType


class SkillQuestionnaireFactory(DjangoModelFactory[Questionnaire]):
    """``SkillQuestionnaireFactory(n_skills=12, n_core=6)``: a questionnaire of everybody, with skill cards."""

    class Meta:
        model = Questionnaire
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"questionnaire_{n}")
    title = text_of(en="What we can and what we need")
    languages = ["en", "pt"]

    @factory.post_generation
    def n_skills(self: Questionnaire, create: bool, given: int | None, **more: int) -> None:
        n_core = more.get("core", given if given is not None else 3)
        for place in range(given if given is not None else 3):
            Question.objects.create(
                questionnaire=self,
                position=place,
                name=f"skill_{place}",
                question_type=QuestionType.SKILL,
                purpose=Purpose.SKILL,
                skill=SkillFactory(),
                is_core=place < n_core,
                label=text_of(en=f"Skill {place}"),
            )


class ConsentTextFactory(DjangoModelFactory[ConsentText]):
    class Meta:
        model = ConsentText
        django_get_or_create = ("number",)

    number = 1
    privacy = Privacy.ANONYMOUS
    text = text_of(en="We store your answers and the week in which they came.")
    guardian_text = text_of(en="A parent or guardian has read this page and agrees.")


class DraftAssessmentFactory(DjangoModelFactory[Assessment]):
    """A plan that may open: nine people, a short common list."""

    class Meta:
        model = Assessment
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: text_of(en=f"Assessment {n} of Examples"))
    purpose = text_of(en="To plan our year together.")
    community = factory.SubFactory(CommunityFactory)
    questionnaire = factory.SubFactory(SkillQuestionnaireFactory)
    made_by = factory.SubFactory(PersonFactory)
    languages = ["en", "pt"]
    closes_on = factory.LazyFunction(lambda: clock.today() + dt.timedelta(days=14))

    @factory.post_generation
    def n_expected(self: Assessment, create: bool, given: int | None) -> None:
        AskedCommunity.objects.create(assessment=self, community=self.community, n_expected=given or 9, n_people=20)


class OpenAssessmentFactory(DraftAssessmentFactory):
    state = AssessmentState.OPEN
    consent = factory.SubFactory(ConsentTextFactory)
    opens_on = factory.LazyFunction(clock.today)
    opened_at = factory.LazyFunction(clock.now)
    seed = 7
    once_key = b"k" * 32


class ClosedAssessmentFactory(OpenAssessmentFactory):
    state = AssessmentState.CLOSED
    closed_at = factory.LazyFunction(clock.now)
    once_key = b""


def coordinator_of(community: Community) -> User:
    """Somebody who speaks for the community."""
    person: User = PersonFactory()
    RoleGrantFactory(person=person, role=Role.COORDINATOR, subject=community.reference)
    return person
