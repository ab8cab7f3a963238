"""Items of the graded response model: probabilities of their categories, and the parameters that fit counts best."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, log_expit

from mutirao_science._arrays import Booleans, Floats

SLOPE_LIMIT = 12.0  # steeper than the grid of abilities can tell apart
SCORING_STEPS = 2  # more do not pay: the next expectation changes the counts again
HALVINGS = 12
NARROWEST = 1e-8  # between two intercepts; closer ones make a category impossible that somebody chose


@dataclass(frozen=True, eq=False)
class Items:
    """Items with equally many categories: ``slopes`` (items,) and falling ``intercepts`` (items, categories - 1)."""

    slopes: Floats
    intercepts: Floats

    @property
    def is_possible(self) -> bool:
        falling = bool((np.diff(self.intercepts, axis=1) < -NARROWEST).all())
        return falling and bool((np.abs(self.slopes) <= SLOPE_LIMIT).all())

    @property
    def parameters(self) -> Floats:
        return np.column_stack([self.slopes, self.intercepts])

    def boundaries(self, ability: Floats) -> Floats:
        """Logit of P(Y >= k), shape (items, categories - 1, abilities)."""
        return self.slopes[:, None, None] * ability + self.intercepts[:, :, None]

    def log_probability(self, ability: Floats) -> Floats:
        """Of each category, shape (items, categories, abilities). A difference of logistics loses its digits far out;
        s(x) - s(y) = s(x) s(-y) (1 - exp(y - x)) does not."""
        boundary = self.boundaries(ability)
        above = np.zeros((len(self.slopes), boundary.shape[1] + 1, len(ability)))
        above[:, 1:] = log_expit(boundary)
        above[:, :-1] += log_expit(-boundary)
        above[:, 1:-1] += np.log(-np.expm1(np.diff(self.intercepts, axis=1)))[:, :, None]
        return above


def items_of(parameters: Floats) -> Items:
    return Items(parameters[:, 0], parameters[:, 1:])


def fitted(items: Items, counts: Floats, ability: Floats) -> Items:
    """Items under which ``counts`` (items, categories, abilities) are likelier, by steps of Fisher scoring."""
    for _step in range(SCORING_STEPS):
        gradient, information = _scoring(items, counts, ability)
        step = np.linalg.solve(information, gradient[:, :, None])[:, :, 0]
        items = _uphill(items, step, counts, ability)
    return items


def _scoring(items: Items, counts: Floats, ability: Floats) -> tuple[Floats, Floats]:
    """Gradient (items, parameters) and expected information of the slope and the intercepts of each item."""
    boundary = items.boundaries(ability)
    logistic, rest = expit(boundary), expit(-boundary)
    gap = -np.expm1(np.diff(items.intercepts, axis=1))[:, :, None]
    # Density at boundary k over the probability of the category above it, and of the one below it.
    over_upper, over_lower = rest.copy(), logistic.copy()
    over_upper[:, :-1] /= rest[:, 1:] * gap
    over_lower[:, 1:] /= logistic[:, :-1] * gap
    slope = counts[:, 1:] * over_upper - counts[:, :-1] * over_lower
    density = logistic * rest
    n_people = counts.sum(axis=1, keepdims=True)
    own = n_people * density * (over_upper + over_lower)
    shared = -n_people * density[:, 1:] * over_upper[:, :-1]
    n_items, n_boundaries = items.intercepts.shape
    information = np.zeros((n_items, n_boundaries + 1, n_boundaries + 1))
    both = own.copy()
    both[:, :-1] += shared
    both[:, 1:] += shared
    information[:, 0, 0] = (both * ability**2).sum(axis=(1, 2)) + 1e-9
    information[:, 0, 1:] = information[:, 1:, 0] = (both * ability).sum(axis=2)
    place = np.arange(1, n_boundaries + 1)
    information[:, place, place] = own.sum(axis=2) + 1e-9
    information[:, place[:-1], place[1:]] = information[:, place[1:], place[:-1]] = shared.sum(axis=2)
    return np.column_stack([(slope * ability).sum(axis=(1, 2)), slope.sum(axis=2)]), information


def _uphill(items: Items, step: Floats, counts: Floats, ability: Floats) -> Items:
    """One step for each item, halved until it fits better; an item whose step never does stays."""
    here = items.parameters
    value = _value(items, counts, ability)
    length = np.ones(len(here))
    for _halving in range(HALVINGS):
        there = here + length[:, None] * step
        there[:, 0] = np.clip(there[:, 0], -SLOPE_LIMIT, SLOPE_LIMIT)
        ordered: Booleans = (np.diff(there[:, 1:], axis=1) < -NARROWEST).all(axis=1)
        reached = _value(items_of(np.where(ordered[:, None], there, here)), counts, ability)
        worse = ~ordered | ~(reached >= value)
        if not worse.any():
            return items_of(there)
        length = np.where(worse, length / 2, length)
    return items_of(np.where(worse[:, None], here, there))


def _value(items: Items, counts: Floats, ability: Floats) -> Floats:
    value: Floats = (counts * items.log_probability(ability)).sum(axis=(1, 2))
    return value
