"""Groups whose answers fall into two camps: a mean between them describes nobody."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import ArrayLike

from mutirao_science._arrays import Booleans, Floats, Integers, numbers, read_only
from mutirao_science.errors import InputError

FEWEST = 10
MOST_SIMULATED = 200
DRAWS = 20_000
MOST_CATEGORIES = 12


@dataclass(frozen=True, eq=False)
class Division:
    """Every array has the shape (groups,).

    ``agreement``: 1 where all chose one category, 0 where all categories are equally frequent, -1 where one half
    chose the lowest and the other the highest; NaN without answers. ``limit``: below it a group is divided; NaN with
    fewer than ten answers, where nobody can tell. ``is_divided``: whether it is.
    """

    agreement: Floats
    limit: Floats
    is_divided: Booleans


def division(counts: ArrayLike, *, level: float = 0.01, seed: int = 0) -> Division:
    """Whether the answers of groups are more divided than chance explains.

    ``counts``: (groups, categories), how many chose each of 3 to 12 ordered categories; whole numbers. A group is
    divided when its agreement is so low that a group without camps, at worst one in which every category is equally
    likely, gets as low with a probability of at most ``level``. The limit comes from 20,000 samples drawn with
    ``seed`` for each number of answers; above 200 answers it shrinks with the square root of their number.

    Raises ``InputError`` for counts that are not whole or negative and for other numbers of categories.
    van der Eijk (2001), Quality & Quantity 35, 325-341.
    """
    given = numbers("counts", counts, dimensions=2)
    if (given < 0).any() or (given != np.floor(given)).any():
        raise InputError("counts", allowed="whole numbers from 0 upward", got=f"{given.min():g} to {given.max():g}")
    if not 3 <= given.shape[1] <= MOST_CATEGORIES:
        raise InputError("counts", allowed=f"3 to {MOST_CATEGORIES} categories", got=given.shape[1])
    if not 0 < level < 0.5:
        raise InputError("level", allowed="a probability above 0 and below 0.5", got=level)
    whole = given.astype(np.int64)
    agreement = _agreement(whole)
    limit = np.full(len(whole), np.nan)
    n_answers = whole.sum(axis=1)
    for number in np.unique(n_answers[n_answers >= FEWEST]):
        limit[n_answers == number] = _limit(int(number), whole.shape[1], level, seed)
    return Division(read_only(agreement), read_only(limit), read_only(agreement < limit))


def _agreement(counts: Integers) -> Floats:
    """Each row is a pile of even layers over some of the categories; every layer weighs what it holds."""
    known = _agreement_of_layers(counts.shape[1])
    place = 1 << np.arange(counts.shape[1])
    rest, total = counts.copy(), counts.sum(axis=1)
    agreement = np.zeros(len(counts))
    while rest.any():
        present = rest > 0
        height = np.where(present, rest, rest.max()).min(axis=1) * present.any(axis=1)
        agreement += known[present @ place] * height * present.sum(axis=1)
        rest = rest - height[:, None] * present
    return agreement / np.where(total > 0, total, np.nan)


@cache
def _agreement_of_layers(n_categories: int) -> Floats:
    """For every set of categories, written as a binary number, the agreement of an even layer over it."""
    known = np.zeros(2**n_categories)
    first, second, third = (np.array(each) for each in zip(*_triples(n_categories), strict=True))
    for pattern in range(1, len(known)):
        present = np.array([pattern >> category & 1 for category in range(n_categories)])
        n_present = present.sum()
        one_top = int((present[first] + present[third] == 1) @ present[second])
        two_tops = int((present[first] & present[third]) @ (1 - present[second]))
        unimodality = 1.0
        if one_top + two_tops:
            balance = (n_categories - 2) * one_top - (n_categories - 1) * two_tops
            unimodality = balance / ((n_categories - 2) * (one_top + two_tops))
        known[pattern] = unimodality * (1 - (n_present - 1) / (n_categories - 1))
    return known


def _triples(n_categories: int) -> list[tuple[int, int, int]]:
    of = range(n_categories)
    return [(i, j, k) for i in of for j in of if i < j for k in of if j < k]


@cache
def _limit(n_answers: int, n_categories: int, level: float, seed: int) -> float:
    simulated = min(n_answers, MOST_SIMULATED)
    draw = np.random.default_rng([seed, simulated, n_categories])
    even = np.full(n_categories, 1 / n_categories)
    limit = np.quantile(_agreement(draw.multinomial(simulated, even, DRAWS)), level, method="lower")
    return float(limit * np.sqrt(simulated / n_answers))
