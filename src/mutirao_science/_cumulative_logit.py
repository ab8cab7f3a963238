"""Ordinal logistic regression: P(Y >= k) = logistic(intercept k + x'b), fitted to counts of people who share an x."""

from __future__ import annotations

import numpy as np
from scipy.special import expit, log_expit

from mutirao_science._arrays import Floats

STEPS, HALVINGS = 60, 20
PRECISION = 1e-9
NARROWEST = 1e-8


def log_likelihood(covariates: Floats, counts: Floats) -> float:
    """The largest one, for ``covariates`` (cells, k) and ``counts`` (cells, categories), no category empty.

    McCullagh (1980), J. Royal Statistical Society B 42, 109-142; by Fisher scoring with halved steps.
    """
    n_boundaries = counts.shape[1] - 1
    shares = counts.sum(axis=0)[::-1].cumsum()[-2::-1] / counts.sum()
    here = np.concatenate([np.log(shares / (1 - shares)), np.zeros(covariates.shape[1])])
    value = _value(here, covariates, counts)
    for _step in range(STEPS):
        step = _step_from(here, covariates, counts, n_boundaries)
        for halving in range(HALVINGS):
            there = here + step / 2**halving
            reached = _value(there, covariates, counts)
            if reached >= value:
                break
        else:
            return value
        gain, here, value = reached - value, there, reached
        if gain < PRECISION * (1 + abs(value)):
            break
    return value


def _value(parameters: Floats, covariates: Floats, counts: Floats) -> float:
    intercepts = parameters[: counts.shape[1] - 1]
    if (np.diff(intercepts) >= -NARROWEST).any():
        return -np.inf
    boundary = intercepts + (covariates @ parameters[len(intercepts) :])[:, None]
    above = np.zeros(counts.shape)
    above[:, 1:] = log_expit(boundary)
    above[:, :-1] += log_expit(-boundary)
    above[:, 1:-1] += np.log(-np.expm1(np.diff(intercepts)))
    return float((counts * above).sum())


def _step_from(parameters: Floats, covariates: Floats, counts: Floats, n_boundaries: int) -> Floats:
    intercepts = parameters[:n_boundaries]
    boundary = intercepts + (covariates @ parameters[n_boundaries:])[:, None]
    logistic, rest = expit(boundary), expit(-boundary)
    gap = -np.expm1(np.diff(intercepts))
    # Density at a boundary over the probability of the category above it, and of the one below it.
    over_upper, over_lower = rest.copy(), logistic.copy()
    over_upper[:, :-1] /= rest[:, 1:] * gap
    over_lower[:, 1:] /= logistic[:, :-1] * gap
    slope = counts[:, 1:] * over_upper - counts[:, :-1] * over_lower
    density, n_people = logistic * rest, counts.sum(axis=1, keepdims=True)
    own = n_people * density * (over_upper + over_lower)
    shared = -n_people * density[:, 1:] * over_upper[:, :-1]
    both = own.copy()
    both[:, :-1] += shared
    both[:, 1:] += shared
    size = len(parameters)
    information = np.zeros((size, size))
    place = np.arange(n_boundaries)
    information[place, place] = own.sum(axis=0)
    information[place[:-1], place[1:]] = information[place[1:], place[:-1]] = shared.sum(axis=0)
    information[:n_boundaries, n_boundaries:] = both.T @ covariates
    information[n_boundaries:, :n_boundaries] = covariates.T @ both
    information[n_boundaries:, n_boundaries:] = covariates.T @ (both.sum(axis=1, keepdims=True) * covariates)
    gradient = np.concatenate([slope.sum(axis=0), covariates.T @ slope.sum(axis=1)])
    step: Floats = np.linalg.solve(information + 1e-9 * np.eye(size), gradient)
    return step
