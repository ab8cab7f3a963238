"""Whom to ask in a large community: how many of each part of it, and how well each part will be known.

Parts (strata) are groups whose sizes are known, such as bands of activity. All are taken to vary equally, so that the
best allocation for the whole (Neyman 1934, J. R. Stat. Soc. 97, 558-625) is in proportion to their sizes; ``evenness``
moves it towards the same number for each, by sizes to the power ``1 - evenness`` (Bankier 1988, Am. Stat. 42, 174-177).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heapreplace
from math import ceil, inf, sqrt

from mutirao.base.errors import InputError
from mutirao.needs.analysis.parameters import QUANTILE
from mutirao.needs.analysis.planning import DEVIATION, half_width, rounded


@dataclass(frozen=True)
class Stratum:
    """``n_answers`` of ``n_people``; ``n_asked`` at the expected share of answers, never more than there are."""

    n_people: int
    n_answers: int
    n_asked: int
    half_width: float

    @property
    def margin(self) -> float | None:
        return rounded(self.half_width)


@dataclass(frozen=True)
class Sample:
    """``half_width`` is that of the whole, each part counted as large as it is."""

    strata: tuple[Stratum, ...]
    half_width: float

    @property
    def margin(self) -> float | None:
        return rounded(self.half_width)

    @property
    def n_answers(self) -> int:
        return sum(each.n_answers for each in self.strata)

    @property
    def n_asked(self) -> int:
        return sum(each.n_asked for each in self.strata)


def allocate(
    sizes: Sequence[int], *, total: int, least: int = 0, evenness: float = 0.0, response: float = 1.0
) -> Sample:
    """Share ``total`` answers among groups of ``sizes`` people, at least ``least`` in each that has so many.

    No part gives more answers than ``response`` (0 to 1) of its people. Raises ``InputError`` naming the argument.
    """
    _check(sizes, total, least, evenness, response)
    most = [int(size * response + 1e-9) for size in sizes]
    fixed = [min(least, limit) for limit in most]
    if sum(fixed) > total:
        raise InputError("total", allowed=f"at least {sum(fixed)}, so that each part has {least}", got=total)
    answers = _filled([float(size) ** (1 - evenness) for size in sizes], fixed, most, total)
    strata = tuple(
        Stratum(
            n_people=size,
            n_answers=n,
            n_asked=min(size, ceil(n / response - 1e-9)),
            half_width=half_width(n, n_people=size),
        )
        for size, n in zip(sizes, answers, strict=True)
    )
    return Sample(strata, _whole(strata))


def _filled(shares: list[float], fixed: list[int], most: list[int], total: int) -> list[int]:
    """One answer at a time to the part that is furthest below its share (Webster's method), within the limits."""
    answers = list(fixed)
    waiting = [
        (-share / (2 * answers[part] + 1), part) for part, share in enumerate(shares) if answers[part] < most[part]
    ]
    heapify(waiting)
    for _answer in range(min(total, sum(most)) - sum(answers)):
        part = waiting[0][1]
        answers[part] += 1
        if answers[part] < most[part]:
            heapreplace(waiting, (-shares[part] / (2 * answers[part] + 1), part))
        else:
            heappop(waiting)
    return answers


def _whole(strata: Sequence[Stratum]) -> float:
    """Of the mean over all people; parts without two answers leave it unknown."""
    everybody = sum(each.n_people for each in strata)
    variance = 0.0
    for each in strata:
        if each.n_answers < 2:
            return inf
        left = (each.n_people - each.n_answers) / (each.n_people - 1)
        variance += (each.n_people / everybody) ** 2 * DEVIATION**2 / each.n_answers * left
    return QUANTILE * sqrt(variance)


def _check(sizes: Sequence[int], total: int, least: int, evenness: float, response: float) -> None:
    if not sizes or min(sizes) < 1:
        raise InputError("sizes", allowed="one or more groups of at least one person", got=list(sizes))
    if total < 1:
        raise InputError("total", allowed="1 or more", got=total)
    if least < 0:
        raise InputError("least", allowed="0 or more", got=least)
    if not 0 <= evenness <= 1:
        raise InputError("evenness", allowed="0 (by size) to 1 (the same for each)", got=evenness)
    if not 0 < response <= 1:
        raise InputError("response", allowed="above 0, at most 1", got=response)
