"""The graded response model of Samejima: how sharply each question of a scale tells people apart, and where."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

from mutirao_science._arrays import Floats, Integers, numbers, read_only, who_count
from mutirao_science._expectation import ABILITIES, Expectation, compressed
from mutirao_science._graded_items import Items, fitted, items_of
from mutirao_science._ordered import Codes, recoded

STEPS = 400
PRECISION = 1e-9  # of the log-likelihood, gained in one step
PEOPLE_TO_START = 10_000


@dataclass(frozen=True, eq=False)
class GradedResponse:
    """``slopes`` (items,) and ``intercepts`` (items, categories - 1) of P(Y >= k) = logistic(slope * ability +
    intercept k), ability standard normal, the slopes positive on the whole.

    Categories run from the lowest to the highest code anywhere in the answers. A category that nobody chose in an item
    is merged with the one below: its intercept is NaN there, as are those up to the lowest one chosen.
    ``log_likelihood``: marginal, weighted. ``n_people``: those with an answer. ``n_steps``: expectations computed;
    ``converged``: whether the last one gained less than a billionth.
    """

    slopes: Floats
    intercepts: Floats
    log_likelihood: float
    n_people: int
    n_steps: int
    converged: bool


def graded_response(answers: ArrayLike, *, weights: ArrayLike | None = None) -> GradedResponse:
    """Slopes and intercepts of a scale by marginal maximum likelihood.

    ``answers``: (people, items), whole codes from 0 upward; -1 or NaN missing. Items may have different numbers of
    categories. ``weights``: (people,). EM over an even grid of 61 abilities from -6 to 6, with leaps (SQUAREM) that
    are taken back when the likelihood falls. Slopes are kept within -12 to 12: the grid cannot tell steeper ones apart.

    Raises ``InputError`` naming ``answers`` and the item for an item that everybody answered alike, and for fewer
    than two items or people, codes that are not whole, and more than 30 categories.
    Samejima (1969), Psychometrika Monograph 17; Bock and Aitkin (1981), Psychometrika 46, 443-459; Varadhan and
    Roland (2008), Scandinavian J. Statistics 35, 335-353.
    """
    given, weight = who_count(numbers("answers", answers, dimensions=2, missing=True), weights)
    scale = _Scale(given)
    expectation = Expectation(compressed(scale.codes, scale.sizes, weight))
    items, value, converged = _climb(_near(scale, weight), scale, expectation)
    slopes, intercepts = scale.whole(items)
    slopes = slopes if slopes.sum() >= 0 else -slopes
    n_people = int((scale.codes >= 0).any(axis=1).sum())
    return GradedResponse(read_only(slopes), read_only(intercepts), value, n_people, expectation.n_calls, converged)


def _near(scale: _Scale, weight: Floats) -> list[Items]:
    """Where to start: of very many people, what some of them, evenly taken, lead to."""
    every = len(weight) // PEOPLE_TO_START
    some = scale.codes[::every] if every > 1 else scale.codes[:0]
    if not all(
        (np.bincount(item + 1, minlength=size + 1)[1:] > 0).all()
        for item, size in zip(some.T, scale.sizes, strict=True)
    ):
        return scale.start()
    return _climb(scale.start(), scale, Expectation(compressed(some, scale.sizes, weight[::every])))[0]


class _Scale:
    """The answers with empty categories closed up, and items with equally many categories together."""

    def __init__(self, answers: Floats) -> None:
        self.codes, self.chosen = recoded(answers)
        self.sizes = self.chosen.sum(axis=1)
        self.groups = [np.flatnonzero(self.sizes == size) for size in np.unique(self.sizes)]
        first = np.concatenate([[0], np.cumsum(self.sizes)])
        self.rows = [first[group][:, None] + np.arange(self.sizes[group[0]]) for group in self.groups]

    def table(self, items: list[Items]) -> Floats:
        """Log probabilities (rows, abilities) of all categories of all items."""
        table = np.empty((self.sizes.sum(), len(ABILITIES)))
        for rows, group in zip(self.rows, items, strict=True):
            table[rows] = group.log_probability(ABILITIES)
        return table

    def fitted(self, items: list[Items], counts: Floats) -> list[Items]:
        return [fitted(group, counts[rows], ABILITIES) for rows, group in zip(self.rows, items, strict=True)]

    def start(self) -> list[Items]:
        """Loadings on the first component of the correlations, and what normal margins make of the shares."""
        loading = _loadings(self.codes)
        slopes = 1.7 * loading / np.sqrt(1 - loading**2)
        return [Items(slopes[group], self._start_of(group, slopes[group])) for group in self.groups]

    def _start_of(self, group: Integers, slopes: Floats) -> Floats:
        n_categories = self.sizes[group[0]]
        shares = np.array([np.bincount(self.codes[:, item] + 1, minlength=n_categories + 1)[1:] for item in group])
        above = shares[:, ::-1].cumsum(axis=1)[:, -2::-1] / shares.sum(axis=1, keepdims=True)
        intercepts: Floats = 1.7 * ndtri(above) * np.sqrt(1 + slopes[:, None] ** 2 / 1.7**2)
        return intercepts

    def whole(self, items: list[Items]) -> tuple[Floats, Floats]:
        slopes = np.empty(len(self.sizes))
        intercepts = np.full((len(self.sizes), self.chosen.shape[1] - 1), np.nan)
        for group, found in zip(self.groups, items, strict=True):
            slopes[group] = found.slopes
            for item, own in zip(group, found.intercepts, strict=True):
                intercepts[item, np.flatnonzero(self.chosen[item])[1:] - 1] = own
        return slopes, intercepts


def _loadings(codes: Codes) -> Floats:
    some = codes[:: max(1, len(codes) // PEOPLE_TO_START)]
    held = np.ma.masked_less(some, 0)
    spread = (held - held.mean(axis=0)) / np.maximum(held.std(axis=0), 1e-9)
    values, answered = spread.filled(0.0), (some >= 0).astype(float)
    correlation = values.T @ values / np.maximum(answered.T @ answered, 1)
    np.fill_diagonal(correlation, 1.0)
    roots, vectors = np.linalg.eigh(correlation)
    loadings: Floats = np.clip(vectors[:, -1] * np.sqrt(max(roots[-1], 0.5)), -0.85, 0.85)
    # A slope of 0 is a saddle: from there no step leads away.
    return np.where(np.abs(loadings) < 0.1, 0.1, loadings)


def _climb(here: list[Items], scale: _Scale, expectation: Expectation) -> tuple[list[Items], float, bool]:
    """EM in rounds of two steps and a leap along the line they draw; a leap that leads down is taken back."""
    value, counts = expectation(scale.table(here))
    while expectation.n_calls < STEPS:
        first = scale.fitted(here, counts)
        reached, counts = expectation(scale.table(first))
        if reached - value < PRECISION * abs(reached):
            return first, reached, True
        second = scale.fitted(first, counts)
        here = _leap(here, first, second)
        value, counts = expectation(scale.table(here))
        if value < reached:
            here = second
            value, counts = expectation(scale.table(here))
    return here, value, False


def _leap(here: list[Items], first: list[Items], second: list[Items]) -> list[Items]:
    """Squared extrapolation; the second step where it would leave what is possible."""
    steps = [
        (b.parameters - a.parameters, c.parameters - b.parameters) for a, b, c in zip(here, first, second, strict=True)
    ]
    length = sum(float((step**2).sum()) for step, _next in steps) ** 0.5
    bend = sum(float(((after - step) ** 2).sum()) for step, after in steps) ** 0.5
    far = max(1.0, length / bend) if bend > 0 else 1.0
    there = [
        items_of(items.parameters + 2 * far * step + far**2 * (after - step))
        for items, (step, after) in zip(here, steps, strict=True)
    ]
    return there if all(items.is_possible for items in there) else second
