"""Rules that make a reviewer look twice at answers. They flag, in the open; nothing is dropped for a flag."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from typing import Any

from django.utils.translation import gettext_lazy as _

# Fewer answers than this are alike by chance.
FEWEST_ANSWERS = 10
# A median of fewer times than this says little.
FEWEST_TIMES = 10
SHARE_OF_MEDIAN = 1 / 3
SECONDS_EACH = 2


@dataclass(frozen=True)
class Rule:
    """A rule of quality: its name in the data, and what it says in words, with its numbers."""

    name: str
    title: Any
    words: Any


SAME = Rule(
    "same_answers",
    _("Same answers"),
    _("Another person gave the same answers to all questions, ten or more of them."),
)
FAST = Rule(
    "fast",
    _("Fast"),
    _("Answering took less than a third of the time in the middle, or less than two seconds for each answer."),
)
STRAIGHT = Rule(
    "straight",
    _("One and the same rating"),
    _("Ten or more ratings on the same scale, and all of them the same."),
)
RULES = (SAME, FAST, STRAIGHT)


@dataclass(frozen=True)
class Answered:
    """What the rules look at: the answers, how long they took, and the ratings by the scale that they stand on."""

    answers: Mapping[str, Any]
    seconds: int | None
    scales: Mapping[str, Sequence[Any]]


class Flagging:
    """Two passes, so that no more than a digest of each person's answers is in memory.

    ``look`` at everybody first; then ``flags_of`` each.
    """

    def __init__(self) -> None:
        self._digests: Counter[bytes] = Counter()
        self._seconds: list[int] = []

    def look(self, answered: Answered) -> None:
        self._digests[_digest(answered.answers)] += 1
        if answered.seconds is not None:
            self._seconds.append(answered.seconds)

    def flags_of(self, answered: Answered) -> list[str]:
        met: tuple[tuple[Rule, Callable[[Answered], bool]], ...] = (
            (SAME, self._is_same),
            (FAST, self._is_fast),
            (STRAIGHT, _is_straight),
        )
        return [rule.name for rule, is_met in met if is_met(answered)]

    def _is_same(self, answered: Answered) -> bool:
        return n_answers(answered.answers) >= FEWEST_ANSWERS and self._digests[_digest(answered.answers)] > 1

    def _is_fast(self, answered: Answered) -> bool:
        if answered.seconds is None:
            return False
        return answered.seconds < max(self._usual_limit, SECONDS_EACH * n_answers(answered.answers))

    @cached_property
    def _usual_limit(self) -> float:
        """Asked for once everybody was looked at."""
        return SHARE_OF_MEDIAN * median(self._seconds) if len(self._seconds) >= FEWEST_TIMES else 0


def n_answers(answers: Any) -> int:
    """How many single answers were given; a skill card has up to five, a choice of several one."""
    if isinstance(answers, Mapping):
        return sum(n_answers(value) for value in answers.values())
    return 0 if answers in (None, "", []) else 1


def ratings_by_scale(answers: Mapping[str, Any], scale_of: Mapping[str, str]) -> dict[str, list[Any]]:
    """The ratings of skill cards, importance and competence together, and those of questions on one named scale."""
    scales: dict[str, list[Any]] = {}
    for name, value in answers.items():
        scale = scale_of.get(name)
        if scale is None:
            continue
        given: Iterable[Any] = [value]
        if isinstance(value, Mapping):
            given = [value.get("importance"), value.get("competence")]
        scales.setdefault(scale, []).extend(each for each in given if each not in (None, ""))
    return scales


def _is_straight(answered: Answered) -> bool:
    return any(len(ratings) >= FEWEST_ANSWERS and len(set(ratings)) == 1 for ratings in answered.scales.values())


def _digest(answers: Mapping[str, Any]) -> bytes:
    text = json.dumps(answers, sort_keys=True, ensure_ascii=False)
    return hashlib.blake2b(text.encode(), digest_size=16).digest()
