"""Single answers as who runs an assessment may have them: whole in confidential mode, made safe in anonymous mode."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import batched
from typing import Any

import numpy as np
from django.db.models import QuerySet
from numpy.typing import NDArray

from mutirao.needs.exporting.privacy import LANGUAGE_PLACE, columns_kept
from mutirao.needs.exporting.variables import items_with_answers
from mutirao.needs.instrument import Form, Item
from mutirao.needs.models import Assessment, Submission
from mutirao.needs.packing import BACKGROUND, MOST_CHOICES, Layout, unpack_background
from mutirao.needs.queries.questionnaires import layout_of, whole
from mutirao.needs.scales import names_on_scales
from mutirao.needs.states import PUT_IN, Privacy, Purpose, QuestionType

CHUNK = 200
# What may stand in a single row of an anonymous assessment; free words, numbers and dates tell who wrote them.
HARMLESS = frozenset({QuestionType.SKILL, QuestionType.ONE, QuestionType.MANY, QuestionType.RANGE})
FIELDS = (
    *("pk", "community__slug", "language", "answers", "asked_skills"),
    *("review_state", "quality_flags", "channel", "received_on", "seconds"),
)


@dataclass(frozen=True)
class Sheet:
    """The answers of one person, without what the privacy of the assessment keeps back.

    ``is_shortened``: some of its background is left out because too few people share it.
    """

    key: int
    community: str
    language: str
    answers: Mapping[str, Any]
    asked_skills: list[str]
    review_state: str
    quality_flags: list[str]
    channel: str = ""
    received_on: str = ""
    seconds: int | None = None
    is_shortened: bool = False


@dataclass(frozen=True)
class Sheets:
    """What may be shown of an assessment: its questions and, one by one, its sheets.

    ``kept`` tells for each key how many columns of the background stay; None where nothing is kept back.
    """

    assessment: Assessment
    form: Form
    items: tuple[Item, ...]
    kept: Mapping[int, int] | None
    hides_communities: bool

    @property
    def is_anonymous(self) -> bool:
        return self.kept is not None

    @property
    def keys(self) -> list[int]:
        """In random order, as keys are."""
        if self.kept is not None:
            return [key for key, kept in self.kept.items() if kept >= 0]
        return list(_submissions(self.assessment).values_list("pk", flat=True))

    @property
    def n_shortened(self) -> int:
        full = len(BACKGROUND) + 1
        return sum(0 <= kept < full for kept in (self.kept or {}).values())

    def read(self, keys: list[int] | None = None) -> Iterator[Sheet]:
        """All sheets, or those of ``keys`` that may be shown, in the order of keys."""
        given = frozenset(item.name for item in self.items)
        shown = [given - hidden for hidden in _hidden_names(self.items)]
        for row in self._rows(sorted(self.keys if keys is None else keys)):
            if self.kept is None:
                yield _whole(row)
            elif (kept := self.kept.get(row[0], -1)) >= 0:
                yield _made_safe(row, kept, shown[kept])

    def _rows(self, keys: list[int]) -> Iterator[tuple[Any, ...]]:
        # By key: the database would sort whole answers otherwise, in memory that grows with their number.
        for some in batched(keys, CHUNK):
            yield from _submissions(self.assessment).filter(pk__in=some).values_list(*FIELDS)


def sheets_of(assessment: Assessment) -> Sheets:
    """The sheets of an assessment; three or four queries, whatever its size."""
    form = whole(assessment.questionnaire)
    items = items_with_answers(form)
    if assessment.privacy != Privacy.ANONYMOUS:
        return Sheets(assessment, form, tuple(items), None, hides_communities=False)
    layout, on_scales = layout_of(form), names_on_scales(form)
    kept = _kept(assessment)
    return Sheets(
        assessment,
        form,
        tuple(item for item in items if _is_harmless(form, layout, on_scales, item)),
        kept,
        hides_communities=any(value < 0 for value in kept.values()),
    )


def _submissions(assessment: Assessment) -> QuerySet[Submission]:
    return Submission.objects.filter(assessment=assessment).order_by("pk")


def _is_harmless(form: Form, layout: Layout, on_scales: frozenset[str], item: Item) -> bool:
    if item.question_type not in HARMLESS:
        return False
    if item.purpose in {Purpose.OWN, Purpose.SKILL}:
        # An own question that stands alone may ask who people are; ratings on one scale do not.
        return item.question_type == QuestionType.SKILL or item.name in on_scales
    # Background is compared by its packed bits: what is not packed whole cannot be compared.
    name, choices = layout.choices.get(item.purpose, ("", ()))
    return item.name == name and len(choices) <= MOST_CHOICES


def _kept(assessment: Assessment) -> dict[int, int]:
    rows = list(_submissions(assessment).values_list("pk", "community", "channel", "language", "background"))
    if not rows:
        return {}
    keys, communities, channels, languages, packed = zip(*rows, strict=True)
    # Who put four sheets in knows them, and would find the fifth: the two kinds hide nobody among each other.
    groups = np.array(communities, dtype=np.int64) * 2 + np.isin(channels, list(PUT_IN))
    background = unpack_background(bytes(each) for each in packed).astype(np.int64)
    language: NDArray[np.int64] = np.unique(np.array(languages), return_inverse=True)[1].astype(np.int64)
    columns = np.insert(background, LANGUAGE_PLACE, language, axis=1)
    kept = columns_kept(groups, columns)
    return dict(zip(keys, kept.tolist(), strict=True))


def _hidden_names(items: tuple[Item, ...]) -> list[frozenset[str]]:
    """By the number of columns kept: the questions that are left out then."""
    order: list[Purpose | None] = [*BACKGROUND]
    order.insert(LANGUAGE_PLACE, None)
    named = {item.purpose: item.name for item in items if item.purpose in BACKGROUND}
    return [frozenset(named[purpose] for purpose in order[kept:] if purpose in named) for kept in range(len(order) + 1)]


def _whole(row: tuple[Any, ...]) -> Sheet:
    key, community, language, answers, asked_skills, review_state, quality_flags, channel, received_on, seconds = row
    return Sheet(
        key=key,
        community=community,
        language=language,
        answers=answers,
        asked_skills=asked_skills,
        review_state=review_state,
        quality_flags=quality_flags,
        channel=channel,
        received_on=received_on.isoformat(),
        seconds=seconds,
    )


def _made_safe(row: tuple[Any, ...], kept: int, given: frozenset[str]) -> Sheet:
    key, community, language, answers, asked_skills, review_state, quality_flags = row[:7]
    return Sheet(
        key=key,
        community=community,
        language=language if kept > LANGUAGE_PLACE else "",
        answers={name: answer for name, answer in answers.items() if name in given},
        asked_skills=asked_skills,
        review_state=review_state,
        quality_flags=quality_flags,
        is_shortened=kept < len(BACKGROUND) + 1,
    )
