"""Estimates for small areas: own answers, and what similar areas tell, each as far as it can be trusted.

Model, for area c and skill s: y = theta + e, theta = x'b + u, with u ~ N(0, A) and e ~ N(0, D), D known.
Fay and Herriot (1979), J. Am. Stat. Assoc. 74, 269-277.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mutirao_science._arrays import Booleans, Floats, numbers, one_of, read_only, same_shape
from mutirao_science._variance_likelihood import METHODS, VarianceLikelihood, model_variance
from mutirao_science.errors import InputError

SINGULAR = 1e-10  # of the largest: a smaller singular value counts as none


@dataclass(frozen=True, eq=False)
class FayHerriot:
    """Estimates per area and skill, in the units of ``y``; variances in those units squared. Arrays cannot be changed.

    ``estimate``, ``mse``, ``gamma`` have shape (areas, skills). ``gamma``, 0 to 1, is the share of the area's own
    answers in its estimate: 0 where nobody answered. ``synthetic`` and ``synthetic_mse`` (areas, skills) are what
    similar areas alone tell: x'b and A + x'Qx. ``residual`` (areas, skills) is (y - x'b) / sqrt(A + D), NaN where
    nobody answered. ``beta`` and ``beta_error`` (covariates, skills) are coefficients and their standard errors.
    ``model_variance`` (skills) is A; ``adjusted`` (skills) says where it comes from the adjusted likelihood.
    """

    estimate: Floats
    mse: Floats
    gamma: Floats
    beta: Floats
    beta_error: Floats
    model_variance: Floats
    adjusted: Booleans
    synthetic: Floats
    synthetic_mse: Floats
    residual: Floats


def fay_herriot(
    y: npt.ArrayLike,
    variance: npt.ArrayLike,
    X: npt.ArrayLike,  # noqa: N803 - the name of the literature, and of our contract
    *,
    method: str = "reml",
) -> FayHerriot:
    """Best predictors of all areas for all skills, each with its mean squared error.

    ``y`` and ``variance`` have shape (areas, skills): direct estimates and their known sampling variances, above 0;
    NaN in ``y`` where nobody answered (``variance`` is not read there). ``X`` has shape (areas, covariates); give it a
    column of ones for an intercept. ``method`` is "reml" or "ml". Skills are independent of each other.

    MSE: g1 + g2 + 2 g3 for REML (Prasad and Rao 1990; Datta and Lahiri 2000), less the bias of g1 for ML. Where the
    likelihood is largest at A = 0 that estimate would give every area x'b and no credit to its answers; there A
    maximises A times the likelihood (Li and Lahiri 2010), and the MSE keeps its REML form, which errs to the wide side.

    Raises ``InputError`` for wrong shapes, values that are not finite, variances of 0 or less, columns of ``X`` that
    depend on each other where a skill was answered, and a skill answered in fewer areas than covariates + 1 (+ 3 where
    A has to be adjusted). Answers that are equal everywhere are no error: the estimate is that value, with the variance
    that the adjusted likelihood allows.
    """
    kind = one_of("method", method, METHODS)
    direct = numbers("y", y, dimensions=2, missing=True)
    covariates = numbers("X", X, dimensions=2)
    answered = ~np.isnan(direct)
    sampling = _sampling_variance(variance, answered)
    same_shape("X", covariates, like=(direct.shape[0], covariates.shape[1]))
    basis, transform = _orthogonal(covariates)
    _refuse_too_few(answered, n_covariates=covariates.shape[1])
    _refuse_singular(basis, answered)
    likelihood = VarianceLikelihood(np.where(answered, direct, 0.0), sampling, basis, kind)
    variances, adjusted = model_variance(likelihood)
    return _predicted(likelihood, variances, adjusted, transform)


def _predicted(likelihood: VarianceLikelihood, variances: Floats, adjusted: Booleans, transform: Floats) -> FayHerriot:
    sampling, basis, answered = likelihood.sampling, likelihood.basis, likelihood.answered
    fit = likelihood.at(variances)
    synthetic = basis @ fit.beta
    total = variances + sampling  # infinite where nobody answered, which makes gamma 0 there
    gamma = variances / total
    leverage = likelihood.leverage(fit.gram_inverse)
    information = (fit.weight**2).sum(axis=0)
    own = gamma * np.where(answered, sampling, 0.0) + (1 - gamma) ** 2 * leverage
    own += 2 * 2 / information * (1 - gamma) ** 2 / total
    if likelihood.method == "ml":
        bias = likelihood.trace_of(fit.gram_inverse, fit.weight**2) / information
        own += np.where(adjusted, 0.0, bias) * (1 - gamma) ** 2
    synthetic_mse = variances + leverage
    back = np.linalg.inv(transform)
    beta_covariance = back @ fit.gram_inverse @ back.T
    return FayHerriot(
        estimate=read_only(synthetic + gamma * np.where(answered, fit.residual, 0.0)),
        mse=read_only(np.where(answered, own, synthetic_mse)),
        gamma=read_only(gamma),
        beta=read_only(back @ fit.beta),
        beta_error=read_only(np.sqrt(np.diagonal(beta_covariance, axis1=1, axis2=2)).T.copy()),
        model_variance=read_only(variances),
        adjusted=read_only(adjusted),
        synthetic=read_only(synthetic),
        synthetic_mse=read_only(synthetic_mse),
        residual=read_only(np.where(answered, fit.residual / np.sqrt(total), np.nan)),
    )


def _sampling_variance(variance: npt.ArrayLike, answered: Booleans) -> Floats:
    """D, infinite where nobody answered: such a cell weighs nothing."""
    given = numbers("variance", variance, dimensions=2, missing=True)
    same_shape("variance", given, like=answered.shape)
    sampling = np.where(answered, given, np.inf)
    if not (sampling > 0).all():
        wrong = sampling[~(sampling > 0)]
        raise InputError("variance", allowed="a variance above 0 wherever y has a value", got=wrong[0])
    return sampling


def _orthogonal(covariates: Floats) -> tuple[Floats, Floats]:
    """Columns that span the same space and are orthogonal, and the matrix that leads back: keeps digits."""
    length = np.linalg.norm(covariates, axis=0)
    scaled = covariates / np.where(length > 0, length, 1.0)
    rank = np.linalg.matrix_rank(scaled, tol=SINGULAR * np.sqrt(covariates.shape[1]))
    if rank < covariates.shape[1]:
        allowed = "columns none of which follows from the others"
        raise InputError("X", allowed=allowed, got=f"{covariates.shape[1]} columns of rank {rank}")
    basis, triangle = np.linalg.qr(scaled)
    root = np.sqrt(len(covariates))
    return basis * root, triangle / root * length


def _refuse_too_few(answered: Booleans, *, n_covariates: int) -> None:
    n_answered = answered.sum(axis=0)
    skill = int(n_answered.argmin())
    if n_answered[skill] <= n_covariates:
        allowed = f"answers from more areas than {n_covariates}, the number of covariates"
        raise InputError("y", allowed=allowed, got=f"{n_answered[skill]} in column {skill}")


def _refuse_singular(basis: Floats, answered: Booleans) -> None:
    """Columns that differ over all areas can be the same over those that answered."""
    products = (basis[:, :, None] * basis[:, None, :]).reshape(len(basis), -1)
    grams = (answered.T.astype(np.float64) @ products).reshape(-1, basis.shape[1], basis.shape[1])
    values = np.linalg.eigvalsh(grams)
    singular = values[:, 0] < SINGULAR * values[:, -1]
    if singular.any():
        allowed = "columns none of which follows from the others where a skill was answered"
        raise InputError("X", allowed=allowed, got=f"dependent ones in column {int(singular.argmax())} of y")
