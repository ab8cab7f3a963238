"""How often each skill of each area takes each rank over the draws: compiled or NumPy, the same to the last count."""

from __future__ import annotations

import numpy as np

from mutirao_science._arrays import Counts, Singles
from mutirao_science._fast import faster, side_by_side

BLOCK = 128  # so many draws of sixty skills stay in the nearest cache


def _compiled_counts(centre: Singles, spread: Singles, noise: Singles) -> Counts:
    n_areas, n_skills = centre.shape
    counts = np.zeros((n_areas, n_skills, n_skills), dtype=np.int32)
    for area in side_by_side(n_areas):
        block = np.zeros((n_skills, BLOCK), dtype=np.float32)
        better = np.zeros((n_skills, BLOCK), dtype=np.int32)
        for start in range(0, noise.shape[1], BLOCK):
            size = min(BLOCK, noise.shape[1] - start)
            better[:] = 0
            for skill in range(n_skills):
                block[skill, :size] = centre[area, skill] + spread[area, skill] * noise[skill, start : start + size]
            for skill in range(n_skills):
                mine, above_me = block[skill], better[skill]
                for other in range(skill):
                    theirs, above_them = block[other], better[other]
                    for draw in range(BLOCK):  # all of it: a constant length is vectorised
                        above_me[draw] += np.int32(theirs[draw] > mine[draw])
                        above_them[draw] += np.int32(mine[draw] > theirs[draw])
            for skill in range(n_skills):
                for draw in range(size):
                    counts[area, skill, better[skill, draw]] += 1
    return counts


@faster(_compiled_counts)
def counted_ranks(centre: Singles, spread: Singles, noise: Singles) -> Counts:
    """Counts (areas, skills, ranks), best rank first, over the draws ``centre + spread * noise``.

    ``centre`` and ``spread`` have shape (areas, skills), ``noise`` (skills, draws). Who is equal shares the better
    rank. A skill that is NaN in an area moves no other; what is counted for it there means nothing.
    """
    n_areas, n_skills = centre.shape
    counts = np.empty((n_areas, n_skills, n_skills), dtype=np.int32)
    for area in range(n_areas):
        values = (centre[area, :, None] + spread[area, :, None] * noise).T
        cell = np.arange(n_skills) * n_skills + _how_many_are_better(values)
        counts[area] = np.bincount(cell.ravel(), minlength=n_skills**2).reshape(n_skills, n_skills)
    return counts


def _how_many_are_better(values: Singles) -> Counts:
    """For each value of a row the number of larger ones in it."""
    order = np.argsort(-values, axis=1)
    ordered = np.take_along_axis(values, order, axis=1)
    if (ordered[:, 1:] == ordered[:, :-1]).any():
        return (values[:, None, :] > values[:, :, None]).sum(axis=2, dtype=np.int32)
    better = np.empty(values.shape, dtype=np.int32)
    np.put_along_axis(better, order, np.arange(values.shape[1], dtype=np.int32)[None], axis=1)
    return better
