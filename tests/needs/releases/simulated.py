"""A movement whose true needs are known, as arrays: what intervals claim can be held against it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from mutirao.needs.analysis.counted import Material, count
from mutirao.needs.analysis.figures import Figures, Known, figures
from mutirao.needs.analysis.reading import Asking
from mutirao.needs.packing import BACKGROUND, Layout

STEPS = np.arange(1, 6)
SPREAD = 1.0
TODAY = dt.date(2026, 11, 1)


@dataclass(frozen=True)
class Simulated:
    """``truth`` (communities, skills) is what would come out if everybody answered; ``answered`` (communities,)."""

    truth: NDArray[np.float64]
    answered: NDArray[np.bool_]
    found: Figures

    def coverage(self, *, own: bool, allowance: bool = True) -> float:
        """How often the interval of 90 % holds the truth, with own answers in the cell or without."""
        estimates = self.found.estimates
        half = (self.found.high - self.found.low) / 2 if allowance else 1.6449 * np.sqrt(estimates.mse)
        is_own = ~np.isnan(self.found.own.cells["n"])
        shown = ~np.isnan(estimates.value) & (is_own if own else ~is_own) & estimates.is_modelled
        return float((np.abs(estimates.value - self.truth) <= half)[shown].mean())


def expected(level: NDArray[np.float64]) -> NDArray[np.float64]:
    """The mean of ratings that are drawn around ``level``, rounded, and kept within 1 to 5."""
    bounds = np.array([-np.inf, 1.5, 2.5, 3.5, 4.5, np.inf])
    below = ndtr((bounds - level[..., None]) / SPREAD)
    return np.diff(below, axis=-1) @ STEPS


def simulate(seed: int, *, selection: float = 0.0, n_communities: int = 200, n_skills: int = 12) -> Simulated:
    """Half of the communities answer, with 3 to 80 people, whose competence is ``selection`` above that of all."""
    chance = np.random.default_rng(seed)
    size = chance.normal(0, 1, n_communities)
    importance = chance.normal(4, 0.3, n_skills) + chance.normal(0, 0.15, (n_communities, n_skills))
    slopes = chance.uniform(0.2, 0.6, n_skills)
    competence = (
        chance.normal(2.8, 0.3, n_skills) + np.outer(size, slopes) + chance.normal(0, 0.25, (n_communities, n_skills))
    )
    answered = chance.random(n_communities) < 0.5
    keys = np.arange(1, n_communities + 1)
    rows = []
    for community in np.flatnonzero(answered):
        n = (chance.integers(3, 81), n_skills)
        ratings = np.zeros((*n, 5), dtype=np.uint8)
        ratings[..., 0] = np.clip(np.rint(chance.normal(importance[community], SPREAD, n)), 1, 5)
        ratings[..., 1] = np.clip(np.rint(chance.normal(competence[community] + selection, SPREAD, n)), 1, 5)
        rows += [(1, int(keys[community]), each.tobytes(), bytes(4 * len(BACKGROUND))) for each in ratings]
    skills = list(range(n_skills))
    material = Material(
        skills=skills,
        communities=keys.tolist(),
        askings=[Asking(1, int(key), 1, TODAY) for key in keys[answered]],
        layouts={1: Layout(tuple((f"skill-{skill}", skill) for skill in skills), {})},
        rows_of={1: rows},
    )
    known = Known(
        covariates=np.column_stack([np.ones(n_communities), size]),
        editors=np.ones(n_communities),
        doubted=np.zeros((len(material.askings), n_skills), dtype=bool),
    )
    truth = expected(importance) * (expected(importance) - expected(competence))
    return Simulated(truth, answered, figures(material, count(material), known, today=TODAY, seed=seed))
