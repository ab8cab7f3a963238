"""Estimates for all communities and skills: own answers, and what similar communities tell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mutirao.needs.analysis.cells import Cells
from mutirao.needs.analysis.parameters import LEAST_R_SQUARED, QUANTILE, communities_needed
from mutirao_science import FayHerriot, benchmark, fay_herriot

type Floats = NDArray[np.float64]
type Truths = NDArray[np.bool_]

# Ratings are whole steps; a spread below this is one that could not be measured.
LEAST_SPREAD = 0.01


@dataclass(frozen=True)
class Check:
    """Each community left out in turn: ``r_squared`` and ``coverage`` (skills,), NaN where there is no model.

    ``r_squared``: the share of the true differences between communities that the model explains, sampling error taken
    out. ``coverage``: how often an interval of 90 % from the others held what the community itself then answered.
    """

    r_squared: Floats
    coverage: Floats


@dataclass(frozen=True)
class Estimates:
    """``value``, ``mse``, ``own_share`` (communities, skills): NaN where nothing is known. ``own_share`` is gamma.

    ``is_modelled`` and ``model_variance`` (skills,); ``check`` as above. ``standard_residual`` (communities, skills) of
    modelled skills, NaN where nobody answered: what the correlation between skills is taken from.
    """

    value: Floats
    mse: Floats
    own_share: Floats
    is_modelled: Truths
    model_variance: Floats
    check: Check
    standard_residual: Floats


def sampling_variance(own: Cells, age_factor: Floats) -> Floats:
    """Of each direct score: the spread that all communities share, over the effective number of answers.

    ``age_factor`` (communities, skills) is 1 for answers that are not old yet.
    """
    freedom = np.nansum(own["freedom"], axis=0)
    pooled = np.nansum(own["spread"], axis=0) / np.where(freedom > 0, freedom, np.nan)
    variance: Floats = np.maximum(pooled, LEAST_SPREAD) / own["n_effective"] * age_factor
    return variance


def estimate(own: Cells, variance: Floats, covariates: Floats, editors: Floats) -> Estimates:
    """Best predictors where the model holds, the direct score where it does not, NaN where there is neither.

    ``covariates`` (communities, columns) has NaN rows where nothing can be borrowed; ``editors`` (communities,).
    """
    direct = own["score"]
    found = Estimates(
        value=direct.copy(),
        mse=np.where(np.isnan(direct), np.nan, variance),
        own_share=np.where(np.isnan(direct), np.nan, 1.0),
        is_modelled=np.zeros(direct.shape[1], dtype=bool),
        model_variance=np.full(direct.shape[1], np.nan),
        check=Check(np.full(direct.shape[1], np.nan), np.full(direct.shape[1], np.nan)),
        standard_residual=np.full(direct.shape, np.nan),
    )
    described = ~np.isnan(covariates).any(axis=1)
    covariates = covariates[:, _told_apart(direct[described], covariates[described])]
    skills = np.flatnonzero(_can_be_fitted(direct[described], covariates[described]))
    if not len(skills):
        return found
    places = np.ix_(described, skills)
    y, sampling = direct[places], variance[places]
    fit = fay_herriot(y, sampling, covariates[described])
    check = leave_one_out(y, sampling, fit)
    holds = check.r_squared >= LEAST_R_SQUARED
    found.check.r_squared[skills], found.check.coverage[skills] = check.r_squared, check.coverage
    found.model_variance[skills], found.is_modelled[skills] = fit.model_variance, holds
    factor = _factor(y, fit, editors[described])
    places = np.ix_(described, skills[holds])
    found.value[places] = (fit.estimate * factor)[:, holds]
    found.mse[places] = (fit.mse * factor**2)[:, holds]
    found.own_share[places] = fit.gamma[:, holds]
    found.standard_residual[places] = fit.residual[:, holds]
    return found


def leave_one_out(y: Floats, variance: Floats, fit: FayHerriot) -> Check:
    """How well each community is told by the others, from the hat matrix of one fit (the model variance stays)."""
    total = fit.model_variance + np.where(np.isnan(y), np.nan, variance)
    leverage = (fit.synthetic_mse - fit.model_variance) / total
    error = (y - fit.synthetic) / (1 - leverage)
    weight = 1 / total
    share = weight / np.nansum(weight, axis=0)
    from_mean = (y - np.nansum(share * y, axis=0)) / (1 - share)
    with np.errstate(invalid="ignore", divide="ignore"):
        unexplained = np.nansum(weight * (error**2 - variance), axis=0)
        differences = np.nansum(weight * (from_mean**2 - variance), axis=0)
        # Where communities hardly differ there is nothing to explain.
        r_squared = np.where(differences > 0, 1 - np.maximum(unexplained, 0) / differences, 0.0)
        half = QUANTILE * np.sqrt(total / (1 - leverage))
        coverage = np.nanmean(np.where(np.isnan(y), np.nan, np.abs(error) <= half), axis=0)
    return Check(np.clip(r_squared, 0.0, 1.0), coverage)


def _told_apart(direct: Floats, covariates: Floats) -> list[int]:
    """Columns in which the communities that answered differ; one such as "lacks a figure", which none or all of them
    do, would keep every skill from being modelled, and nothing could be learned from it."""
    rows = covariates[~np.isnan(direct).all(axis=1)]
    kept: list[int] = []
    for column in range(covariates.shape[1]):
        if len(rows) and np.linalg.matrix_rank(rows[:, [*kept, column]]) > len(kept):
            kept.append(column)
    return kept


def _can_be_fitted(direct: Floats, covariates: Floats) -> Truths:
    """Enough communities answered, and they differ in everything that the model looks at."""
    answered = ~np.isnan(direct)
    n_columns = covariates.shape[1]
    enough = answered.sum(axis=0) >= communities_needed(n_columns)
    full = [
        bool(ok and np.linalg.matrix_rank(covariates[rows]) == n_columns)
        for rows, ok in zip(answered.T, enough, strict=True)
    ]
    return np.array(full, dtype=bool)


def _factor(y: Floats, fit: FayHerriot, editors: Floats) -> Floats:
    """By what to scale each skill, so that estimates and answers agree on the mean of those who answered."""
    own = np.where(np.isnan(y), np.nan, fit.estimate)
    weight = np.where(np.isnan(y), 0.0, editors[:, None])
    total = np.nansum(weight * y, axis=0) / weight.sum(axis=0)
    return np.nan_to_num(benchmark(own, np.where(np.isnan(y), np.nan, fit.mse), editors, total).factor, nan=1.0)
