"""Preparing an assessment: what to ask, whom, how privately, and until when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from mutirao.accounts.models import User
from mutirao.base import audit, clock
from mutirao.base.canonical_json import JSON
from mutirao.base.text import Text
from mutirao.movement.models import Community
from mutirao.needs.models import AskedCommunity, Assessment, Questionnaire
from mutirao.needs.rules import assessments as rules
from mutirao.needs.states import Act, Mode, Privacy


@dataclass(frozen=True)
class Draft:
    """What a coordinator says about an assessment before it opens; texts in one language."""

    title: str
    purpose: str
    questionnaire: Questionnaire
    languages: Sequence[str]
    n_expected: int
    n_people: int | None
    mode: str
    design: str
    skills_each: int
    privacy: str
    recruitment: str
    minimum_age: int
    opens_on: dt.date | None
    closes_on: dt.date


@transaction.atomic
def prepare_assessment(*, community: Community, draft: Draft, language: str, by: User) -> Assessment:
    """A draft that asks ``community``; only those who speak for it see it until it opens."""
    rules.can_prepare(by, community).or_refuse()
    assessment = Assessment(community=community, made_by=by)
    _write(assessment, draft, language)
    assessment.save()
    AskedCommunity.objects.create(
        assessment=assessment, community=community, n_expected=draft.n_expected, n_people=draft.n_people
    )
    facts = {"community": community.slug, "questionnaire": str(draft.questionnaire.public_id)}
    audit.record(subject=assessment.reference, action=Act.ASSESSMENT_PREPARED, by=by, facts=facts)
    return assessment


@transaction.atomic
def change_assessment(*, assessment: Assessment, seen_version: int, draft: Draft, language: str, by: User) -> None:
    """Raises ``Conflict`` when somebody else saved after ``seen_version``."""
    rules.can_change(by, assessment).or_refuse()
    if assessment.questionnaire_id != draft.questionnaire.pk:
        # Another questionnaire has other skills: the list was a choice among the former ones.
        assessment.skills = []
    fields = _write(assessment, draft, language)
    _save(assessment, seen_version, [*fields, "skills"])
    asked = {"n_expected": draft.n_expected, "n_people": draft.n_people}
    assessment.asked.filter(community=assessment.community_id).update(**asked)
    audit.record(subject=assessment.reference, action=Act.ASSESSMENT_CHANGED, by=by, facts={"what": "plan"})


@transaction.atomic
def choose_skills(*, assessment: Assessment, seen_version: int, skills: Sequence[str], by: User) -> None:
    """The common list, by slug; none means all of the questionnaire."""
    rules.can_change(by, assessment).or_refuse()
    assessment.skills = list(skills)
    _save(assessment, seen_version, ["skills"])
    facts: dict[str, JSON] = {"what": "skills", "skills": list(skills)}
    audit.record(subject=assessment.reference, action=Act.ASSESSMENT_CHANGED, by=by, facts=facts)


@transaction.atomic
def ask_community(
    *, assessment: Assessment, community: Community, n_expected: int, n_people: int | None, by: User
) -> None:
    """Ask one more community, or say anew how many are expected there."""
    rules.can_change(by, _locked(assessment)).or_refuse()
    rules.can_ask(by, community).or_refuse()
    AskedCommunity.objects.update_or_create(
        assessment=assessment, community=community, defaults={"n_expected": n_expected, "n_people": n_people}
    )
    facts: dict[str, JSON] = {"what": "asked", "community": community.slug, "n_expected": n_expected}
    audit.record(subject=assessment.reference, action=Act.ASSESSMENT_CHANGED, by=by, facts=facts)


@transaction.atomic
def stop_asking(*, assessment: Assessment, community: Community, by: User) -> None:
    rules.can_change(by, _locked(assessment)).or_refuse()
    assessment.asked.filter(community=community).delete()
    facts = {"what": "not asked", "community": community.slug}
    audit.record(subject=assessment.reference, action=Act.ASSESSMENT_CHANGED, by=by, facts=facts)


def _locked(assessment: Assessment) -> Assessment:
    """As it is now; nobody opens it before we are done."""
    rows = Assessment.objects.select_for_update(no_key=True, of=("self",)).select_related("community")
    return rows.get(pk=assessment.pk)


def _write(assessment: Assessment, draft: Draft, language: str) -> list[str]:
    """Set the fields and return their names."""
    assessment.questionnaire = draft.questionnaire
    assessment.title = _in_language(assessment.title, language, draft.title)
    assessment.purpose = _in_language(assessment.purpose, language, draft.purpose)
    assessment.languages = list(draft.languages)
    assessment.privacy = Privacy.PUBLIC if draft.mode == Mode.CONSENSUS else draft.privacy
    copied = ("mode", "design", "skills_each", "recruitment", "minimum_age", "opens_on", "closes_on")
    for name in copied:
        setattr(assessment, name, getattr(draft, name))
    return ["title", "purpose", "questionnaire", "languages", "privacy", *copied]


def _in_language(text: Text, language: str, words: str) -> Text:
    return text.with_text(language, words) if text else Text(language, {language: words})


def _save(assessment: Assessment, seen_version: int, fields: list[str]) -> None:
    assessment.updated_at = clock.now()
    assessment.save_if_unchanged(seen_version=seen_version, fields=[*fields, "updated_at"])
