"""The likelihood of the model variance A of a Fay-Herriot model, for many skills at once, and where it is largest."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from mutirao_science._arrays import Booleans, Floats, Integers
from mutirao_science.errors import InputError

METHODS = ("reml", "ml")
SPARE_AREAS = 3  # beyond the number of covariates, for the adjusted likelihood to have a maximum
FAR_LESS = 1e-3  # of the sampling variances: with 3 degrees of freedom, by chance once in 20,000 times
GRID = 20
ONE_THREAD = 200_000  # multiplications: below this the usual libraries of linear algebra use one thread
STEPS = 80  # bisections alone would be done by then
PRECISION = 1e-13


@dataclass(frozen=True, eq=False)
class Fit:
    """Weighted least squares with weights 1 / (A + D); the first axis of ``gram_inverse`` is the skill."""

    weight: Floats
    gram_inverse: Floats
    beta: Floats
    residual: Floats


@dataclass(frozen=True, eq=False)
class VarianceLikelihood:
    """``y`` is 0 and ``sampling`` infinite where nobody answered, so that such cells weigh nothing.

    ``adjusted`` multiplies the likelihood by A: Li and Lahiri (2010), J. Multivariate Anal. 101, 882-892.
    """

    y: Floats
    sampling: Floats
    basis: Floats
    method: str
    adjusted: bool = False

    @cached_property
    def products(self) -> Floats:
        """x x' of each area, as one row."""
        return (self.basis[:, :, None] * self.basis[:, None, :]).reshape(len(self.basis), -1)

    @cached_property
    def answered(self) -> Booleans:
        return np.isfinite(self.sampling)

    def of_skills(self, chosen: Booleans) -> VarianceLikelihood:
        """The same for some skills, adjusted."""
        return replace(self, y=self.y[:, chosen], sampling=self.sampling[:, chosen], adjusted=True)

    def at(self, variance: Floats) -> Fit:
        weight = 1 / (variance + self.sampling)
        gram_inverse = np.linalg.inv(self.sums(weight))
        weighted, residual = weight * self.y, self.y.copy()
        moments = np.sum([weighted[part].T @ self.basis[part] for part in self.parts], axis=0)
        beta = (gram_inverse @ moments[:, :, None])[:, :, 0].T
        for part in self.parts:
            residual[part] -= self.basis[part] @ beta
        return Fit(weight, gram_inverse, beta, residual)

    @cached_property
    def parts(self) -> list[slice]:
        """Areas, so few at a time that no product of matrices is split among threads: their waiting costs far more."""
        size = max(1, ONE_THREAD // (self.y.shape[1] * self.products.shape[1]))
        return [slice(start, start + size) for start in range(0, len(self.y), size)]

    def sums(self, weight: Floats) -> Floats:
        """For each skill the sum of weight times x x' over areas, as a square matrix."""
        n_covariates = self.basis.shape[1]
        total: Floats = np.sum([weight[part].T @ self.products[part] for part in self.parts], axis=0)
        return total.reshape(-1, n_covariates, n_covariates)

    def trace_of(self, gram_inverse: Floats, weight: Floats) -> Floats:
        """tr[Q sum(weight x x')] for each skill."""
        trace: Floats = np.einsum("sij,sji->s", gram_inverse, self.sums(weight))
        return trace

    def leverage(self, gram_inverse: Floats) -> Floats:
        """x'Qx for each area and skill."""
        return self.products @ gram_inverse.reshape(len(gram_inverse), -1).T

    def value(self, variance: Floats) -> Floats:
        """Its logarithm, but for a constant."""
        fit = self.at(variance)
        logarithms = np.log(fit.weight, out=np.zeros_like(fit.weight), where=self.answered)
        value = 0.5 * (logarithms - fit.weight * fit.residual**2).sum(axis=0)
        if self.method == "reml":
            value += 0.5 * np.linalg.slogdet(fit.gram_inverse)[1]
        with np.errstate(divide="ignore"):
            return value + np.log(variance) if self.adjusted else value

    def slope(self, variance: Floats) -> tuple[Floats, Floats]:
        """First and second derivative of its logarithm."""
        fit = self.at(variance)
        weight, weighted = fit.weight, fit.weight * fit.residual
        squares = weight**2
        projected = self.basis.T @ (weight * weighted)
        cubic = (weight * weighted**2).sum(axis=0) - np.einsum("is,sij,js->s", projected, fit.gram_inverse, projected)
        trace, trace_squared = weight.sum(axis=0), squares.sum(axis=0)
        if self.method == "reml":
            share = fit.gram_inverse @ self.sums(squares)
            trace = trace - np.trace(share, axis1=1, axis2=2)
            trace_squared += np.einsum("sij,sji->s", share, share)
            trace_squared -= 2 * self.trace_of(fit.gram_inverse, squares * weight)
        first = 0.5 * ((weighted**2).sum(axis=0) - trace)
        second = 0.5 * trace_squared - cubic
        if not self.adjusted:
            return first, second
        with np.errstate(divide="ignore"):
            return first + 1 / variance, second - 1 / variance**2

    def ceiling(self) -> Floats:
        """No maximum lies above: there the slope, adjusted or not, is below 0 whatever the areas in between do."""
        noise = np.where(self.answered, self.sampling, 0.0).max(axis=0)
        squares = self.plain_squares()
        extra = 2 if self.adjusted else 0
        spare = self.freedom - extra
        linear = squares + extra * noise
        ceiling: Floats = (linear + np.sqrt(linear**2 + 4 * spare * squares * noise)) / (2 * spare)
        return ceiling

    def visible_variance(self) -> Floats:
        """That of residuals, where it is far less than the sampling variances say, which then are wrong; else no limit.

        Without this the adjusted A would grow with variances that say nothing, and answers would keep their credit.
        """
        fit, squares = self.at(np.zeros(self.y.shape[1])), self.plain_squares()
        ratio = (fit.weight * fit.residual**2).sum(axis=0) / self.freedom
        return np.where((ratio < FAR_LESS) & (squares > 0), squares / self.freedom, np.inf)

    @cached_property
    def freedom(self) -> Integers:
        n_free: Integers = self.answered.sum(axis=0) - self.basis.shape[1]
        return n_free

    def plain_squares(self) -> Floats:
        """The sum of squared residuals where every area that answered weighs the same."""
        plain = replace(self, sampling=np.where(self.answered, 1.0, np.inf))
        squares: Floats = (plain.at(np.zeros(self.y.shape[1])).residual ** 2 * self.answered).sum(axis=0)
        return squares


def model_variance(likelihood: VarianceLikelihood) -> tuple[Floats, Booleans]:
    """A for each skill, and for which skills the likelihood had to be adjusted because it was largest at 0."""
    variance = _largest(likelihood)
    at_zero = variance == 0
    if at_zero.any():
        _refuse_too_few(likelihood, at_zero)
        adjusted = likelihood.of_skills(at_zero)
        variance[at_zero] = np.minimum(_largest(adjusted), adjusted.visible_variance())
    return variance, at_zero


def _refuse_too_few(likelihood: VarianceLikelihood, at_zero: Booleans) -> None:
    """With fewer areas the adjusted likelihood grows for ever."""
    short = at_zero & (likelihood.freedom < SPARE_AREAS)
    if short.any():
        n_areas, skill = likelihood.basis.shape[1] + SPARE_AREAS, int(short.argmax())
        allowed = f"answers from {n_areas} areas or more where the model variance would be 0"
        raise InputError("y", allowed=allowed, got=f"{likelihood.answered[:, skill].sum()} in column {skill}")


def _largest(likelihood: VarianceLikelihood) -> Floats:
    """Where the likelihood is largest: a grid finds the hill, safeguarded Newton steps its top."""
    noise = likelihood.sampling.min(axis=0)
    top = np.maximum(likelihood.ceiling(), 1e-3 * noise)
    bottom = 1e-4 * np.minimum(noise, top)
    grid = np.vstack([np.zeros_like(top), np.geomspace(bottom, top, GRID)])
    best = np.array([likelihood.value(point) for point in grid]).argmax(axis=0)
    skills = np.arange(len(best))
    low, high = grid[np.maximum(best - 1, 0), skills], grid[np.minimum(best + 1, GRID), skills]
    at_zero = np.zeros(len(best), dtype=bool)
    if not likelihood.adjusted:
        at_zero = (best == 0) & (likelihood.slope(np.zeros_like(top))[0] <= 0)
    return np.where(at_zero, 0.0, _root(likelihood, low, high))


def _root(likelihood: VarianceLikelihood, low: Floats, high: Floats) -> Floats:
    """Where the slope changes from above 0 to below; a Newton step that leaves the bracket becomes a halving."""
    point = 0.5 * (low + high)
    for _step in range(STEPS):
        first, second = likelihood.slope(point)
        low, high = np.where(first >= 0, point, low), np.where(first >= 0, high, point)
        with np.errstate(divide="ignore", invalid="ignore"):
            following = point - first / second
        inside = (second < 0) & (following >= low) & (following <= high)
        following = np.where(inside, following, 0.5 * (low + high))
        moved = np.abs(following - point)
        point = following
        if (moved <= PRECISION * (point + high)).all():
            break
    return point
