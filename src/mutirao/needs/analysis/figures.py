"""All figures of a release, from what was counted and what is known of communities: arrays in, arrays out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mutirao.needs.analysis import parameters
from mutirao.needs.analysis.counted import CountedAskings, Material, Own, age_factors, allowances, newest
from mutirao.needs.analysis.estimates import Estimates, estimate, sampling_variance
from mutirao.needs.analysis.ranks import Ranks, certainties, ranked, tiers
from mutirao_science import residual_correlation

type Floats = NDArray[np.float64]

# People who rate everything from 1 to 5: the importance that is assumed where nobody rated any.
MIDDLE = 3.0


@dataclass(frozen=True)
class Figures:
    """Arrays (communities, skills) unless said otherwise; NaN in ``estimates.value``: nothing is published there.

    ``low`` and ``high``: the interval of 90 %, with the allowance for bias. ``allowance`` in points of the scale.
    ``tier`` and ``certainty`` hold values of their enums. ``is_old``: answers from longer ago than a threshold.
    ``is_translation_doubted``: the audit of the questionnaire found that the languages do not ask the same.
    """

    own: Own
    estimates: Estimates
    low: Floats
    high: Floats
    allowance: Floats
    ranks: Ranks
    tier: NDArray[np.str_]
    certainty: NDArray[np.str_]
    is_old: NDArray[np.bool_]
    is_translation_doubted: NDArray[np.bool_]


@dataclass(frozen=True)
class Known:
    """What is known beside the answers. ``covariates`` (communities, columns): NaN rows where nothing can be borrowed;
    ``editors`` (communities,): what each counts for in the mean that estimates have to meet; ``doubted`` (askings,
    skills): whether the languages of the questionnaire ask the same."""

    covariates: Floats
    editors: Floats
    doubted: NDArray[np.bool_]


def figures(material: Material, counted: CountedAskings, known: Known, *, today: dt.date, seed: int) -> Figures:
    own = newest(material, counted)
    age = age_factors(own, material.askings, today)
    found = estimate(own.cells, sampling_variance(own.cells, age), known.covariates, known.editors)
    allowance = allowances(own, counted)
    importance = _importance(own)
    half = parameters.QUANTILE * np.sqrt(found.mse + (allowance * importance) ** 2)
    rank_mse = found.mse + (parameters.ALLOWANCE_IN_RANKS * importance) ** 2
    ranks = ranked(found.value, rank_mse, _correlation(found), seed=seed)
    return Figures(
        own=own,
        estimates=found,
        low=found.value - half,
        high=found.value + half,
        allowance=allowance,
        ranks=ranks,
        tier=tiers(ranks),
        certainty=certainties(own.cells["n"], own.cells["n_effective"], found.own_share, ranks),
        is_old=age > 1,
        is_translation_doubted=_doubted(own, known),
    )


def _importance(own: Own) -> Floats:
    """By what a gap is multiplied in the score: the mean importance of the cell, else of all who rated the skill."""
    importance, n = own.cells["importance"], np.nan_to_num(own.cells["n"])
    total = n.sum(axis=0)
    mean = np.nansum(importance * n, axis=0) / np.maximum(total, 1)
    return np.where(np.isnan(importance), np.where(total > 0, mean, MIDDLE), importance)


def _doubted(own: Own, known: Known) -> NDArray[np.bool_]:
    nowhere = np.zeros((1, own.asking.shape[1]), dtype=bool)
    found: NDArray[np.bool_] = np.vstack([known.doubted, nowhere])[own.asking, np.arange(own.asking.shape[1])]
    return found


def _correlation(found: Estimates) -> Floats:
    """Between the errors of a community over skills, from the residuals of the model; none where there is no model."""
    n_skills = len(found.is_modelled)
    correlation = np.eye(n_skills)
    skills = np.flatnonzero(found.is_modelled)
    if len(skills) > 1:
        correlation[np.ix_(skills, skills)] = residual_correlation(found.standard_residual[:, skills]).correlation
    return correlation
