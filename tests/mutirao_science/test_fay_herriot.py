import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar

from mutirao_science import InputError, fay_herriot
from mutirao_science._variance_likelihood import SPARE_AREAS

from .published import expected, table

METHODS = ["reml", "ml"]


def areas(seed=1, *, n_areas=60, n_skills=3, n_covariates=3, variance=0.6, missing=0.0):
    """Direct estimates, their variances and covariates that follow the model."""
    random = np.random.default_rng(seed)
    covariates = np.column_stack([np.ones(n_areas), random.normal(size=(n_areas, n_covariates - 1))])
    sampling = random.uniform(0.1, 1.5, size=(n_areas, n_skills))
    truth = covariates @ random.normal(size=(n_covariates, n_skills))
    truth += np.sqrt(variance) * random.normal(size=truth.shape)
    direct = truth + np.sqrt(sampling) * random.normal(size=truth.shape)
    direct[random.random(direct.shape) < missing] = np.nan
    return direct, sampling, covariates, truth


def log_likelihood(variance, y, sampling, covariates, *, method):
    """With whole matrices, as in the books."""
    covariance = np.diag(variance + sampling)
    inverse = np.linalg.inv(covariance)
    gram = covariates.T @ inverse @ covariates
    residual = y - covariates @ np.linalg.solve(gram, covariates.T @ inverse @ y)
    value = -0.5 * np.linalg.slogdet(covariance)[1] - 0.5 * residual @ inverse @ residual
    return value - 0.5 * np.linalg.slogdet(gram)[1] if method == "reml" else value


def most_likely(y, sampling, covariates, *, method, adjusted=False):
    """The variance that a slow and general optimiser finds."""

    def loss(logarithm):
        variance = np.exp(logarithm)
        adjustment = logarithm if adjusted else 0.0
        return -log_likelihood(variance, y, sampling, covariates, method=method) - adjustment

    best = min((loss(start), start) for start in np.linspace(-12, 4, 81))[1]
    return np.exp(minimize_scalar(loss, bounds=(best - 0.3, best + 0.3), options={"xatol": 1e-10}).x)


@pytest.mark.parametrize("method", METHODS)
def test_milk_data_as_published(method):
    milk, published = table("milk.csv"), expected("fay_herriot_milk")[method.upper()]
    covariates = np.column_stack([np.ones(43), *(milk["MajorArea"] == area for area in (2, 3, 4))])
    found = fay_herriot(milk["yi"][:, None], milk["SD"][:, None] ** 2, covariates, method=method)
    np.testing.assert_allclose(found.estimate[:, 0], published["eblup"], atol=1e-6)
    np.testing.assert_allclose(found.mse[:, 0], published["mse"], atol=1e-6)
    np.testing.assert_allclose(found.beta[:, 0], published["beta"], atol=1e-6)
    np.testing.assert_allclose(found.beta_error[:, 0], published["se_beta"], atol=1e-6)


@pytest.mark.parametrize("method", METHODS)
def test_variance_is_the_most_likely_one(method):
    y, sampling, covariates, _truth = areas()
    found = fay_herriot(y, sampling, covariates, method=method)
    slow = [most_likely(y[:, s], sampling[:, s], covariates, method=method) for s in range(3)]
    np.testing.assert_allclose(found.model_variance, slow, rtol=1e-6)
    assert not found.adjusted.any()


@pytest.mark.parametrize("method", METHODS)
def test_estimate_is_own_answers_and_the_model_by_gamma(method):
    y, sampling, covariates, _truth = areas()
    found = fay_herriot(y, sampling, covariates, method=method)
    gamma = found.model_variance / (found.model_variance + sampling)
    np.testing.assert_allclose(found.gamma, gamma)
    np.testing.assert_allclose(found.synthetic, covariates @ found.beta)
    np.testing.assert_allclose(found.estimate, gamma * y + (1 - gamma) * found.synthetic)


@pytest.mark.parametrize("method", METHODS)
def test_skills_do_not_touch_each_other(method):
    y, sampling, covariates, _truth = areas(missing=0.3)
    together = fay_herriot(y, sampling, covariates, method=method)
    for skill in range(3):
        answered = ~np.isnan(y[:, skill])
        one = [array[answered][:, [skill]] for array in (y, sampling)]
        alone = fay_herriot(*one, covariates[answered], method=method)
        np.testing.assert_allclose(together.estimate[answered, skill], alone.estimate[:, 0], rtol=1e-9)
        np.testing.assert_allclose(together.mse[answered, skill], alone.mse[:, 0], rtol=1e-9)


def test_area_without_answers_gets_what_similar_areas_tell():
    y, sampling, covariates, _truth = areas()
    y[7] = np.nan
    sampling[7] = np.nan
    found = fay_herriot(y, sampling, covariates)
    others = np.delete(np.arange(60), 7)
    for skill in range(3):
        weight = 1 / (found.model_variance[skill] + sampling[others, skill])
        inverse = np.linalg.inv((covariates[others].T * weight) @ covariates[others])
        spread = found.model_variance[skill] + covariates[7] @ inverse @ covariates[7]
        np.testing.assert_allclose(found.mse[7, skill], spread)
        np.testing.assert_allclose(found.synthetic_mse[7, skill], spread)
    np.testing.assert_allclose(found.estimate[7], covariates[7] @ found.beta)
    np.testing.assert_array_equal(found.gamma[7], 0)
    assert np.isnan(found.residual[7]).all()
    assert (found.mse[7] > np.median(found.mse[others], axis=0)).all()


@pytest.mark.parametrize("method", METHODS)
def test_variance_of_zero_is_adjusted(method):
    y, sampling, covariates, _truth = areas(variance=0.0, n_skills=20)
    found = fay_herriot(y, sampling, covariates, method=method)
    assert 3 < found.adjusted.sum() < 20
    for skill in np.flatnonzero(found.adjusted):
        one = (y[:, skill], sampling[:, skill], covariates)
        assert log_likelihood(0, *one, method=method) > log_likelihood(1e-3, *one, method=method)
        assert found.model_variance[skill] == pytest.approx(most_likely(*one, method=method, adjusted=True), rel=1e-6)


def test_equal_answers_everywhere_stay_what_they_are():
    _y, sampling, covariates, _truth = areas()
    found = fay_herriot(np.full_like(sampling, 2.5), sampling, covariates)
    np.testing.assert_allclose(found.estimate, 2.5)
    assert found.adjusted.all()
    assert (found.mse > 0).all()
    assert (found.mse < np.maximum(sampling, 0.5)).all()


@pytest.mark.parametrize("method", METHODS)
def test_exact_answers_are_the_estimate(method):
    y, sampling, covariates, _truth = areas()
    found = fay_herriot(y, np.full_like(sampling, 1e-12), covariates, method=method)
    np.testing.assert_allclose(found.estimate, y, atol=1e-9)
    np.testing.assert_allclose(found.mse, 1e-12, rtol=1e-6)


def test_worthless_answers_leave_the_model():
    y, sampling, covariates, _truth = areas()
    sampling[3] = 1e12
    found = fay_herriot(y, sampling, covariates)
    np.testing.assert_allclose(found.estimate[3], found.synthetic[3], atol=1e-6)
    np.testing.assert_allclose(found.mse[3], found.synthetic_mse[3], rtol=1e-6)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("noise", [1e6, 1e12])
def test_worthless_answers_everywhere_leave_the_model(noise, method):
    """The adjusted likelihood alone would put A at a share of D, so that no answer lost all credit."""
    y, sampling, covariates, _truth = areas(n_areas=15)
    found = fay_herriot(y, noise * sampling, covariates, method=method)
    np.testing.assert_allclose(found.estimate, found.synthetic, atol=1e-4)
    assert (found.model_variance > 0).all()
    assert found.adjusted.all()


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), method=st.sampled_from(METHODS))
def test_order_of_areas_and_skills_changes_nothing(seed, method):
    y, sampling, covariates, _truth = areas(seed, n_areas=15, missing=0.2)
    rows, columns = np.random.default_rng(seed).permutation(15), [2, 0, 1]
    found = fay_herriot(y, sampling, covariates, method=method)
    mixed = fay_herriot(y[rows][:, columns], sampling[rows][:, columns], covariates[rows], method=method)
    np.testing.assert_allclose(mixed.estimate, found.estimate[rows][:, columns], rtol=1e-6, atol=1e-8)
    np.testing.assert_allclose(mixed.mse, found.mse[rows][:, columns], rtol=1e-6)


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    shift=st.floats(-50, 50),
    scale=st.floats(0.01, 100),
    method=st.sampled_from(METHODS),
)
def test_another_scale_of_answers_scales_the_result(seed, shift, scale, method):
    y, sampling, covariates, _truth = areas(seed, n_areas=15, missing=0.2)
    found = fay_herriot(y, sampling, covariates, method=method)
    other = fay_herriot(shift + scale * y, scale**2 * sampling, covariates, method=method)
    np.testing.assert_allclose(other.estimate, shift + scale * found.estimate, rtol=1e-6, atol=1e-6 * scale)
    np.testing.assert_allclose(other.mse, scale**2 * found.mse, rtol=1e-6)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), offset=st.floats(-1e4, 1e4), scale=st.floats(1e-6, 1e6))
def test_covariates_in_other_units_tell_the_same(seed, offset, scale):
    y, sampling, covariates, _truth = areas(seed, n_areas=15)
    other = covariates.copy()
    other[:, 1] = scale * (offset + covariates[:, 1])
    found, again = fay_herriot(y, sampling, covariates), fay_herriot(y, sampling, other)
    np.testing.assert_allclose(again.estimate, found.estimate, rtol=1e-5, atol=1e-5)
    np.testing.assert_allclose(again.beta[1] * scale, found.beta[1], rtol=1e-4, atol=1e-5)


def test_results_cannot_be_changed():
    y, sampling, covariates, _truth = areas()
    found = fay_herriot(y, sampling, covariates)
    with pytest.raises(ValueError, match="read-only"):
        found.estimate[0, 0] = 1


def broken(name):
    """One fault each."""
    y, sampling, covariates, _truth = areas()
    few = y.copy()
    few[3:, 1] = np.nan
    gone = y.copy()
    gone[covariates[:, 1] > 0, 2] = np.nan
    split = np.column_stack([covariates, covariates[:, 1] > 0])
    return {
        "one dimension": ((y[:, 0], sampling[:, 0], covariates), "y"),
        "nothing": ((y[:0], sampling[:0], covariates[:0]), "y"),
        "text": (([["much"]], sampling, covariates), "y"),
        "infinite answer": ((np.where(y == y[0, 0], np.inf, y), sampling, covariates), "y"),
        "one area": ((y[:1], sampling[:1], covariates[:1, :1]), "y"),
        "too few answered": ((few, sampling, covariates), "y"),
        "nobody answered": ((np.full_like(y, np.nan), sampling, covariates), "y"),
        "variance of another shape": ((y, sampling[:, :2], covariates), "variance"),
        "variance missing": ((y, np.where(y == y[0, 0], np.nan, sampling), covariates), "variance"),
        "variance of 0": ((y, np.where(y == y[0, 0], 0, sampling), covariates), "variance"),
        "variance below 0": ((y, -sampling, covariates), "variance"),
        "covariates of other areas": ((y, sampling, covariates[:-1]), "X"),
        "covariates missing": ((y, sampling, np.where(covariates == covariates[0, 1], np.nan, covariates)), "X"),
        "the same covariate twice": ((y, sampling, covariates[:, [0, 1, 1]]), "X"),
        "a covariate of zeros": ((y, sampling, covariates * [1, 0, 1]), "X"),
        "dependent where answered": ((gone, sampling, split), "X"),
    }[name]


@pytest.mark.parametrize(
    "name",
    [
        "one dimension",
        "nothing",
        "text",
        "infinite answer",
        "one area",
        "too few answered",
        "nobody answered",
        "variance of another shape",
        "variance missing",
        "variance of 0",
        "variance below 0",
        "covariates of other areas",
        "covariates missing",
        "the same covariate twice",
        "a covariate of zeros",
        "dependent where answered",
    ],
)
def test_what_cannot_be_used_is_refused_by_name(name):
    arguments, blamed = broken(name)
    with pytest.raises(InputError) as refused:
        fay_herriot(*arguments)
    assert refused.value.argument == blamed


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 1000), n_areas=st.integers(1 + SPARE_AREAS, 6), method=st.sampled_from(METHODS))
def test_a_handful_of_areas_is_enough(seed, n_areas, method):
    y, sampling, covariates, _truth = areas(seed, n_areas=n_areas, n_skills=1, n_covariates=1)
    found = fay_herriot(y, sampling, covariates, method=method)
    slow = most_likely(y[:, 0], sampling[:, 0], covariates, method=method, adjusted=bool(found.adjusted[0]))
    assert found.model_variance[0] == pytest.approx(slow, rel=1e-5)
    assert (found.mse > 0).all()


def test_two_areas_far_apart_by_hand():
    """Half the squared difference is A + D."""
    found = fay_herriot([[0.0], [100.0]], [[1.0], [1.0]], [[1.0], [1.0]])
    assert found.model_variance[0] == pytest.approx(4999)
    np.testing.assert_allclose(found.estimate[:, 0], [0.01, 99.99])


def test_too_few_areas_that_do_not_differ_are_refused():
    with pytest.raises(InputError, match=r"y: expected answers from 4 areas or more .*, got 3 in column 0"):
        fay_herriot(np.ones((3, 1)), np.ones((3, 1)), np.ones((3, 1)))


def test_unknown_method_is_refused():
    with pytest.raises(InputError, match="method: expected reml or ml, got bayes"):
        fay_herriot(*areas()[:3], method="bayes")


def coverage(n_areas, *, n_sets, method):
    """How often 95 % intervals hold the truth: where some answered, and where nobody did."""
    inside = {True: [], False: []}
    for seed in range(n_sets):
        y, sampling, covariates, truth = areas(seed, n_areas=n_areas, n_skills=4, missing=0.4)
        found = fay_herriot(y, sampling, covariates, method=method)
        covered = np.abs(found.estimate - truth) < 1.959964 * np.sqrt(found.mse)
        for has_answers in inside:
            inside[has_answers].append(covered[np.isnan(y) != has_answers].mean())
    return np.mean(inside[True]), np.mean(inside[False])


@pytest.mark.slow
@pytest.mark.parametrize("method", METHODS)
def test_95_percent_intervals_cover_95_percent(method):
    assert coverage(600, n_sets=200, method=method) == pytest.approx((0.95, 0.95), abs=0.01)


@pytest.mark.slow
def test_with_few_areas_intervals_where_nobody_answered_cover_less():
    """A is then itself a guess, which A + x'Qx leaves out: docs/statistics/fay-herriot.md says so."""
    with_answers, without = coverage(40, n_sets=600, method="reml")
    assert with_answers > 0.94
    assert 0.86 < without < 0.93


def coverage_under_self_selection(*, bias, allowance):
    """Who answers sees a need larger than the others do, everywhere; from 5 to 80 answers in a cell. 90 % intervals."""
    inside = {True: [], False: []}
    for seed in range(60):
        random = np.random.default_rng(seed)
        covariates = np.column_stack([np.ones(600), random.normal(size=(600, 2))])
        truth = covariates @ random.normal(scale=0.4, size=(3, 4)) + np.sqrt(0.15) * random.normal(size=(600, 4))
        sampling = 1 / random.integers(5, 80, size=truth.shape)
        direct = truth + bias + np.sqrt(sampling) * random.normal(size=truth.shape)
        direct[random.random(direct.shape) < 0.4] = np.nan
        found = fay_herriot(direct, sampling, covariates)
        covered = np.abs(found.estimate - truth) < 1.644854 * np.sqrt(found.mse + allowance**2)
        for has_answers in inside:
            inside[has_answers].append(covered[np.isnan(direct) != has_answers].mean())
    return np.mean(inside[True]), np.mean(inside[False])


@pytest.mark.slow
def test_self_selection_breaks_the_interval_and_the_allowance_mends_it():
    """The figures that docs/statistics/fay-herriot.md states."""
    assert coverage_under_self_selection(bias=0, allowance=0) == pytest.approx((0.90, 0.90), abs=0.01)
    assert coverage_under_self_selection(bias=0.3, allowance=0) == pytest.approx((0.36, 0.80), abs=0.01)
    assert coverage_under_self_selection(bias=0.3, allowance=0.3) == pytest.approx((0.95, 0.90), abs=0.01)
