"""How far the questions of one scale measure one thing: alpha, for comparison."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from mutirao_science._arrays import Floats, numbers, read_only, weights_of
from mutirao_science.errors import InputError


@dataclass(frozen=True, eq=False)
class Alpha:
    """``value``: at most 1, and negative where items work against each other. ``without`` (items,): the value when one
    item is left out, NaN for two items. ``n_people``: those who answered at least two items."""

    value: float
    without: Floats
    n_people: int


def alpha(answers: ArrayLike, *, weights: ArrayLike | None = None) -> Alpha:
    """Cronbach's alpha of a scale, from the covariances of the items.

    ``answers``: (people, items), all keyed in one direction; NaN missing. Each covariance uses everybody who answered
    both items, so that nobody is lost who was asked only part of the questions. ``weights``: (people,).

    Raises ``InputError`` for fewer than two items, an item that everybody answered alike and pairs of items that
    fewer than two people answered. Cronbach (1951), Psychometrika 16, 297-334.
    """
    given = numbers("answers", answers, dimensions=2, missing=True)
    covariance = pairwise_covariance(given, weights_of(weights, len(given)))
    rest = [_alpha(np.delete(np.delete(covariance, item, 0), item, 1)) for item in range(len(covariance))]
    return Alpha(_alpha(covariance), read_only(np.array(rest)), int((np.isfinite(given).sum(axis=1) > 1).sum()))


def _alpha(covariance: Floats) -> float:
    n_items = len(covariance)
    total = covariance.sum()
    if n_items < 2 or total <= 0:
        return float("nan")
    return float(n_items / (n_items - 1) * (1 - np.trace(covariance) / total))


def pairwise_covariance(answers: Floats, weight: Floats) -> Floats:
    """Covariances (items, items), each over the people who answered both items; refusals as in ``alpha``."""
    if answers.shape[1] < 2:
        raise InputError("answers", allowed="at least 2 items", got=f"shape {answers.shape}")
    held = (~np.isnan(answers)).astype(float)
    # About each item's mean first: large values with a small spread would lose their digits.
    centred = np.where(held > 0, answers - np.nanmean(answers, axis=0), 0.0) if held.any(axis=0).all() else None
    n_pairs = held.T @ held
    if centred is None or n_pairs.min() < 2:
        first, second = (int(each) for each in np.argwhere(n_pairs < 2)[0])
        raise InputError(
            "answers",
            allowed="two or more people per pair of items",
            got=f"{n_pairs[first, second]:g} for items {first} and {second}",
        )
    weighted = held * weight[:, None]
    total, squares = weighted.T @ held, (held * weight[:, None] ** 2).T @ held
    mean_first, mean_second = (weighted * centred).T @ held / total, weighted.T @ centred / total
    covariance: Floats = ((weighted * centred).T @ centred / total - mean_first * mean_second) / (
        1 - squares / total**2
    )
    if (flat := np.diag(covariance) <= 1e-12).any():
        raise InputError(
            "answers", allowed="items that people answer differently", got=f"item {int(flat.argmax())} with one answer"
        )
    return covariance
