"""Reads of what collecting needs: the form that an assessment asks, and answers that are here already."""

from __future__ import annotations

from functools import lru_cache
from uuid import UUID

from django.db import models
from django.db.models import QuerySet

from mutirao.base.prepared import Given, prepared
from mutirao.movement.models import Community
from mutirao.needs.instrument import Form
from mutirao.needs.instrument.minutes import expected_minutes
from mutirao.needs.models import Assessment, ConsentText, Questionnaire, Submission, TakenBack
from mutirao.needs.packing import Layout
from mutirao.needs.queries import questionnaires
from mutirao.needs.states import AssessmentState, Design, Mode

KEPT_FORMS = 32


def to_answer(public_id: UUID) -> Assessment | None:
    """An assessment of single people that was opened, whatever became of it since; its address is all that it takes."""
    return next(iter(_to_answer(public_id=public_id)), None)


@prepared(public_id=Assessment._meta.get_field("public_id"))
def _to_answer(public_id: Given) -> QuerySet[Assessment]:
    rows = Assessment.objects.exclude(state=AssessmentState.DRAFT).filter(mode=Mode.INDIVIDUAL)
    return rows.select_related("community", "questionnaire", "consent").filter(public_id=public_id)


def form_of(assessment: Assessment) -> tuple[Form, Layout]:
    """What it asks; kept in memory, as a frozen questionnaire only changes with its version."""
    questionnaire = assessment.questionnaire
    return _form(questionnaire.public_id, questionnaire.version)


@lru_cache(maxsize=KEPT_FORMS)
def _form(public_id: UUID, version: int) -> tuple[Form, Layout]:
    form = questionnaires.whole(Questionnaire.objects.get(public_id=public_id))
    return form, questionnaires.layout_of(form)


def asked_communities(assessment: Assessment) -> list[Community]:
    return _asked_communities(assessment=assessment.pk)


@prepared(assessment=models.BigIntegerField())
def _asked_communities(assessment: Given) -> QuerySet[Community]:
    return Community.objects.filter(asked_in__assessment_id=assessment).order_by("slug")


def skills_to_ask(assessment: Assessment) -> tuple[list[str], list[str]]:
    """Slugs of the skills that everybody is asked about, and of those of which each person gets a part."""
    form, _layout = form_of(assessment)
    cards = [item for item in form.walk() if item.skill]
    if assessment.design == Design.COMMON:
        chosen = set(assessment.skills)
        return [item.skill for item in cards if not chosen or item.skill in chosen], []
    return [item.skill for item in cards if item.is_core], [item.skill for item in cards if not item.is_core]


def minutes_of(assessment: Assessment) -> int:
    """How long one person needs, in whole minutes."""
    form, _layout = form_of(assessment)
    everybody, drawn = skills_to_ask(assessment)
    if drawn:
        return expected_minutes(form, n_skills=max(assessment.skills_each, len(everybody)))
    return expected_minutes(form, asked_skills=everybody)


def is_stored(assessment: Assessment, key: str) -> bool:
    return bool(_stored(assessment=assessment.pk, key=key))


def was_taken_back(assessment: Assessment, key: str) -> bool:
    return bool(_taken_back(assessment=assessment.pk, key=key))


@prepared(assessment=models.BigIntegerField(), key=models.CharField())
def _stored(assessment: Given, key: Given) -> QuerySet[Submission, int]:
    return Submission.objects.filter(assessment_id=assessment, idempotency_key=key).values_list("pk", flat=True)


@prepared(assessment=models.BigIntegerField(), key=models.CharField())
def _taken_back(assessment: Given, key: Given) -> QuerySet[TakenBack, int]:
    return TakenBack.objects.filter(assessment_id=assessment, idempotency_key=key).values_list("pk", flat=True)


@prepared(key=models.BigIntegerField())
def _present(key: Given) -> QuerySet[Assessment]:
    return Assessment.objects.filter(pk=key)


def present(assessment: Assessment) -> Assessment:
    """As it is in the database at this moment."""
    return _present(key=assessment.pk)[0]


def consent_seen(assessment: Assessment, number: int | None) -> ConsentText | None:
    """The words that the person saw: the present ones, or those that stood there before privacy became stricter."""
    if number is None or (assessment.consent and assessment.consent.number == number):
        return assessment.consent
    return ConsentText.objects.filter(number=number).first()
