"""Small-area estimates that add up to what all answers together say."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mutirao_science._arrays import Floats, numbers, read_only, same_shape
from mutirao_science.errors import InputError

LARGEST = 2.0  # a factor beyond this, or below its inverse, corrects nothing: the model is wrong


@dataclass(frozen=True, eq=False)
class Benchmarked:
    """``estimate`` and ``mse`` (areas, skills), scaled; ``factor`` (skills), NaN where nothing was scaled.

    Arrays cannot be changed.
    """

    estimate: Floats
    mse: Floats
    factor: Floats


def benchmark(estimate: npt.ArrayLike, mse: npt.ArrayLike, weight: npt.ArrayLike, total: npt.ArrayLike) -> Benchmarked:
    """Estimates scaled, skill by skill, so that their weighted mean is the direct one.

    ``estimate`` and ``mse`` have shape (areas, skills), NaN where there is no estimate; ``weight`` (areas,) is each
    area's share in the mean, 0 or more, such as its active editors; ``total`` (skills,) is the direct mean over the
    same areas. Factor f = total / (sum w estimate / sum w); the MSE grows by f², the factor counting as known.

    A mean near 0 cannot be scaled: a skill whose factor would lie outside 0.5 to 2 stays as it was, its factor NaN; so
    does one whose ``total`` is NaN. Raises ``InputError``, naming the argument. Ratio benchmarking: Pfeffermann (2013),
    Stat. Sci. 28, 40-68.
    """
    value = numbers("estimate", estimate, dimensions=2, missing=True)
    error = numbers("mse", mse, dimensions=2, missing=True)
    same_shape("mse", error, like=value.shape)
    share = numbers("weight", weight, dimensions=1)
    same_shape("weight", share, like=value.shape[:1])
    goal = numbers("total", total, dimensions=1, missing=True)
    same_shape("total", goal, like=value.shape[1:])
    if share.min() < 0 or share.sum() == 0:
        raise InputError("weight", allowed="0 or more, and not 0 everywhere", got=share.min())
    known = ~np.isnan(value)
    with np.errstate(invalid="ignore", divide="ignore"):
        factor = goal / ((share[:, None] * np.where(known, value, 0.0)).sum(axis=0) / (share @ known))
        factor = np.where((factor >= 1 / LARGEST) & (factor <= LARGEST), factor, np.nan)
    scale = np.where(np.isnan(factor), 1.0, factor)
    return Benchmarked(read_only(value * scale), read_only(error * scale**2), read_only(factor))
