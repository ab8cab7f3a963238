"""How the errors of one area go together over skills: what draws of its ranks have to share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mutirao_science._arrays import Floats, numbers, read_only
from mutirao_science.errors import InputError

SMALLEST = 1e-3  # eigenvalue: keeps the matrix away from singular
FEWEST = 4  # shared areas below which a correlation says nothing


@dataclass(frozen=True, eq=False)
class ResidualCorrelation:
    """``correlation`` has shape (skills, skills), is positive definite and cannot be changed.

    ``shrinkage``, 0 to 1, is the weight of the identity in it; ``n_areas`` (skills, skills) how many areas each pair
    rests on.
    """

    correlation: Floats
    shrinkage: float
    n_areas: npt.NDArray[np.int64]


def residual_correlation(residual: npt.ArrayLike) -> ResidualCorrelation:
    """The correlation over skills of ``residual`` (areas, skills), standardised residuals, NaN where nobody answered.

    For each pair of skills: sum r r' / sqrt(sum r² sum r'²) over the areas that have both, 0 where fewer than 4 have.
    Then (1 - s) R + s I. The shrinkage s is the sum of the variances of the correlations, (1 - r²)² / (n - 1), over the
    sum of their squares: Schäfer and Strimmer (2005), Stat. Appl. Genet. Mol. Biol. 4, 32, with the large-sample
    variance of a correlation. It is raised where the smallest eigenvalue would fall below 0.001, which pairs over
    different areas can cause.

    Sampling errors are part of the residuals. Where they are independent over skills the correlation of the true
    differences is larger than what comes out, and rank ranges err to the wide side. Raises ``InputError``.
    """
    given = numbers("residual", residual, dimensions=2, missing=True)
    known = ~np.isnan(given)
    if not known.any(axis=0).all():
        empty = int((~known.any(axis=0)).argmax())
        raise InputError("residual", allowed="an area with a value for every skill", got=f"none in column {empty}")
    filled, counted = np.where(known, given, 0.0), known.astype(np.float64)
    products, squares = filled.T @ filled, (filled**2).T @ counted
    n_areas = np.rint(counted.T @ counted)
    length = np.sqrt(squares * squares.T)
    usable = (n_areas >= FEWEST) & (length > 0)
    raw = np.divide(products, length, out=np.zeros_like(products), where=usable)
    np.fill_diagonal(raw, 1.0)
    weight = _shrinkage(raw, n_areas, usable)
    shrunk = (1 - weight) * (raw + raw.T) / 2
    np.fill_diagonal(shrunk, 1.0)
    return ResidualCorrelation(read_only(shrunk), weight, read_only(n_areas.astype(np.int64)))


def _shrinkage(raw: Floats, n_areas: Floats, usable: npt.NDArray[np.bool_]) -> float:
    pairs = usable & ~np.eye(len(raw), dtype=bool)
    signal = (raw[pairs] ** 2).sum()
    noise = ((1 - raw[pairs] ** 2) ** 2 / (n_areas[pairs] - 1)).sum()
    weight = min(1.0, float(noise / signal)) if signal > 0 else 1.0
    lowest = float(np.linalg.eigvalsh(raw)[0])
    return max(weight, (SMALLEST - lowest) / (1 - lowest)) if lowest < SMALLEST else weight
