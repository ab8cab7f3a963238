"""Borich scores of many groups at once, with how far their samples could be off: where a small-area model starts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from mutirao_science._arrays import Floats, Integers, codes, read_only, same_shape, weights_of
from mutirao_science._fast import faster, side_by_side
from mutirao_science.errors import InputError
from mutirao_science.scores import pairs_of

BLOCK = 8  # items that lie in one line of the processor's cache
N_SUMS = 8


@dataclass(frozen=True, eq=False)
class DirectScores:
    """Borich scores of groups, each from its own answers alone; every array has the shape (groups, items).

    ``score``: NaN in cells without answers. ``variance``: sampling variance of ``score``, from a spread that all
    groups share, because a group of six tells little about its own. ``mean_importance``, ``mean_competence``: over the
    same pairs. ``n_answers``, ``n_effective``: pairs in the cell, and what they count for after weighting.
    """

    score: Floats
    variance: Floats
    mean_importance: Floats
    mean_competence: Floats
    n_answers: Integers
    n_effective: Floats


def direct_scores(
    importance: ArrayLike,
    competence: ArrayLike,
    groups: ArrayLike,
    n_groups: int,
    *,
    weights: ArrayLike | None = None,
    scale: tuple[float, float] = (1, 5),
) -> DirectScores:
    """The Borich score of each group and item, with its sampling variance.

    ``importance``, ``competence``: (people, items), NaN missing; ``groups``: (people,) codes from 0 to ``n_groups``
    - 1; ``weights``: (people,). The variance is that of the linearised score, ``mean importance * gap + mean gap *
    importance``, pooled within groups, times the sum of squared weights over the squared sum; NaN for an item of which
    no group has two answers.

    Raises ``InputError`` for shapes that differ, ratings outside ``scale`` and groups outside their range.
    Borich (1980), J. Teacher Education 31(3), 39-42; linearisation: Särndal, Swensson and Wretman (1992), Model
    Assisted Survey Sampling, section 5.5; effective number: Kish (1965), Survey Sampling.
    """
    important, competent = pairs_of(importance, competence, scale)
    if important.ndim != 2:
        raise InputError("importance", allowed="shape (people, items)", got=f"shape {important.shape}")
    group = codes("groups", groups, dimensions=1)
    same_shape("groups", group, like=(len(important),))
    if group.max() >= n_groups:
        raise InputError("groups", allowed=f"codes below {n_groups}", got=int(group.max()))
    sums = _sums(important, competent, group, n_groups, weights_of(weights, len(important)))
    return _scores(*np.moveaxis(sums, -1, 0))


def _scores(
    n_answers: Floats,
    total: Floats,
    squares: Floats,
    important: Floats,
    gaps: Floats,
    important_squares: Floats,
    gap_squares: Floats,
    products: Floats,
) -> DirectScores:
    """Each argument is a weighted sum over the people of a cell, in the order of ``_sums``."""
    with np.errstate(invalid="ignore", divide="ignore"):
        mean_importance, mean_gap = important / total, gaps / total
        spread_importance = important_squares - total * mean_importance**2
        spread_gap = gap_squares - total * mean_gap**2
        together = products - total * mean_importance * mean_gap
        spread = mean_importance**2 * spread_gap + mean_gap**2 * spread_importance
        spread += 2 * mean_importance * mean_gap * together
        freedom = np.nansum(total - squares / total, axis=0)
        pooled = np.nansum(np.maximum(spread, 0), axis=0) / np.where(freedom > 1e-9, freedom, np.nan)
        return DirectScores(
            score=read_only(mean_importance * mean_gap),
            variance=read_only(pooled * squares / total**2),
            mean_importance=read_only(mean_importance),
            mean_competence=read_only(mean_importance - mean_gap),
            n_answers=read_only(n_answers.astype(np.int64)),
            n_effective=read_only(np.nan_to_num(total**2 / squares)),
        )


def _compiled_sums(importance: Floats, competence: Floats, group: Integers, n_groups: int, weight: Floats) -> Floats:
    n_people, n_items = importance.shape
    sums = np.zeros((n_groups, n_items, N_SUMS))
    for block in side_by_side((n_items + BLOCK - 1) // BLOCK):
        for person in range(n_people):
            w = weight[person]
            for item in range(block * BLOCK, min(n_items, block * BLOCK + BLOCK)):
                important = importance[person, item]
                if not np.isnan(important):
                    gap = important - competence[person, item]
                    cell = sums[group[person], item]
                    cell[0] += 1
                    cell[1] += w
                    cell[2] += w * w
                    cell[3] += w * important
                    cell[4] += w * gap
                    cell[5] += w * important * important
                    cell[6] += w * gap * gap
                    cell[7] += w * important * gap
    return sums


@faster(_compiled_sums)
def _sums(importance: Floats, competence: Floats, group: Integers, n_groups: int, weight: Floats) -> Floats:
    """(groups, items, sums): people, and sums of w, w², wI, wG, wI², wG² and wIG over those who gave both ratings."""
    sums = np.empty((n_groups, importance.shape[1], N_SUMS))
    for item, (all_importance, all_competence) in enumerate(zip(importance.T, competence.T, strict=True)):
        answered = ~np.isnan(all_importance)
        of, w, important = group[answered], weight[answered], all_importance[answered]
        gap = important - all_competence[answered]
        parts = (np.ones_like(w), w, w**2, w * important, w * gap, w * important**2, w * gap**2, w * important * gap)
        for place, part in enumerate(parts):
            sums[:, item, place] = np.bincount(of, part, n_groups)
    return sums
