"""Questions that people of equal standing answer differently in different groups: a sign of a bad translation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import chi2, false_discovery_control

from mutirao_science._arrays import Booleans, Floats, Integers, codes, numbers, read_only, same_shape
from mutirao_science._cumulative_logit import log_likelihood
from mutirao_science._ordered import recoded
from mutirao_science.errors import InputError

FEWEST = 10  # answers of a group to an item
SIGNIFICANT = 0.01
MODERATE, LARGE = 0.035, 0.07  # change of pseudo-R²: Jodoin and Gierl (2001), Applied Measurement in Education 14


@dataclass(frozen=True, eq=False)
class ItemBias:
    """Every array has the shape (items,).

    ``p_uniform``: groups that agree more at every level; ``p_non_uniform``: groups told apart more sharply;
    ``p_adjusted``: of both together, after Benjamini and Hochberg over the items. ``change``: what the groups add to
    Nagelkerke's pseudo-R² (0 to 1). ``is_moderate``: change of at least 0.035 with an adjusted p below 0.01;
    ``is_large``: of at least 0.07. ``n_answers``: people whose answer and rest score could be used.
    NaN, and no flag, for an item that fewer than two groups answered ten times or more.
    """

    p_uniform: Floats
    p_non_uniform: Floats
    p_adjusted: Floats
    change: Floats
    is_moderate: Booleans
    is_large: Booleans
    n_answers: Integers


def ordinal_dif(answers: ArrayLike, groups: ArrayLike) -> ItemBias:
    """Which items work differently in some group, such as those who answered in another language.

    ``answers``: (people, items), whole codes from 0, -1 or NaN missing, all keyed in one direction; ``groups``:
    (people,) codes from 0. Each item is regressed by ordinal logistic regression on the rest score (the mean of the
    person's other answers, each item standardised), on the group, and on both together; likelihood ratios compare the
    three. Groups with fewer than ten answers to an item are left out of it.

    Raises ``InputError`` for fewer than three items, fewer than two groups, an item that everybody answered alike and
    shapes that differ. Swaminathan and Rogers (1990), J. Educational Measurement 27, 361-370; Zumbo (1999).
    """
    given = numbers("answers", answers, dimensions=2, missing=True)
    if given.shape[1] < 3:
        raise InputError("answers", allowed="at least 3 items", got=f"shape {given.shape}")
    group = codes("groups", groups, dimensions=1)
    same_shape("groups", group, like=(len(given),))
    if len(np.unique(group)) < 2:
        raise InputError("groups", allowed="at least 2 groups", got="1")
    ordered = recoded(given)[0].astype(np.int64)
    found = np.array([_compared(ordered, group, item) for item in range(given.shape[1])])
    uniform, non_uniform, both, change, n_answers = found.T
    adjusted = np.full(len(both), np.nan)
    known = ~np.isnan(both)
    if known.any():
        adjusted[known] = false_discovery_control(both[known])
    significant = known & (adjusted < SIGNIFICANT)
    return ItemBias(
        p_uniform=read_only(uniform),
        p_non_uniform=read_only(non_uniform),
        p_adjusted=read_only(adjusted),
        change=read_only(change),
        is_moderate=read_only(significant & (change >= MODERATE)),
        is_large=read_only(significant & (change >= LARGE)),
        n_answers=read_only(n_answers.astype(np.int64)),
    )


def _compared(ordered: Integers, group: Integers, item: int) -> tuple[float, float, float, float, float]:
    """p of uniform, non-uniform and both kinds of bias, change of pseudo-R², and answers used."""
    rest = _rest_score(ordered, item)
    usable = (ordered[:, item] >= 0) & ~np.isnan(rest)
    enough = np.bincount(group[usable], minlength=group.max() + 1) >= FEWEST
    usable &= enough[group]
    n_answers, n_groups = int(usable.sum()), int(enough.sum())
    answer = ordered[usable, item]
    if n_groups < 2 or len(np.unique(answer)) < 2:
        return np.nan, np.nan, np.nan, np.nan, n_answers
    score, membership, counts = _cells(rest[usable], group[usable], answer)
    nothing, plain, uniform, full = (
        log_likelihood(covariates, counts)
        for covariates in (
            score[:, :0],
            score,
            np.hstack([score, membership]),
            np.hstack([score, membership, score * membership]),
        )
    )
    freedom = n_groups - 1
    change = _pseudo_r2(full, nothing, n_answers) - _pseudo_r2(plain, nothing, n_answers)
    p_uniform = chi2.sf(max(0.0, 2 * (uniform - plain)), freedom)
    p_non_uniform = chi2.sf(max(0.0, 2 * (full - uniform)), freedom)
    return p_uniform, p_non_uniform, chi2.sf(max(0.0, 2 * (full - plain)), 2 * freedom), max(0.0, change), n_answers


def _rest_score(ordered: Integers, item: int) -> Floats:
    """Mean of each person's other answers, standardised item by item; NaN where there is none."""
    others = np.delete(ordered, item, axis=1).astype(float)
    others[others < 0] = np.nan
    others = (others - np.nanmean(others, axis=0)) / np.nanstd(others, axis=0)
    answered = ~np.isnan(others)
    score: Floats = np.where(answered, others, 0).sum(axis=1) / np.where(
        answered.any(axis=1), answered.sum(axis=1), np.nan
    )
    return score


def _cells(rest: Floats, group: Integers, answer: Integers) -> tuple[Floats, Floats, Floats]:
    """People with equal rest score and group together: scores, memberships but for the first group's, and counts."""
    scores, place = np.unique(rest.round(9), return_inverse=True)
    present, member = np.unique(group, return_inverse=True)
    _chosen, category = np.unique(answer, return_inverse=True)
    cells, cell = np.unique(place * len(present) + member, return_inverse=True)
    counts = np.bincount(cell * (category.max() + 1) + category, minlength=len(cells) * (category.max() + 1))
    score = scores[cells // len(present)]
    spread = score.std() or 1.0
    membership = (cells % len(present))[:, None] == np.arange(1, len(present))
    return (score / spread)[:, None], membership.astype(float), counts.reshape(len(cells), -1).astype(float)


def _pseudo_r2(value: float, nothing: float, n_people: int) -> float:
    """Nagelkerke (1991), Biometrika 78, 691-692."""
    return float((1 - np.exp(2 * (nothing - value) / n_people)) / (1 - np.exp(2 * nothing / n_people)))
