"""Weights that make the people who answered look like the people asked about, along margins known for both.

Deming and Stephan (1940), Ann. Math. Stat. 11, 427-444.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mutirao_science._arrays import Floats, Integers, codes, numbers, read_only
from mutirao_science.errors import InputError

PRECISION = 1e-8  # of a margin's total
CYCLES = 2_000


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
    totals = _checked_totals(members, targets)
    cell_of, cells = _cells(members, [len(total) for total in totals])
    raked, n_cycles = _raked(start, cell_of, cells, totals)
    if trim is not None:
        lowest, highest = _checked_trim(trim)
        middle = np.median(raked)
        raked, more = _raked(np.clip(raked, lowest * middle, highest * middle), cell_of, cells, totals)
        n_cycles += more
    n_effective = float(raked.sum() ** 2 / (raked @ raked))
    return Raked(weights=read_only(raked), n_effective=n_effective, n_cycles=n_cycles)


def _raked(weights: Floats, cell_of: Integers, cells: Integers, totals: list[Floats]) -> tuple[Floats, int]:
    """Everyone in a cell gets the same factor, so the cells are raked, not the people."""
    before = np.bincount(cell_of, weights=weights, minlength=len(cells))
    scale = np.ones(len(cells))
    for cycle in range(1, CYCLES + 1):
        worst = 0.0
        for margin, total in enumerate(totals):
            sums = np.bincount(cells[:, margin], weights=before * scale, minlength=len(total))
            factor = np.divide(total, sums, out=np.ones_like(total), where=total > 0)
            worst = max(worst, float(np.abs(factor - 1).max()))
            scale *= factor[cells[:, margin]]
        # Each margin was met in its turn; what the later ones changed together stays below the precision.
        if worst < PRECISION / (len(totals) + 1):
            return weights * scale[cell_of], cycle
    raise InputError(
        "targets", allowed="margins that can be met together", got=f"{worst:.2g} off after {CYCLES} cycles"
    )


def _cells(members: Integers, sizes: list[int]) -> tuple[Integers, Integers]:
    """For each person the number of the cell, and for each cell its code in every margin."""
    cell_of, n_cells = members[:, 0], sizes[0]
    codes_of = np.arange(n_cells)[:, None]
    for margin, size in enumerate(sizes[1:], start=1):
        together = cell_of * size + members[:, margin]
        taken = np.flatnonzero(np.bincount(together, minlength=n_cells * size))
        place = np.zeros(n_cells * size, dtype=np.int64)
        place[taken] = np.arange(len(taken))
        codes_of = np.column_stack([codes_of[taken // size], taken % size])
        cell_of, n_cells = place[together], len(taken)
    return cell_of, codes_of


def _checked_totals(members: Integers, targets: Sequence[npt.ArrayLike]) -> list[Floats]:
    n_margins = members.shape[1]
    if len(targets) != n_margins:
        raise InputError("targets", allowed=f"one array for each of {n_margins} margins", got=f"{len(targets)}")
    totals = [numbers(f"targets[{margin}]", each, dimensions=1) for margin, each in enumerate(targets)]
    for margin, total in enumerate(totals):
        _refuse_cells(members[:, margin], total, margin)
    for margin, (first, total) in enumerate(itertools.pairwise(totals), start=1):
        if not np.isclose(first.sum(), total.sum(), rtol=PRECISION / 10, atol=0):
            allowed = f"the sum of margin {margin - 1}, {first.sum():.12g}"
            raise InputError(f"targets[{margin}]", allowed=allowed, got=f"{total.sum():.12g}")
    return totals


def _refuse_cells(member: Integers, total: Floats, margin: int) -> None:
    if member.max() >= len(total):
        raise InputError("groups", allowed=f"codes below {len(total)} in margin {margin}", got=int(member.max()))
    if total.min() < 0:
        raise InputError(f"targets[{margin}]", allowed="totals of 0 or more", got=total.min())
    n_people = np.bincount(member, minlength=len(total))
    for code in np.flatnonzero((total > 0) & (n_people == 0))[:1]:
        allowed = "somebody wherever a total is above 0; merge the code with another"
        raise InputError(f"targets[{margin}]", allowed=allowed, got=f"{total[code]:g} for code {code}, nobody in it")
    for code in np.flatnonzero((total == 0) & (n_people > 0))[:1]:
        allowed = "a total above 0 wherever there is somebody; merge the code with another"
        raise InputError(f"targets[{margin}]", allowed=allowed, got=f"0 for code {code}, {n_people[code]} people in it")


def _checked_trim(trim: tuple[float, float]) -> tuple[float, float]:
    lowest, highest = trim
    if not 0 < lowest < 1 < highest < np.inf:
        raise InputError("trim", allowed="a share above 0 and below 1, and a multiple above 1", got=trim)
    return lowest, highest
