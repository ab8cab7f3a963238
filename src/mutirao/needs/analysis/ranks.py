"""Ranges of ranks, and what may be said from them: tiers, certainty, cautions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mutirao.needs.analysis import parameters
from mutirao.needs.states import Certainty, Tier
from mutirao_science import rank_draws

type Floats = NDArray[np.float64]
type Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Ranks:
    """Every array (communities, skills). Ranks are 0 where nothing is ranked; ``top`` and ``upper`` are the chances of
    being among the most needed sixth and third of the list, NaN there."""

    median: Whole
    low: Whole
    high: Whole
    top: Floats
    upper: Floats


def ranked(value: Floats, mse: Floats, correlation: Floats, *, seed: int) -> Ranks:
    """The ranks of each community's skills, in draws that share ``correlation`` (skills, skills).

    How many places count as most needed follows from how many skills a community has a figure for.
    """
    none, unknown = np.zeros(value.shape, dtype=np.int64), np.full(value.shape, np.nan)
    found = Ranks(none, none.copy(), none.copy(), unknown, unknown.copy())
    n_ranked = (~np.isnan(value)).sum(axis=1)
    for n in np.unique(n_ranked[n_ranked >= parameters.LEAST_RANKED]):
        rows = n_ranked == n
        first, second = max(1, round(n * parameters.TOP_SHARE)), max(2, round(n * parameters.UPPER_SHARE))
        drawn = rank_draws(
            value[rows],
            mse[rows],
            correlation,
            draws=parameters.DRAWS,
            top=(first, second),
            level=parameters.LEVEL,
            seed=seed,
        )
        found.median[rows], found.low[rows], found.high[rows] = drawn.median, drawn.lower, drawn.upper
        found.top[rows], found.upper[rows] = drawn.top[first], drawn.top[second]
    return found


def tiers(ranks: Ranks) -> NDArray[np.str_]:
    """A ``Tier`` for each cell; what is not ranked cannot be told."""
    return np.select(
        [ranks.top >= parameters.CLEAR, ranks.top >= parameters.LIKELY, ranks.upper <= parameters.LOW],
        [Tier.CLEAR.value, Tier.LIKELY.value, Tier.LOW.value],
        default=Tier.UNCLEAR.value,
    )


def certainties(n: Floats, n_effective: Floats, own_share: Floats, ranks: Ranks) -> NDArray[np.str_]:
    """A ``Certainty`` for each cell; ``n`` is NaN where fewer than five answered."""
    places = ranks.high - ranks.low + 1
    is_solid = (n_effective >= parameters.SOLID_FROM) & (places <= parameters.SOLID_PLACES) & (ranks.high > 0)
    return np.select(
        [
            np.isnan(n),
            (n < parameters.FEW_BELOW) | (own_share < parameters.OWN_SHARE_FEW),
            is_solid,
        ],
        [Certainty.BORROWED.value, Certainty.FEW.value, Certainty.SOLID.value],
        default=Certainty.USABLE.value,
    )
