"""Flags and states of answers, and which sheets a reviewer turns the pages of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mutirao.needs.checking.values import scale_of
from mutirao.needs.instrument import Form
from mutirao.needs.models import Assessment, ReviewComment, Submission
from mutirao.needs.quality import RULES, Answered, Rule, ratings_by_scale
from mutirao.needs.queries.answers import Sheets
from mutirao.needs.states import QuestionType, ReviewState

CHUNK = 500
# Questions on a scale of this name are alike enough to be counted together.
CARDS = "skill cards"


@dataclass(frozen=True)
class FlagCount:
    """A rule of quality and how many sheets met it."""

    rule: Rule
    n_met: int


@dataclass(frozen=True)
class Review:
    """How many sheets are in each state (with its label) and met each rule; ``keys`` are those that were asked for."""

    states: list[tuple[str, Any, int]]
    flags: list[FlagCount]
    keys: list[int]
    n_sheets: int


def answered(assessment: Assessment, form: Form) -> Iterator[tuple[int, Answered, list[str]]]:
    """Key, what the rules of quality look at, and the flags so far, of every sheet."""
    scales = scales_of(form)
    rows = Submission.objects.filter(assessment=assessment).order_by("pk")
    for key, answers, seconds, flags in rows.values_list("pk", "answers", "seconds", "quality_flags").iterator(
        chunk_size=CHUNK
    ):
        yield key, Answered(answers, seconds, ratings_by_scale(answers, scales)), flags


def scales_of(form: Form) -> dict[str, str]:
    """The scale on which each question is rated: cards, ranges of the same numbers, tables of the same choices."""
    scales = {item.name: CARDS for item in form.walk() if item.question_type == QuestionType.SKILL}
    scales |= {item.name: str(scale_of(item)) for item in form.walk() if item.question_type == QuestionType.RANGE}
    for table in form.walk():
        if table.question_type == QuestionType.MATRIX:
            scales |= {row.name: row.choice_list for row in table.items if row.choice_list}
    return scales


def review_of(sheets: Sheets, *, state: str = "", flag: str = "") -> Review:
    """What there is to review; one query. Sheets that must not be shown are not counted either: they could be told
    from the difference.
    """
    may_be_shown = set(sheets.keys)
    rows = Submission.objects.filter(assessment=sheets.assessment).order_by("pk")
    states: Counter[str] = Counter()
    flags: Counter[str] = Counter()
    keys = []
    for key, its_state, its_flags in rows.values_list("pk", "review_state", "quality_flags").iterator(chunk_size=CHUNK):
        if key in may_be_shown:
            states[its_state] += 1
            flags.update(its_flags)
            if state in {"", its_state} and (not flag or flag in its_flags):
                keys.append(key)
    return Review(
        [(value, label, states[value]) for value, label in ReviewState.choices],
        [FlagCount(rule, flags[rule.name]) for rule in RULES],
        keys,
        len(may_be_shown),
    )


def comments_on(key: int) -> list[ReviewComment]:
    return list(ReviewComment.objects.filter(submission=key).select_related("by"))
