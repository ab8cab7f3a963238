"""Fills a throw-away database with communities and the answers of their people, the same at every run."""

from __future__ import annotations

import datetime as dt
import json
import secrets
import uuid
from collections.abc import Iterator

import numpy as np
from django.db import connection, transaction
from numpy.typing import NDArray

from mutirao.base import clock
from mutirao.base.text import text_of
from mutirao.movement.models import Community, Declaration, Wiki
from mutirao.movement.states import CommunityKind
from mutirao.needs.models import Assessment, Choice, ConsentText, Question, Questionnaire, Submission
from mutirao.needs.packing import BACKGROUND
from mutirao.needs.states import AssessmentState, Privacy, Purpose, QuestionType, Recruitment
from mutirao.skills.queries import core_skills

N_COMMUNITIES, N_SKILLS, SKILLS_EACH = 1_200, 60, 16
SEED = 2030
PEOPLE_AT_ONCE = 10_000
DEVICES = ("phone", "computer", "tablet")
COLUMNS = (
    *("id", "assessment_id", "community_id", "idempotency_key", "answers", "ratings", "background", "asked_skills"),
    *("language", "channel", "consent_id", "received_on", "withdrawal_digest", "quality_flags", "review_state"),
)


def make(n_people: int) -> None:
    """``n_people`` over 1,200 communities, the larger ones with more of them; each rates 16 skills of 60."""
    chance = np.random.default_rng(SEED)
    communities = _communities(chance)
    questionnaire = _questionnaire()
    consent = ConsentText.objects.create(number=9_000, privacy=Privacy.ANONYMOUS, text=text_of(en="We count answers."))
    assessments = _assessments(communities, questionnaire, consent)
    sizes = chance.lognormal(0, 1, len(communities))
    of_people = np.sort(chance.choice(len(communities), size=n_people, p=sizes / sizes.sum()))
    levels = _levels(communities, chance)
    sheets = [json.dumps(_sheet(chance)) for _number in range(1_000)]
    table, names = Submission._meta.db_table, ", ".join(COLUMNS)
    insert = f"insert into {table} ({names}) values ({', '.join(['%s'] * len(COLUMNS))})"
    for start in range(0, n_people, PEOPLE_AT_ONCE):
        people = of_people[start : start + PEOPLE_AT_ONCE]
        ratings, background = _ratings(levels[people], chance), _background(len(people), chance)
        rows = [
            _row(start + number, assessments[place], sheets, ratings[number].tobytes(), background[number].tobytes())
            for number, place in enumerate(people)
        ]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(insert, rows)


def _row(
    number: int, assessment: Assessment, sheets: list[str], ratings: bytes, background: bytes
) -> tuple[object, ...]:
    """In the order of ``COLUMNS``."""
    return (
        secrets.randbelow(2**62),
        assessment.pk,
        assessment.community_id,
        f"person-{number}",
        sheets[number % len(sheets)],
        ratings,
        background,
        "[]",
        "en",
        "page",
        assessment.consent_id,
        clock.today(),
        "",
        "[]",
        "received",
    )


def _assessments(communities: list[Community], questionnaire: Questionnaire, consent: ConsentText) -> list[Assessment]:
    """One for each community, closed a month ago."""
    closed_at = clock.now() - dt.timedelta(days=30)
    return Assessment.objects.bulk_create(
        Assessment(
            public_id=uuid.UUID(int=number + 1, version=4),
            title=text_of(en="Simulated"),
            community=community,
            questionnaire=questionnaire,
            consent=consent,
            recruitment=Recruitment.MEMBERS,
            state=AssessmentState.CLOSED,
            closed_at=closed_at,
        )
        for number, community in enumerate(communities)
    )


def _communities(chance: np.random.Generator) -> list[Community]:
    """Wikis as they are, and groups that say which wikis they work on."""
    open_wikis = Community.objects.filter(wiki__is_open=True, wiki__is_public=True, active_editors__isnull=False)
    wikis = list(open_wikis.order_by("slug")[:N_COMMUNITIES])
    groups = Community.objects.bulk_create(
        Community(slug=f"bench-{number}", community_kind=CommunityKind.GROUP, name=text_of(en=f"Group {number}"))
        for number in range(N_COMMUNITIES - len(wikis))
    )
    declared = list(Wiki.objects.filter(community__in=wikis).order_by("slug"))
    Declaration.objects.bulk_create(
        Declaration(
            community=group, wiki=declared[chance.integers(len(declared))], source_url="https://meta.wikimedia.org/"
        )
        for group in groups
    )
    return [*wikis, *groups]


def _levels(communities: list[Community], chance: np.random.Generator) -> NDArray[np.float64]:
    """True competence (communities, skills): it follows the size of a wiki, for some skills more than for others."""
    size = np.array([np.log1p(each.active_editors or 3.0) for each in communities])
    slopes = chance.normal(0, 0.5, N_SKILLS)
    own = chance.normal(0, 0.4, (len(communities), N_SKILLS))
    return 3 + (size - size.mean())[:, None] / size.std() * slopes + own


def _questionnaire() -> Questionnaire:
    questionnaire = Questionnaire.objects.create(name="bench", title=text_of(en="Bench"), languages=["en"])
    skills = list(core_skills()[:N_SKILLS])
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
        position=N_SKILLS,
        name="devices",
        question_type=QuestionType.MANY,
        purpose=Purpose.DEVICES,
        choice_list="devices",
    )
    Choice.objects.bulk_create(
        Choice(questionnaire=questionnaire, choice_list="devices", position=place, name=name)
        for place, name in enumerate(DEVICES)
    )
    return questionnaire


def _ratings(levels: NDArray[np.float64], chance: np.random.Generator) -> NDArray[np.uint8]:
    """Shape (people, skills, five): importance, competence, remedy, want, teach; zero for what was not asked."""
    n = levels.shape
    found = np.zeros((*n, 5), dtype=np.uint8)
    found[..., 0] = np.clip(np.rint(chance.normal(4, 0.9, n)), 1, 5)
    found[..., 1] = np.clip(np.rint(levels + chance.normal(0, 1, n)), 1, 5)
    found[..., 2:] = np.stack([chance.integers(1, high, n) for high in (7, 3, 3)], axis=-1)
    asked = chance.random(n).argpartition(SKILLS_EACH, axis=1).argsort(axis=1) < SKILLS_EACH
    found[~asked] = 0
    return found


def _background(n: int, chance: np.random.Generator) -> NDArray[np.uint32]:
    found = np.zeros((n, len(BACKGROUND)), dtype="<u4")
    found[:, BACKGROUND.index(Purpose.DEVICES)] = chance.integers(1, 2 ** len(DEVICES), n)
    return found


def _sheet(chance: np.random.Generator) -> dict[str, dict[str, object]]:
    """What the same answers weigh as JSON, which the pipeline passes by but the database has to step over."""
    return dict(_cards(chance))


def _cards(chance: np.random.Generator) -> Iterator[tuple[str, dict[str, object]]]:
    for number in range(SKILLS_EACH):
        rated = {"importance": int(chance.integers(1, 6)), "competence": int(chance.integers(1, 6))}
        yield f"name-of-skill-{number}", {**rated, "help": "training", "want": "yes", "teach": "no"}
