"""Weights that make the people who answered look like the people asked about, along margins known for both.

Deming and Stephan (1940), Ann. Math. Stat. 11, 427-444.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mutirao_science._arrays import Floats, Integers, codes, numbers, read_only
from mutirao_science.errors import InputError

PRECISION = 1e-8  # of a margin's total
CYCLES = 2_000
LARGEST_TABLE = 10_000  # of cells: beyond it those that nobody is in are left out


@dataclass(frozen=True, eq=False)
class Raked:
    """``weights`` has shape (people,) and cannot be changed.

    ``n_effective`` is how many equally weighted people would tell as much: (sum w)² / sum w². ``n_cycles`` counts how
    often all margins were gone through.
    """

    weights: Floats
    n_effective: float
    n_cycles: int


def rake(
    groups: npt.ArrayLike,
    targets: Sequence[npt.ArrayLike],
    weights: npt.ArrayLike,
    *,
    trim: tuple[float, float] | None = None,
) -> Raked:
    """Weights whose sums meet the totals of every margin to 1e-8 of each total.

    ``groups`` has shape (people, margins): the code of each person in each margin. ``targets`` holds one array for each
    margin: the total that belongs to code 0, 1, ... ``weights`` (people,) is where to start: above 0, ones if nothing
    is known. With ``trim=(lowest, highest)`` the raked weights are cut once to that many times their median and raked
    again: the margins hold exactly, the bounds nearly.

    Raises ``InputError``: for a total above 0 that belongs to nobody here and for people whose total is 0 (merge such a
    code with a neighbour), for margins that add up to different totals, and for margins that cannot be met together.
    """
    members = codes("groups", groups, dimensions=2)
    start = numbers("weights", weights, dimensions=1)
    if len(start) != len(members):
        raise InputError("weights", allowed=f"one for each of {len(members)} people", got=f"{len(start)}")
    if start.min() <= 0:
        raise InputError("weights", allowed="weights above 0", got=start.min())
    columns = np.ascontiguousarray(members.T)
    totals = _checked_totals(columns, targets)
    cell_of, cells = _cells(columns, [len(total) for total in totals])
    _refuse_empty(np.bincount(cell_of, minlength=len(cells)), cells, totals)
    raked, n_cycles = _raked(start, cell_of, cells, totals)
    if trim is not None:
        lowest, highest = _checked_trim(trim)
        middle = np.median(raked)
        raked, more = _raked(np.clip(raked, lowest * middle, highest * middle), cell_of, cells, totals)
        n_cycles += more
    n_effective = float(raked.sum() ** 2 / (raked**2).sum())
    return Raked(weights=read_only(raked), n_effective=n_effective, n_cycles=n_cycles)


def _raked(weights: Floats, cell_of: Integers, cells: Integers, totals: list[Floats]) -> tuple[Floats, int]:
    """Everyone in a cell gets the same factor, so the cells are raked, not the people."""
    before = np.bincount(cell_of, weights=weights, minlength=len(cells))
    now = before.copy()
    for cycle in range(1, CYCLES + 1):
        worst = 0.0
        for margin, total in enumerate(totals):
            sums = np.bincount(cells[:, margin], weights=now, minlength=len(total))
            factor = np.divide(total, sums, out=np.ones_like(total), where=total > 0)
            worst = max(worst, float(np.abs(factor - 1).max()))
            now *= factor[cells[:, margin]]
        # Each margin was met in its turn; what the later ones changed together stays below the precision.
        if worst < PRECISION / (len(totals) + 1):
            scale = np.divide(now, before, out=np.ones_like(now), where=before > 0)
            return weights * scale[cell_of], cycle
    raise InputError(
        "targets", allowed="margins that can be met together", got=f"{worst:.2g} off after {CYCLES} cycles"
    )


def _cells(columns: Integers, sizes: list[int]) -> tuple[Integers, Integers]:
    """For each person the number of the cell, and for each cell its code in every margin."""
    cell_of, cells = columns[0], np.arange(sizes[0])[:, None]
    for column, size in zip(columns[1:], sizes[1:], strict=True):
        if len(cells) * size > LARGEST_TABLE:
            taken, cell_of = np.unique(cell_of, return_inverse=True)
            cells = cells[taken]
        cell_of = cell_of * size + column
        cells = np.column_stack([np.repeat(cells, size, axis=0), np.tile(np.arange(size), len(cells))])
    return cell_of, cells


def _checked_totals(columns: Integers, targets: Sequence[npt.ArrayLike]) -> list[Floats]:
    if len(targets) != len(columns):
        raise InputError("targets", allowed=f"one array for each of {len(columns)} margins", got=f"{len(targets)}")
    totals = [numbers(f"targets[{margin}]", each, dimensions=1) for margin, each in enumerate(targets)]
    for margin, (column, total) in enumerate(zip(columns, totals, strict=True)):
        if column.max() >= len(total):
            raise InputError("groups", allowed=f"codes below {len(total)} in margin {margin}", got=int(column.max()))
        if total.min() < 0:
            raise InputError(f"targets[{margin}]", allowed="totals of 0 or more", got=total.min())
        if not np.isclose(total.sum(), totals[0].sum(), rtol=PRECISION / 10, atol=0):
            allowed = f"the sum of margin 0, {totals[0].sum():.12g}"
            raise InputError(f"targets[{margin}]", allowed=allowed, got=f"{total.sum():.12g}")
    return totals


def _refuse_empty(n_people: Integers, cells: Integers, totals: list[Floats]) -> None:
    """A total that belongs to nobody cannot be met; people without a total would vanish."""
    for margin, total in enumerate(totals):
        n_here = np.bincount(cells[:, margin], weights=n_people, minlength=len(total))
        for code in np.flatnonzero((total > 0) & (n_here == 0))[:1]:
            allowed = "somebody wherever a total is above 0; merge the code with another"
            raise InputError(
                f"targets[{margin}]", allowed=allowed, got=f"{total[code]:g} for code {code}, nobody in it"
            )
        for code in np.flatnonzero((total == 0) & (n_here > 0))[:1]:
            allowed = "a total above 0 wherever there is somebody; merge the code with another"
            got = f"0 for code {code}, {n_here[code]:.0f} people in it"
            raise InputError(f"targets[{margin}]", allowed=allowed, got=got)


def _checked_trim(trim: tuple[float, float]) -> tuple[float, float]:
    lowest, highest = trim
    if not 0 < lowest < 1 < highest < np.inf:
        raise InputError("trim", allowed="a share above 0 and below 1, and a multiple above 1", got=trim)
    return lowest, highest
