"""Tables of counts with noise, for regions and the whole movement: nobody's answers can be told from the table."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from mutirao_science._arrays import Integers, read_only
from mutirao_science.errors import InputError, MissingExtra

CELLS_PER_PERSON = 5


@dataclass(frozen=True, eq=False)
class NoisyCounts:
    """``counts`` (cells,): whole numbers, below 0 where noise made them so; adding them up stays unbiased.

    ``epsilon``: the privacy loss of the whole table for one person. ``cells_per_person``: in how many cells one person
    was counted at most. ``margin``: nine in ten counts lie no further than this from what was counted.
    """

    counts: Integers
    epsilon: float
    cells_per_person: int
    margin: int


def release_counts(
    cells: ArrayLike,
    n_cells: int,
    *,
    epsilon: float,
    cells_per_person: int = CELLS_PER_PERSON,
    seed: int = 0,
) -> NoisyCounts:
    """How many people are in each cell, with noise that protects every one of them.

    ``cells``: (people, cells of a person), codes from 0 to ``n_cells`` - 1, -1 where a person has fewer. A code that a
    person has twice counts once. Of a person with more than ``cells_per_person`` cells, as many are kept, chosen with
    ``seed``; the noise is secure and cannot be repeated. It comes from the discrete Laplace distribution with scale
    ``cells_per_person / epsilon``, so that adding or taking away one person changes the probability of any table by a
    factor of at most exp(``epsilon``). A second table about the same people adds its own ``epsilon``.

    Raises ``InputError`` for codes outside their range and an epsilon that is not above 0 and at most 10;
    ``MissingExtra`` where OpenDP is not installed. Ghosh, Roughgarden and Sundararajan (2012), SIAM J. Computing 41.
    """
    if not 0 < epsilon <= 10:
        raise InputError("epsilon", allowed="a number above 0 and at most 10", got=epsilon)
    if cells_per_person < 1:
        raise InputError("cells_per_person", allowed="a whole number from 1 upward", got=cells_per_person)
    kept = _bounded(_checked(cells, n_cells), cells_per_person, seed)
    scale = cells_per_person / epsilon
    noisy = _with_noise(np.bincount(kept, minlength=n_cells), cells_per_person, scale)
    return NoisyCounts(read_only(noisy), epsilon, cells_per_person, _margin(scale))


def _checked(cells: ArrayLike, n_cells: int) -> Integers:
    given = np.asarray(cells)
    if given.ndim != 2 or 0 in given.shape:
        raise InputError("cells", allowed="shape (people, cells of a person), none empty", got=f"shape {given.shape}")
    if not np.issubdtype(given.dtype, np.integer):
        raise InputError("cells", allowed="whole numbers", got=f"numbers of type {given.dtype}")
    if n_cells < 1 or given.min() < -1 or given.max() >= n_cells:
        allowed = f"codes below n_cells = {n_cells}, or -1"
        raise InputError("cells", allowed=allowed, got=f"{given.min()} to {given.max()}")
    return given.astype(np.int64)


def _bounded(cells: Integers, most: int, seed: int) -> Integers:
    """The codes that count, of all people together."""
    ordered = np.sort(cells, axis=1)
    ordered[:, 1:][np.diff(ordered, axis=1) == 0] = -1
    lot = np.random.default_rng(seed).random(ordered.shape)
    lot[ordered < 0] = 2.0
    chosen = np.take_along_axis(ordered, lot.argsort(axis=1)[:, :most], axis=1)
    return chosen[chosen >= 0]


def _with_noise(counts: Integers, cells_per_person: int, scale: float) -> Integers:
    try:
        import opendp.prelude as opendp
    except ImportError:
        raise MissingExtra("Tables with noise need OpenDP; install the extra `release`: mutirao[release].") from None
    opendp.enable_features("contrib")
    table = opendp.vector_domain(opendp.atom_domain(T=int)), opendp.l1_distance(T=int)
    measurement = table >> opendp.m.then_laplace(scale)
    if not measurement.check(cells_per_person, cells_per_person / scale * (1 + 1e-9)):
        raise AssertionError("The noise does not keep the promise of epsilon.")
    return np.array(measurement(counts.tolist()), dtype=np.int64)


def _margin(scale: float) -> int:
    """The least m with P(|noise| > m) <= 0.1 for noise with P(x) proportional to exp(-|x| / scale)."""
    ratio = np.exp(-1 / scale)
    return max(0, int(np.ceil(np.log(0.1 * (1 + ratio) / 2) / np.log(ratio) - 1)))
