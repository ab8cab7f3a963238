import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm

from mutirao_science import InputError, fay_herriot, rank_draws, residual_correlation
from mutirao_science._fast import plainly


def cells(seed=1, *, n_areas=20, n_skills=12, missing=0.0):
    """Estimates, their MSE, and a correlation of one common factor."""
    random = np.random.default_rng(seed)
    estimate = random.normal(size=(n_areas, n_skills))
    mse = random.uniform(0.05, 1, size=estimate.shape)
    gone = random.random(estimate.shape) < missing
    estimate[gone] = mse[gone] = np.nan
    correlation = np.full((n_skills, n_skills), 0.4)
    np.fill_diagonal(correlation, 1)
    return estimate, mse, correlation


def same(one, other):
    for name in ("median", "lower", "upper"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))
    assert one.top.keys() == other.top.keys()
    for k in one.top:
        np.testing.assert_array_equal(one.top[k], other.top[k])


def test_certain_estimates_have_one_rank():
    ranks = rank_draws([[3, 1, 2]], [[0, 0, 0]], np.eye(3), top=(1, 2))
    np.testing.assert_array_equal(ranks.lower, [[1, 3, 2]])
    np.testing.assert_array_equal(ranks.median, [[1, 3, 2]])
    np.testing.assert_array_equal(ranks.upper, [[1, 3, 2]])
    np.testing.assert_array_equal(ranks.top[1], [[1, 0, 0]])
    np.testing.assert_array_equal(ranks.top[2], [[1, 0, 1]])


@pytest.mark.parametrize("way", ["compiled", "plain"])
def test_equal_estimates_share_the_better_rank(way):
    def ranked():
        return rank_draws([[2, 2, 1, 2]], [[0, 0, 0, 0]], np.eye(4))

    if way == "plain":
        with plainly():
            ranks = ranked()
    else:
        ranks = ranked()
    np.testing.assert_array_equal(ranks.median, [[1, 1, 4, 1]])


def test_two_skills_change_places_as_often_as_the_normal_law_says():
    ranks = rank_draws([[1, 0]], [[1, 0.44]], np.eye(2), top=(1,), draws=200_000)
    assert ranks.top[1][0, 0] == pytest.approx(norm.cdf(1 / 1.2), abs=0.004)


def test_what_skills_share_does_not_move_their_ranks():
    together = np.array([[1, 0.8], [0.8, 1]])
    apart = rank_draws([[1, 0]], [[1, 1]], np.eye(2), top=(1,), draws=200_000).top[1][0, 0]
    shared = rank_draws([[1, 0]], [[1, 1]], together, top=(1,), draws=200_000).top[1][0, 0]
    assert apart == pytest.approx(norm.cdf(1 / np.sqrt(2)), abs=0.004)
    assert shared == pytest.approx(norm.cdf(1 / np.sqrt(0.4)), abs=0.004)


def test_three_skills_as_counted_one_draw_at_a_time():
    """The slow way: sort each draw in Python."""
    estimate, mse, correlation = cells(n_areas=4, n_skills=3)
    noise = np.linalg.cholesky(correlation) @ np.random.default_rng(9).standard_normal((3, 40_000))
    ranks = rank_draws(estimate, mse, correlation, draws=40_000, top=(1, 2))
    for area, skill in itertools.product(range(4), range(3)):
        values = estimate[area, :, None] + np.sqrt(mse[area, :, None]) * noise
        slow = 1 + (values > values[skill]).sum(axis=0)
        for k in (1, 2):
            assert ranks.top[k][area, skill] == pytest.approx((slow <= k).mean(), abs=0.012)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 1000), draws=st.integers(1, 700), missing=st.sampled_from([0, 0.3, 1]))
def test_compiled_and_plain_count_the_same(seed, draws, missing):
    arguments = cells(seed, missing=missing)
    compiled = rank_draws(*arguments, draws=draws, seed=seed)
    with plainly():
        same(rank_draws(*arguments, draws=draws, seed=seed), compiled)


def test_an_area_does_not_depend_on_others():
    estimate, mse, correlation = cells(n_areas=300)
    order = np.random.default_rng(0).permutation(300)
    all_areas = rank_draws(estimate, mse, correlation)
    mixed = rank_draws(estimate[order], mse[order], correlation)
    np.testing.assert_array_equal(mixed.lower, all_areas.lower[order])
    alone = rank_draws(estimate[[280]], mse[[280]], correlation)
    np.testing.assert_array_equal(alone.top[10], all_areas.top[10][[280]])


def test_another_order_of_skills_is_another_draw_of_the_same():
    estimate, mse, correlation = cells()
    order = np.random.default_rng(0).permutation(12)
    ranks = rank_draws(estimate, mse, correlation, draws=20_000)
    mixed = rank_draws(estimate[:, order], mse[:, order], correlation, draws=20_000)
    np.testing.assert_allclose(mixed.top[10], ranks.top[10][:, order], atol=0.02)
    assert np.abs(mixed.median - ranks.median[:, order]).max() <= 1


def test_a_large_common_level_costs_no_digits():
    estimate, mse, correlation = cells()
    same(rank_draws(estimate + 2.0**20, mse, correlation), rank_draws(estimate, mse, correlation))


def test_missing_cells_are_not_ranked():
    estimate, mse, correlation = cells(missing=0.4)
    estimate[3] = mse[3] = np.nan
    ranks = rank_draws(estimate, mse, correlation, top=(1, 30))
    gone = np.isnan(estimate)
    for each in (ranks.lower, ranks.median, ranks.upper):
        assert (each[gone] == 0).all()
        assert (each[~gone] >= 1).all()
        assert (each <= (~gone).sum(axis=1)[:, None]).all()
    assert np.isnan(ranks.top[1][gone]).all()
    np.testing.assert_array_equal(ranks.top[30][~gone], 1)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 1000))
def test_shares_and_ranges_fit_together(seed):
    estimate, mse, correlation = cells(seed, n_areas=5)
    ranks = rank_draws(estimate, mse, correlation, top=range(1, 13), draws=500)
    assert (ranks.lower <= ranks.median).all()
    assert (ranks.median <= ranks.upper).all()
    shares = np.array([ranks.top[k] for k in range(1, 13)])
    np.testing.assert_allclose(shares.sum(axis=2), np.arange(1, 13)[:, None] * np.ones(5))
    up_to = np.concatenate([np.zeros((1, 5, 12)), shares])
    inside = np.take_along_axis(up_to, ranks.upper[None], axis=0) - np.take_along_axis(up_to, ranks.lower[None] - 1, 0)
    assert (inside >= 0.9 - 1e-12).all()


def test_the_same_seed_gives_the_same_and_another_not():
    arguments = cells()
    same(rank_draws(*arguments, seed=4), rank_draws(*arguments, seed=4))
    assert not np.array_equal(rank_draws(*arguments, seed=4).top[10], rank_draws(*arguments, seed=5).top[10])


E_, M_, C_ = [[1.0, 2.0]], [[1.0, 1.0]], [[1.0, 0.5], [0.5, 1.0]]


@pytest.mark.parametrize(
    ("arguments", "options", "blamed"),
    [
        (([1.0, 2.0], M_, C_), {}, "estimate"),
        (([[np.inf, 2.0]], M_, C_), {}, "estimate"),
        ((E_, [[1.0]], C_), {}, "mse"),
        ((E_, [[1.0, np.nan]], C_), {}, "mse"),
        ((E_, [[1.0, -1.0]], C_), {}, "mse"),
        ((E_, M_, np.eye(3)), {}, "correlation"),
        ((E_, M_, [[1, 0.5], [0.4, 1]]), {}, "correlation"),
        ((E_, M_, [[2, 0.5], [0.5, 2]]), {}, "correlation"),
        ((E_, M_, [[1, 1.5], [1.5, 1]]), {}, "correlation"),
        ((E_, M_, [[1, np.nan], [np.nan, 1]]), {}, "correlation"),
        ((E_, M_, C_), {"draws": 0}, "draws"),
        ((E_, M_, C_), {"top": (0,)}, "top"),
        ((E_, M_, C_), {"level": 1.0}, "level"),
        ((E_, M_, C_), {"seed": -1}, "seed"),
    ],
    ids=[
        "one dimension",
        "infinite",
        "other shape",
        "missing error",
        "error below 0",
        "other size",
        "not symmetric",
        "a covariance",
        "not a correlation",
        "missing correlation",
        "no draws",
        "top 0",
        "level 1",
        "seed below 0",
    ],
)
def test_what_cannot_be_used_is_refused_by_name(arguments, options, blamed):
    with pytest.raises(InputError) as refused:
        rank_draws(*arguments, **options)
    assert refused.value.argument == blamed


def true_ranks(truth):
    return 1 + (truth[:, None, :] > truth[:, :, None]).sum(axis=2)


@pytest.mark.slow
def test_90_percent_ranges_hold_the_true_rank_9_times_of_10():
    """Areas with answers and areas without, skills that go together. Whole ranks cover a little more."""
    inside = {True: [], False: []}
    for seed in range(40):
        random = np.random.default_rng(seed)
        covariates = np.column_stack([np.ones(400), random.normal(size=(400, 2))])
        shared = 0.5 * random.normal(size=(400, 1)) + np.sqrt(0.25) * random.normal(size=(400, 20))
        truth = covariates @ random.normal(scale=0.4, size=(3, 20)) + shared
        sampling = random.uniform(0.05, 0.8, size=truth.shape)
        direct = truth + np.sqrt(sampling) * random.normal(size=truth.shape)
        direct[random.random(400) < 0.5] = np.nan
        model = fay_herriot(direct, sampling, covariates)
        ranks = rank_draws(model.estimate, model.mse, residual_correlation(model.residual).correlation, seed=seed)
        covered = (ranks.lower <= true_ranks(truth)) & (true_ranks(truth) <= ranks.upper)
        for answered in inside:
            inside[answered].append(covered[np.isnan(direct) != answered].mean())
    assert 0.89 < np.mean(inside[True]) < 0.97
    assert 0.89 < np.mean(inside[False]) < 0.97
