"""What a plan can promise before anybody is asked: answers in each cell, and how wide the intervals will be.

Borich's score of a need runs from -20 to 20. Half of its 90 % interval, for ``n`` answers out of ``N`` people:
``1.645 * sqrt(s2 / n * (N - n) / (N - 1) + B2)``. ``s`` is how far single people lie from each other: we assume 5.3,
from ratings of importance and competence that each vary by one point and do not depend on each other (their
difference varies by 1.41), weighted by a mean importance of 3.75. ``B`` allows for who chose to answer, in points of
the scale times the same importance. Both are our judgement until a release has measured them.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, inf, sqrt

from mutirao.base.errors import InputError
from mutirao.needs.analysis.parameters import ALLOWANCE_NOT_RAKED, ALLOWANCE_OPEN, QUANTILE
from mutirao.needs.rules.assessments import MINIMUM_CELL
from mutirao.needs.states import Recruitment

MEAN_IMPORTANCE = 3.75
DEVIATION = sqrt(2) * MEAN_IMPORTANCE
# Points of the scale of 1 to 5, as releases allow for; whether answers can be weighted is not known before.
ALLOWANCES = {
    Recruitment.INVITED: ALLOWANCE_NOT_RAKED,
    Recruitment.MEMBERS: ALLOWANCE_NOT_RAKED,
    Recruitment.OPEN: ALLOWANCE_OPEN,
}
# One in ten leaves a skill out or says that it does not apply.
RATED_SHARE = 0.9


@dataclass(frozen=True)
class Cell:
    """Answers to expect to one skill in one community; ``half_width`` is none where nothing can be published."""

    n_answers: int
    half_width: float | None

    @property
    def is_publishable(self) -> bool:
        return self.half_width is not None

    @property
    def margin(self) -> float | None:
        return None if self.half_width is None else rounded(self.half_width)


@dataclass(frozen=True)
class Forecast:
    """What can be said of a community: of the skills that everybody rates, and of those that are drawn."""

    core: Cell
    others: Cell | None

    @property
    def is_publishable(self) -> bool:
        return self.core.is_publishable and (self.others is None or self.others.is_publishable)


def forecast(*, n_expected: int, n_people: int | None, share_of_others: float, recruitment: str) -> Forecast:
    """``share_of_others``: of the drawn skills, the share that each person rates; 0 in a common list."""
    core = _cell(n_expected * RATED_SHARE, n_people, recruitment)
    if not share_of_others:
        return Forecast(core, None)
    return Forecast(core, _cell(n_expected * RATED_SHARE * share_of_others, n_people, recruitment))


def half_width(
    n_answers: int, *, n_people: int | None = None, deviation: float = DEVIATION, allowance: float = 0.0
) -> float:
    """Half of the 90 % interval of a mean of ``n_answers``; infinite below two, 0 if everybody answered without bias.

    ``n_people`` is the size of the whole group, none where it is not known. Raises ``InputError`` naming the argument.
    """
    if n_answers < 0:
        raise InputError("n_answers", allowed="0 or more", got=n_answers)
    if n_people is not None and n_people < n_answers:
        raise InputError("n_people", allowed=f"at least the {n_answers} who answer", got=n_people)
    if n_answers < 2:
        return inf
    left = 1.0 if n_people is None else (n_people - n_answers) / (n_people - 1)
    return QUANTILE * sqrt(deviation**2 / n_answers * left + allowance**2)


def rounded(half_width: float) -> float | None:
    """As people read it, to a tenth of a point; none where it is not known."""
    return None if half_width == inf else round(half_width, 1)


def _cell(n_expected: float, n_people: int | None, recruitment: str) -> Cell:
    n_answers = floor(n_expected + 1e-9)
    if n_answers < MINIMUM_CELL:
        return Cell(n_answers, None)
    allowance = ALLOWANCES[Recruitment(recruitment)] * MEAN_IMPORTANCE
    people = None if n_people is None else max(n_people, n_answers)
    return Cell(n_answers, half_width(n_answers, n_people=people, allowance=allowance))
