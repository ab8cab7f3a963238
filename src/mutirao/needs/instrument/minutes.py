"""How long a questionnaire takes, from figures for each type of question.

The seconds are our own assumption, about six for each closed answer, as surveys commonly plan; they are shown as
expected, and the time that people took stands beside them once there are answers.
"""

from __future__ import annotations

import math
from collections.abc import Collection

from mutirao.needs.instrument.form import Form, Item, is_asked
from mutirao.needs.states import QuestionType

SECONDS = {
    QuestionType.SKILL: 30,
    QuestionType.TEXT: 30,
    QuestionType.INTEGER: 8,
    QuestionType.DECIMAL: 10,
    QuestionType.RANGE: 7,
    QuestionType.ONE: 8,
    QuestionType.MANY: 14,
    QuestionType.RANK: 25,
    QuestionType.DATE: 10,
    QuestionType.NOTE: 5,
}
# Reading the introduction and the consent, and sending.
AROUND_SECONDS = 60


def expected_minutes(form: Form, *, asked_skills: Collection[str] | None = None, n_skills: int | None = None) -> int:
    """Whole minutes, rounded up. With ``n_skills`` a person is asked about that many of the skills."""
    asked = frozenset(asked_skills or ())
    items = [item for item in form.walk() if is_asked(item, asked)]
    cards = sum(1 for item in items if item.question_type == QuestionType.SKILL)
    seconds = sum(map(_seconds, items)) + AROUND_SECONDS
    if n_skills is not None and n_skills < cards:
        seconds -= (cards - n_skills) * SECONDS[QuestionType.SKILL]
    return math.ceil(seconds / 60)


def _seconds(item: Item) -> int:
    return SECONDS.get(item.question_type, 0)
