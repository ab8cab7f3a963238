"""Between which places a need would land if we asked again: ranks of draws from what is known about each area."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from mutirao_science._arrays import (
    Counts,
    Floats,
    Singles,
    correlations,
    numbers,
    read_only,
    same_shape,
    share,
    square_root,
    whole_number,
)
from mutirao_science._rank_counts import counted_ranks
from mutirao_science.errors import InputError

PART = 256  # areas at a time, so that memory does not grow with them


@dataclass(frozen=True, eq=False)
class RankDraws:
    """Ranks within each area, shape (areas, skills), 1 = largest. Arrays cannot be changed.

    ``median``, ``lower`` and ``upper`` are whole numbers, 0 where nothing was ranked: at least ``level`` of the draws
    lie from ``lower`` to ``upper``. ``top[k]`` is the share of draws with a rank of k or better, NaN where nothing was
    ranked.
    """

    median: Counts
    lower: Counts
    upper: Counts
    top: Mapping[int, Floats]
    level: float


def rank_draws(
    estimate: npt.ArrayLike,
    mse: npt.ArrayLike,
    correlation: npt.ArrayLike,
    *,
    draws: int = 2000,
    top: Sequence[int] = (10, 20),
    level: float = 0.9,
    seed: int = 0,
) -> RankDraws:
    """Rank ranges of the skills of every area, and how likely each skill is among the first k.

    ``estimate`` and ``mse`` have shape (areas, skills), in the same units and their square; a cell that is NaN in both
    is not ranked. ``correlation`` (skills, skills) is that of the errors of one area over skills, shared by all areas:
    see ``residual_correlation``. What all skills of an area have in common does not move their ranks, so independent
    draws would give ranges that are too wide.

    In each of ``draws`` draws theta = estimate + sqrt(mse) * z, with z normal of that correlation, is ranked. All areas
    share the same z: an area's result does not depend on which others are there, nor on threads. With the same ``seed``
    compiled and plain code count the same. Another order of skills gives another draw: the same but for the error of
    drawing, below 0.012 for a share at 2,000 draws. Raises ``InputError``, naming the argument.
    """
    centre = numbers("estimate", estimate, dimensions=2, missing=True)
    squared = numbers("mse", mse, dimensions=2, missing=True)
    same_shape("mse", squared, like=centre.shape)
    if (np.isnan(centre) != np.isnan(squared)).any():
        raise InputError("mse", allowed="a value exactly where estimate has one", got="one without the other")
    if (squared < 0).any():
        raise InputError("mse", allowed="0 or more", got=np.nanmin(squared))
    root = square_root(correlations("correlation", correlation, size=centre.shape[1]))
    n_draws = whole_number("draws", draws, least=1)
    places = [whole_number("top", k, least=1) for k in top]
    tail = (1 - share("level", level)) / 2
    normal = np.random.default_rng(whole_number("seed", seed, least=0)).standard_normal((centre.shape[1], n_draws))
    noise = (root @ normal).astype(np.float32)
    narrow, spread = _single(centre, squared)

    parts = (slice(start, start + PART) for start in range(0, len(centre), PART))
    counts = (counted_ranks(narrow[part], spread[part], noise) for part in parts)
    found = np.concatenate([_summaries(each, (0.5, tail, 1 - tail), places) for each in counts], axis=1)
    median, lower, upper = (read_only(np.where(np.isnan(centre), 0, each).astype(np.int32)) for each in found[:3])
    shares = {k: read_only(np.where(np.isnan(centre), np.nan, each)) for k, each in zip(places, found[3:], strict=True)}
    return RankDraws(median=median, lower=lower, upper=upper, top=MappingProxyType(shares), level=level)


def _single(centre: Floats, squared: Floats) -> tuple[Singles, Singles]:
    """Single precision is twice as fast. An area's mean moves no rank, and without it no digit is lost."""
    ranked = ~np.isnan(centre)
    mean = np.where(ranked, centre, 0.0).sum(axis=1) / np.maximum(ranked.sum(axis=1), 1)
    return (centre - mean[:, None]).astype(np.float32), np.sqrt(squared).astype(np.float32)


def _summaries(counts: Counts, shares: tuple[float, ...], places: list[int]) -> Floats:
    """Of counts (areas, skills, ranks): the ranks below which ``shares`` lie, then the shares up to ``places``."""
    up_to = counts.cumsum(axis=2)
    n_draws = np.maximum(up_to[:, :, -1:], 1)
    # A thousandth of a draw makes up for shares that have no exact binary form.
    quantiles = [1 + (up_to < each * n_draws - 1e-3).sum(axis=2) for each in shares]
    last = counts.shape[2]
    tops = [up_to[:, :, min(k, last) - 1] / n_draws[:, :, 0] for k in places]
    return np.array([*quantiles, *tops], dtype=np.float64)
