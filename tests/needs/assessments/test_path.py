"""From the plan to the last day, through the pages."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from tests.factories.movement import CommunityFactory
from tests.factories.needs_assessments import (
    ConsentTextFactory,
    DraftAssessmentFactory,
    OpenAssessmentFactory,
    SkillQuestionnaireFactory,
    coordinator_of,
)

from mutirao.base import clock
from mutirao.needs.actions import assessment_steps as steps
from mutirao.needs.models import Assessment
from mutirao.needs.states import AssessmentState

pytestmark = pytest.mark.django_db


def typed(questionnaire, **changes):
    return {
        "title": "What we need in 2027",
        "purpose": "To plan our year together.",
        "questionnaire": str(questionnaire.public_id),
        "languages": ["en", "pt"],
        "n_expected": "9",
        "n_people": "20",
        "mode": "individual",
        "design": "common",
        "skills_each": "12",
        "privacy": "anonymous",
        "recruitment": "members",
        "minimum_age": "18",
        "opens_on": "",
        "closes_on": (clock.today() + dt.timedelta(days=10)).isoformat(),
    } | changes


def test_coordinator_goes_from_plan_to_closed(client):
    community, questionnaire = CommunityFactory(), SkillQuestionnaireFactory(n_skills=5)
    ConsentTextFactory()
    client.force_login(coordinator_of(community))

    client.post(reverse("needs:new_assessment", args=[community.slug]), typed(questionnaire))
    assessment = Assessment.objects.get()
    assert assessment.state == AssessmentState.DRAFT
    opening = reverse("needs:open_assessment", args=[assessment.public_id])
    assert b"It can only become stricter" in client.get(opening).content
    assert client.post(opening).status_code == 422
    assert client.post(opening, {"understood": "on"}).status_code == 302

    assessment.refresh_from_db()
    assert assessment.state == AssessmentState.OPEN
    assert len(bytes(assessment.once_key)) == 32
    assert assessment.consent.number == 1
    assert assessment.questionnaire.frozen_at is not None

    client.post(reverse("needs:close_assessment", args=[assessment.public_id]))
    assessment.refresh_from_db()
    assert (assessment.state, bytes(assessment.once_key)) == (AssessmentState.CLOSED, b"")
    assert b"It takes no more answers" in client.get(assessment.get_absolute_url()).content


def test_change_in_between_loses_nothing_typed(client):
    assessment = DraftAssessmentFactory()
    client.force_login(coordinator_of(assessment.community))
    address = reverse("needs:change_assessment", args=[assessment.public_id])
    first = typed(assessment.questionnaire, title="First", version="1")
    assert client.post(address, first).status_code == 302

    answer = client.post(address, typed(assessment.questionnaire, title="Second", version="1"))

    assert answer.status_code == 409
    assert b"Second" in answer.content
    assert b"First" in answer.content
    assessment.refresh_from_db()
    assert str(assessment.title) == "First"


def test_closing_comes_by_itself_after_the_last_day(noon):
    assessment = OpenAssessmentFactory(closes_on=dt.date(2026, 11, 22))
    assert steps.close_due() == 0
    with clock.at(noon + dt.timedelta(days=1)):
        assert steps.close_due() == 1
    assessment.refresh_from_db()
    assert (assessment.state, assessment.closes_on) == (AssessmentState.CLOSED, dt.date(2026, 11, 22))


def test_opening_refuses_what_a_small_group_cannot_carry(client):
    ConsentTextFactory()
    assessment = DraftAssessmentFactory(
        questionnaire=SkillQuestionnaireFactory(n_skills=20, n_skills__core=6), design="blocks", n_expected=39
    )
    client.force_login(coordinator_of(assessment.community))
    answer = client.post(reverse("needs:open_assessment", args=[assessment.public_id]), {"understood": "on"})
    assert answer.status_code == 422
    assert b"Fewer than 40 answers are expected" in answer.content
    assessment.refresh_from_db()
    assert assessment.state == AssessmentState.DRAFT
