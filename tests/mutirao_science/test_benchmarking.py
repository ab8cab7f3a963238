import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutirao_science import InputError, benchmark

ESTIMATE = np.array([[2.0, 4.0], [4.0, 4.0]])
MSE = np.array([[1.0, 1.0], [2.0, 3.0]])


def test_by_hand():
    """Means 3.5 and 4; the direct ones are 4.2 and 3."""
    found = benchmark(ESTIMATE, MSE, [1, 3], [4.2, 3])
    np.testing.assert_allclose(found.factor, [1.2, 0.75])
    np.testing.assert_allclose(found.estimate, [[2.4, 3], [4.8, 3]])
    np.testing.assert_allclose(found.mse, [[1.44, 0.5625], [2.88, 1.6875]])


@given(seed=st.integers(0, 1000), ratio=st.floats(0.51, 1.99))
def test_weighted_mean_is_met(seed, ratio):
    random = np.random.default_rng(seed)
    estimate, weight = random.uniform(1, 5, size=(8, 3)), random.uniform(0, 9, size=8)
    estimate[random.random(estimate.shape) < 0.3] = np.nan
    estimate[0] = 3.0
    known = ~np.isnan(estimate)
    means = np.nansum(estimate * weight[:, None], axis=0) / (weight @ known)
    found = benchmark(estimate, np.where(known, 1.0, np.nan), weight, ratio * means)
    again = np.nansum(found.estimate * weight[:, None], axis=0) / (weight @ known)
    np.testing.assert_allclose(again, ratio * means)
    np.testing.assert_array_equal(np.isnan(found.estimate), ~known)


@pytest.mark.parametrize("total", [np.nan, -3.5, 0, 7.1, 1.7])
def test_a_skill_that_cannot_be_scaled_stays(total):
    found = benchmark(ESTIMATE, MSE, [1, 3], [total, 4])
    np.testing.assert_array_equal(found.estimate, ESTIMATE)
    np.testing.assert_array_equal(found.mse, MSE)
    np.testing.assert_array_equal(found.factor, [np.nan, 1])


def test_means_around_zero_do_not_explode():
    found = benchmark([[1.0], [-1.0]], [[1.0], [1.0]], [1, 1], [0.5])
    np.testing.assert_array_equal(found.estimate, [[1.0], [-1.0]])
    assert np.isnan(found.factor[0])


@pytest.mark.parametrize(
    ("arguments", "blamed"),
    [
        (([1.0], MSE, [1, 3], [4, 4]), "estimate"),
        ((ESTIMATE, MSE[:1], [1, 3], [4, 4]), "mse"),
        ((ESTIMATE, MSE, [1, 3, 4], [4, 4]), "weight"),
        ((ESTIMATE, MSE, [1, -3], [4, 4]), "weight"),
        ((ESTIMATE, MSE, [0, 0], [4, 4]), "weight"),
        ((ESTIMATE, MSE, [1, np.nan], [4, 4]), "weight"),
        ((ESTIMATE, MSE, [1, 3], [4]), "total"),
    ],
    ids=["one dimension", "other shape", "other areas", "below 0", "all 0", "missing", "other skills"],
)
def test_what_cannot_be_used_is_refused_by_name(arguments, blamed):
    with pytest.raises(InputError) as refused:
        benchmark(*arguments)
    assert refused.value.argument == blamed
