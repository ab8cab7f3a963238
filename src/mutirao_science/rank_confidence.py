"""Which places a claim such as "A needs more than B" can stand on: confidence sets for ranks.

Mogstad, Romano, Shaikh and Wilhelm (2024), Rev. Econ. Stud. 91, 476-518, doi 10.1093/restud/rdad006.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mutirao_science._arrays import (
    Booleans,
    Floats,
    Integers,
    correlations,
    numbers,
    one_of,
    read_only,
    same_shape,
    share,
    square_root,
    whole_number,
)
from mutirao_science._fast import faster, side_by_side
from mutirao_science.errors import InputError

NUMBERS_AT_ONCE = 2_000_000  # of differences held in memory
BLOCK = 1024  # of draws that one thread goes through for every pair


@dataclass(frozen=True, eq=False)
class RankSets:
    """``lower`` and ``upper`` are whole numbers of shape (populations,), rank 1 = best; they cannot be changed.

    The set of one population is every rank from ``lower`` to ``upper``. It holds the true rank with probability
    ``level``; with ``simultaneous`` sets the whole list does.
    """

    lower: Integers
    upper: Integers
    level: float
    simultaneous: bool


@dataclass(frozen=True, eq=False)
class _Differences:
    """All ordered pairs: how many standard errors the first lies above the second, and draws of how chance does."""

    observed: Floats  # (populations, populations)
    spread: Floats  # (populations, populations): the standard error of a difference, infinite on the diagonal
    noise: Floats  # (populations, draws)
    level: float


def rank_confidence_sets(
    estimate: npt.ArrayLike,
    standard_error: npt.ArrayLike,
    *,
    level: float = 0.95,
    simultaneous: bool = False,
    best: str = "largest",
    correlation: npt.ArrayLike | None = None,
    draws: int = 10_000,
    seed: int = 0,
) -> RankSets:
    """Ranks that the data do not contradict, for each population by itself or, ``simultaneous``, for all at once.

    ``estimate`` and ``standard_error`` have shape (populations,), the errors above 0. Errors are independent of each
    other unless their ``correlation`` (populations, populations) is given.

    Two-sided and stepwise. Each ordered pair is a hypothesis: the first is not better. Those fall whose difference is
    beyond the ``level`` quantile of the largest difference by chance (``draws`` normal draws from ``seed``); the others
    are tested again until none falls. A marginal set tests the pairs of its own population, in both directions;
    simultaneous ones test all. The rank lies from 1 + how many are significantly better to p - how many are
    significantly worse. Equal populations have the same rank, 1 + how many are better, as in the paper.

    Work grows with populations² x draws. Raises ``InputError``, naming the argument.
    """
    value = numbers("estimate", estimate, dimensions=1)
    if len(value) < 2:
        raise InputError("estimate", allowed="two populations or more", got=f"{len(value)}")
    error = numbers("standard_error", standard_error, dimensions=1)
    same_shape("standard_error", error, like=value.shape)
    if error.min() <= 0:
        raise InputError("standard_error", allowed="errors above 0", got=error.min())
    if one_of("best", best, ("largest", "smallest")) == "smallest":
        value = -value
    shared = None if correlation is None else correlations("correlation", correlation, size=len(value))
    n_draws, first_seed = whole_number("draws", draws, least=1), whole_number("seed", seed, least=0)
    normal = np.random.default_rng(first_seed).standard_normal((len(value), n_draws))
    differences = _differences(value, error, shared, normal, share("level", level))
    better = _better_in_the_whole_list(differences) if simultaneous else _better_one_by_one(differences)
    return RankSets(
        lower=read_only(1 + better[1]), upper=read_only(len(value) - better[0]), level=level, simultaneous=simultaneous
    )


def _differences(value: Floats, error: Floats, shared: Floats | None, normal: Floats, level: float) -> _Differences:
    covariance = np.diag(error**2) if shared is None else shared * np.outer(error, error)
    noise = error[:, None] * (normal if shared is None else square_root(shared) @ normal)
    variance = np.diagonal(covariance)
    squared = variance[:, None] + variance - 2 * covariance
    np.fill_diagonal(squared, np.inf)
    if (squared <= 1e-12 * variance).any():
        raise InputError("correlation", allowed="errors that can differ", got="two that are the same")
    spread = np.sqrt(squared)
    return _Differences((value[:, None] - value) / spread, spread, noise, level)


def _better_in_the_whole_list(differences: _Differences) -> Integers:
    """How many each population is significantly above, and how many are significantly above it: shape (2, p)."""
    n_populations = len(differences.noise)
    first, second = np.nonzero(~np.eye(n_populations, dtype=bool))
    rejected = _rejected(differences, first, second)
    return np.array([np.bincount(each[rejected], minlength=n_populations) for each in (first, second)])


def _better_one_by_one(differences: _Differences) -> Integers:
    """The same, where each population is compared with the others as if it alone were asked about."""
    n_populations = len(differences.noise)
    better = np.empty((2, n_populations), dtype=np.int64)
    for one in range(n_populations):
        others = np.delete(np.arange(n_populations), one)
        itself = np.full_like(others, one)
        rejected = _rejected(differences, np.concatenate([itself, others]), np.concatenate([others, itself]))
        better[:, one] = rejected.reshape(2, -1).sum(axis=1)
    return better


def _rejected(differences: _Differences, first: Integers, second: Integers) -> Booleans:
    """Which of the hypotheses "the first is not above the second" fall, step by step."""
    observed = differences.observed[first, second]
    left = np.ones(len(first), dtype=bool)
    while left.any():
        spread = differences.spread[first[left], second[left]]
        largest = _largest_by_chance(differences.noise, spread, first[left], second[left])
        beyond = left & (observed > np.quantile(largest, differences.level))
        if not beyond.any():
            break
        left &= ~beyond
    return ~left


def _compiled_largest(noise: Floats, spread: Floats, first: Integers, second: Integers) -> Floats:
    largest = np.empty(noise.shape[1])
    for block in side_by_side((len(largest) + BLOCK - 1) // BLOCK):
        start, end = block * BLOCK, min(len(largest), block * BLOCK + BLOCK)
        best = np.full(end - start, -np.inf)
        for pair in range(len(first)):
            better, worse = noise[first[pair], start:end], noise[second[pair], start:end]
            share_of_error = 1 / spread[pair]
            for draw in range(end - start):
                chance = (better[draw] - worse[draw]) * share_of_error
                if chance > best[draw]:
                    best[draw] = chance
        largest[start:end] = best
    return largest


@faster(_compiled_largest)
def _largest_by_chance(noise: Floats, spread: Floats, first: Integers, second: Integers) -> Floats:
    """For each draw the largest of the differences, in standard errors."""
    largest = np.full(noise.shape[1], -np.inf)
    at_once = max(1, NUMBERS_AT_ONCE // noise.shape[1])
    for start in range(0, len(first), at_once):
        part = slice(start, start + at_once)
        chance = (noise[first[part]] - noise[second[part]]) * (1 / spread[part, None])
        np.maximum(largest, chance.max(axis=0), out=largest)
    return largest
