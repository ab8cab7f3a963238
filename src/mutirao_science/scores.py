"""Classic needs scores that everybody can check by hand: Borich, ranked discrepancies, and direct scores of groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from numpy.typing import ArrayLike

from mutirao_science._arrays import Booleans, Floats, Integers, numbers, read_only, same_shape, weights_of
from mutirao_science.errors import InputError

IMPORTANT_FROM, WEAK_UP_TO = 4, 2


@dataclass(frozen=True, eq=False)
class BorichScores:
    """Mean weighted discrepancy scores; every array has the shape (items,), or () when one item came.

    ``score``: -20 to 20 on a scale of 1 to 5; NaN where nobody gave both ratings. ``mean_importance`` and
    ``mean_gap`` (importance minus competence) are over the same pairs, and ``score`` is their product.
    ``urgent_share``: share (0 to 1) of pairs with importance of at least 4 and competence of at most 2, because a mean
    can hide a divided group. ``n_answers``: pairs. ``n_effective``: what they count for after weighting.
    """

    score: Floats
    mean_importance: Floats
    mean_gap: Floats
    urgent_share: Floats
    n_answers: Integers
    n_effective: Floats


@dataclass(frozen=True, eq=False)
class RankedDiscrepancies:
    """Ranked discrepancy scores; every array has the shape (items,), or () when one item came.

    ``score`` = ``positive`` - ``negative``, from -100 (everybody masters less than they need) to 100; the parts are
    percentages of pairs and add to 100 with ``tied``. NaN where nobody gave both ratings.
    """

    score: Floats
    negative: Floats
    positive: Floats
    tied: Floats
    n_answers: Integers


def borich_mwds(
    importance: ArrayLike,
    competence: ArrayLike,
    *,
    weights: ArrayLike | None = None,
    scale: tuple[float, float] = (1, 5),
) -> BorichScores:
    """The mean weighted discrepancy score of each item: mean importance times the mean gap.

    ``importance`` and ``competence``: ratings of the same shape, (people, items) or (people,) for one item; NaN is a
    missing answer. Only pairs count: a person who gave one of the two ratings is left out of that item, and the mean
    importance is taken over the same pairs, so that both published forms of the score agree. ``weights``: (people,).

    Raises ``InputError`` for shapes that differ, infinities and ratings outside ``scale``.
    Borich (1980), Journal of Teacher Education 31(3), 39-42.
    """
    important, competent = pairs_of(importance, competence, scale)
    answered = ~np.isnan(important)
    shares = _shares(answered, weights)
    mean_importance = _mean(important, shares)
    mean_gap = _mean(important - competent, shares)
    urgent = np.where(answered, (important >= IMPORTANT_FROM) & (competent <= WEAK_UP_TO), np.nan)
    return BorichScores(
        score=_fixed(mean_importance * mean_gap),
        mean_importance=mean_importance,
        mean_gap=mean_gap,
        urgent_share=_mean(urgent, shares),
        n_answers=_fixed(answered.sum(axis=0)),
        n_effective=_n_effective(shares),
    )


def ranked_discrepancy(
    importance: ArrayLike,
    competence: ArrayLike,
    *,
    weights: ArrayLike | None = None,
    scale: tuple[float, float] = (1, 5),
) -> RankedDiscrepancies:
    """The ranked discrepancy score of each item: it compares the two ratings and never calculates with them.

    Arguments and refusals are those of ``borich_mwds``. Use it to see whether a rank survives without means.

    Narine and Harder (2021), Advancements in Agricultural Development 2(3), 96-111.
    """
    important, competent = pairs_of(importance, competence, scale)
    answered = ~np.isnan(important)
    shares = _shares(answered, weights)
    sign = np.sign(competent - important)
    negative = _mean(np.where(answered, 100.0 * (sign < 0), np.nan), shares)
    positive = _mean(np.where(answered, 100.0 * (sign > 0), np.nan), shares)
    tied = _mean(np.where(answered, 100.0 * (sign == 0), np.nan), shares)
    score, n_answers = _fixed(positive - negative), _fixed(answered.sum(axis=0))
    return RankedDiscrepancies(score, negative, positive, tied, n_answers)


def pairs_of(importance: ArrayLike, competence: ArrayLike, scale: tuple[float, float]) -> tuple[Floats, Floats]:
    """Both ratings where both were given, NaN elsewhere."""
    dimensions = 1 if np.ndim(importance) == 1 else 2
    important = numbers("importance", importance, dimensions=dimensions, missing=True)
    competent = numbers("competence", competence, dimensions=np.ndim(competence), missing=True)
    same_shape("competence", competent, like=important.shape)
    lower, upper = scale
    for argument, ratings in (("importance", important), ("competence", competent)):
        outside = ratings[(ratings < lower) | (ratings > upper)]
        if outside.size:
            raise InputError(argument, allowed=f"ratings from {lower:g} to {upper:g}, or NaN", got=f"{outside[0]:g}")
    alone = np.isnan(important) | np.isnan(competent)
    return np.where(alone, np.nan, important), np.where(alone, np.nan, competent)


def _shares(answered: Booleans, weights: ArrayLike | None) -> Floats:
    """Each person's part of the weight of an item; NaN where nobody answered it."""
    weight = weights_of(weights, len(answered))
    held = np.where(answered, weight.reshape(-1, *[1] * (answered.ndim - 1)), 0.0)
    total = held.sum(axis=0)
    return held / np.where(total > 0, total, np.nan)


def _mean(values: Floats, shares: Floats) -> Any:
    mean: Floats = np.where(np.isnan(values) & ~np.isnan(shares), 0.0, values * shares).sum(axis=0)
    return _fixed(mean)


def _n_effective(shares: Floats) -> Any:
    return _fixed(np.nan_to_num(1 / (shares**2).sum(axis=0)))


def _fixed(values: npt.NDArray[Any]) -> Any:
    """Read only; a single number where one item came."""
    return read_only(np.asarray(values))[()]
