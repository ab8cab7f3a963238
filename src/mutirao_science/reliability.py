"""How far the questions of one scale measure one thing: omega, and alpha for comparison."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import least_squares

from mutirao_science._arrays import Booleans, Floats, numbers, read_only, who_count
from mutirao_science._ordered import recoded
from mutirao_science.errors import InputError
from mutirao_science.polychoric import polychoric


@dataclass(frozen=True, eq=False)
class Alpha:
    """``value``: at most 1, and negative where items work against each other. ``without`` (items,): the value when one
    item is left out, NaN for two items. ``n_people``: those who answered at least two items."""

    value: float
    without: Floats
    n_people: int


@dataclass(frozen=True, eq=False)
class Omega:
    """``value``: 0 to 1, the share of the variance of the sum of what lies behind the answers that the one factor
    explains. ``loadings`` (items,) on it, positive on the whole. ``correlations`` (items, items): polychoric.
    ``misfit``: root mean square of what the factor leaves of the correlations; above 0.08 one factor is too few.
    """

    value: float
    loadings: Floats
    correlations: Floats
    misfit: float


def omega(answers: ArrayLike, *, weights: ArrayLike | None = None) -> Omega:
    """McDonald's omega of a scale with ordered answers, from one factor behind polychoric correlations.

    ``answers``: (people, items), whole codes from 0, at most 30 different; -1 or NaN missing; all keyed in one
    direction. ``weights``: (people,). The loadings leave the smallest squares of the correlations (minres) and are
    kept within -0.999 to 0.999; an item at such a limit says that there are too few items or people.

    Raises ``InputError`` for fewer than three items, an item that everybody answered alike, pairs of items that fewer
    than two people answered and codes that are not whole. McDonald (1999), Test Theory, chapter 6; Harman and Jones
    (1966), Psychometrika 31, 351-368.
    """
    given, weight = who_count(numbers("answers", answers, dimensions=2, missing=True), weights)
    if given.shape[1] < 3:
        raise InputError("answers", allowed="at least 3 items", got=f"shape {given.shape}")
    codes, _chosen = recoded(given)
    _refuse_lonely(codes >= 0)
    correlations = polychoric(codes.astype(np.int64), weight)
    loadings, misfit = _one_factor(correlations)
    common = loadings.sum() ** 2
    value = common / (common + (1 - loadings**2).sum())
    return Omega(float(value), read_only(loadings), read_only(correlations), misfit)


@dataclass(frozen=True, eq=False)
class ShortForm:
    """``kept`` (items,): the items of the shorter form. ``value``: its omega, from the loadings of the whole form."""

    kept: Booleans
    value: float


def shortest_form(loadings: ArrayLike, *, at_least: float = 0.7, fewest: int = 1) -> ShortForm:
    """The fewest items whose omega is still ``at_least`` that, from the ``loadings`` (items,) of the whole scale.

    For each number of items those with the largest loadings have the largest omega, so that nothing else needs to be
    tried; items that load below 0 are never kept, and at least ``fewest`` items are. The loadings were found with all
    items, so ask omega again once the short form was used.

    Raises ``InputError`` for loadings outside -1 to 1 and where even all items do not reach ``at_least``.
    McDonald (1999), Test Theory, chapter 6.
    """
    given = numbers("loadings", loadings, dimensions=1)
    if np.abs(given).max() > 1:
        raise InputError("loadings", allowed="numbers from -1 to 1", got=f"{given.min():g} to {given.max():g}")
    if not 0 < at_least < 1:
        raise InputError("at_least", allowed="a number above 0 and below 1", got=at_least)
    if not 1 <= fewest <= len(given):
        raise InputError("fewest", allowed=f"a number from 1 to {len(given)}, the items", got=fewest)
    order = np.argsort(-given, kind="stable")[: (given > 0).sum()]
    common, rest = given[order].cumsum() ** 2, (1 - given[order] ** 2).cumsum()
    values = common / (common + rest)
    long_enough = np.arange(1, len(values) + 1) >= fewest
    enough = np.flatnonzero((values >= at_least) & long_enough)
    if not len(enough):
        best = values[long_enough].max(initial=0.0)
        raise InputError("at_least", allowed=f"an omega that these items reach, {best:.3f} at most", got=at_least)
    kept = np.zeros(len(given), dtype=bool)
    kept[order[: enough[0] + 1]] = True
    return ShortForm(read_only(kept), float(values[enough[0]]))


def _one_factor(correlations: Floats) -> tuple[Floats, float]:
    pairs = np.tril_indices(len(correlations), -1)
    roots, vectors = np.linalg.eigh(correlations)
    start = np.clip(vectors[:, -1] * np.sqrt(max(roots[-1] - 1, 0.1)), -0.9, 0.9)

    def left(loadings: Floats) -> Floats:
        rest: Floats = (correlations - np.outer(loadings, loadings))[pairs]
        return rest

    found = least_squares(left, start, bounds=(-0.999, 0.999))
    loadings: Floats = found.x if found.x.sum() >= 0 else -found.x
    return loadings, float(np.sqrt((found.fun**2).mean()))


def alpha(answers: ArrayLike, *, weights: ArrayLike | None = None) -> Alpha:
    """Cronbach's alpha of a scale, from the covariances of the items.

    ``answers``: (people, items), all keyed in one direction; NaN missing. Each covariance uses everybody who answered
    both items, so that nobody is lost who was asked only part of the questions. ``weights``: (people,).

    Raises ``InputError`` for fewer than two items, an item that everybody answered alike and pairs of items that
    fewer than two people answered. Cronbach (1951), Psychometrika 16, 297-334.
    """
    given, weight = who_count(numbers("answers", answers, dimensions=2, missing=True), weights)
    covariance = pairwise_covariance(given, weight)
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
    _refuse_lonely(~np.isnan(answers))
    held = (~np.isnan(answers)).astype(float)
    # About each item's mean first: large values with a small spread would lose their digits.
    centred = np.where(held > 0, answers - np.nanmean(answers, axis=0), 0.0)
    weighted = held * weight[:, None]
    total, squares = weighted.T @ held, (held * weight[:, None] ** 2).T @ held
    mean_first, mean_second = (weighted * centred).T @ held / total, weighted.T @ centred / total
    products = (weighted * centred).T @ centred / total
    covariance: Floats = (products - mean_first * mean_second) / (1 - squares / total**2)
    if (flat := np.diag(covariance) <= 1e-12).any():
        raise InputError(
            "answers", allowed="items that people answer differently", got=f"item {int(flat.argmax())} with one answer"
        )
    return covariance


def _refuse_lonely(answered: Booleans) -> None:
    held = answered.astype(float)
    n_pairs = held.T @ held
    for first, second in np.argwhere(n_pairs < 2)[:1]:
        got = f"{n_pairs[first, second]:g} for items {first} and {second}"
        raise InputError("answers", allowed="two or more people for each pair of items", got=got)
