import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mutirao_science import InputError, rank_confidence_sets
from mutirao_science._fast import plainly


def sets(*arguments, **options):
    found = rank_confidence_sets(*arguments, **options)
    return list(zip(found.lower.tolist(), found.upper.tolist(), strict=True))


def slowly(estimate, error, *, level, own=None, draws=40_000):
    """Pair by pair, in plain loops over sets, with draws of its own; ``own`` is the population of a marginal set."""
    n = len(estimate)
    noise = np.random.default_rng(99).standard_normal((draws, n)) * error
    pairs = {pair for pair in itertools.permutations(range(n), 2) if own is None or own in pair}
    spread = {(j, k): np.hypot(error[j], error[k]) for j, k in pairs}
    fallen = set()
    while pairs - fallen:
        largest = np.max([(noise[:, j] - noise[:, k]) / spread[j, k] for j, k in pairs - fallen], axis=0)
        critical = np.quantile(largest, level)
        new = {(j, k) for j, k in pairs - fallen if (estimate[j] - estimate[k]) / spread[j, k] > critical}
        if not new:
            break
        fallen |= new
    above = [sum(k == population for _j, k in fallen) for population in range(n)]
    below = [sum(j == population for j, _k in fallen) for population in range(n)]
    return [(1 + above[population], n - below[population]) for population in range(n)]


def test_far_apart_populations_have_one_rank_each():
    assert sets([1.0, 9.0, 5.0], [0.1, 0.1, 0.1]) == [(3, 3), (1, 1), (2, 2)]
    assert sets([1.0, 9.0, 5.0], [0.1, 0.1, 0.1], simultaneous=True) == [(3, 3), (1, 1), (2, 2)]


def test_smallest_can_be_best():
    assert sets([1.0, 9.0, 5.0], [0.1, 0.1, 0.1], best="smallest") == [(1, 1), (3, 3), (2, 2)]


def test_nothing_is_known_of_equal_populations():
    assert sets([2.0] * 4, [1.0] * 4) == [(1, 4)] * 4


@pytest.mark.parametrize("difference", [2.6, 3.0])
def test_two_populations_are_the_two_sided_test(difference):
    """The standard error of the difference is 1.414, 1.96 of it 2.77."""
    told_apart = difference > 1.959964 * np.sqrt(2)
    assert sets([0.0, difference], [1.0, 1.0]) == ([(2, 2), (1, 1)] if told_apart else [(1, 2), (1, 2)])


def test_a_second_step_finds_more_than_the_first():
    """Once the far ones have fallen, fewer comparisons are left, and a smaller difference is beyond chance."""
    far = [0.0, 3.1, *np.linspace(40, 60, 12)]
    near = [0.0, 3.1, *np.linspace(1, 2, 12)]
    errors = [1.0, 1.0] + [0.1] * 12
    assert sets(far, errors, simultaneous=True)[0] == (13, 14)
    assert slowly(np.array(far), np.array(errors), level=0.95)[0] == (13, 14)
    assert sets(near, errors)[0][1] == 14


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 1000), n=st.integers(2, 6), level=st.sampled_from([0.8, 0.95]))
def test_small_cases_are_as_the_slow_way_finds_them(seed, n, level):
    """But for pairs so near the critical value that the error of drawing decides."""
    random = np.random.default_rng(seed)
    estimate, error = 4 * random.normal(size=n), random.uniform(0.3, 1.5, n)
    between = [slowly(estimate, error, level=level + step) for step in (-0.02, 0.02)]
    for found, narrow, wide in zip(sets(estimate, error, level=level, simultaneous=True), *between, strict=True):
        assert wide[0] <= found[0] <= narrow[0]
        assert narrow[1] <= found[1] <= wide[1]
    for own, found in enumerate(sets(estimate, error, level=level)):
        narrow, wide = (slowly(estimate, error, level=level + step, own=own)[own] for step in (-0.02, 0.02))
        assert wide[0] <= found[0] <= narrow[0]
        assert narrow[1] <= found[1] <= wide[1]


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 1000), simultaneous=st.booleans())
def test_compiled_and_plain_find_the_same(seed, simultaneous):
    random = np.random.default_rng(seed)
    arguments = 2 * random.normal(size=15), random.uniform(0.3, 1, 15)
    compiled = sets(*arguments, simultaneous=simultaneous, draws=1500)
    with plainly():
        assert sets(*arguments, simultaneous=simultaneous, draws=1500) == compiled


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 1000))
def test_the_whole_list_is_never_surer_than_one(seed):
    random = np.random.default_rng(seed)
    estimate, error = 2 * random.normal(size=12), random.uniform(0.3, 1, 12)
    marginal = rank_confidence_sets(estimate, error)
    whole = rank_confidence_sets(estimate, error, simultaneous=True)
    assert (whole.lower <= marginal.lower).all()
    assert (whole.upper >= marginal.upper).all()
    observed = 1 + (estimate[None] > estimate[:, None]).sum(axis=1)
    assert ((marginal.lower <= observed) & (observed <= marginal.upper)).all()


def test_a_shared_error_tells_more():
    estimate, error = [0.0, 1.0, 2.0], [1.0, 1.0, 1.0]
    shared = np.full((3, 3), 0.99) + 0.01 * np.eye(3)
    assert sets(estimate, error) == [(1, 3)] * 3
    assert sets(estimate, error, correlation=np.eye(3)) == [(1, 3)] * 3
    assert sets(estimate, error, correlation=shared) == [(3, 3), (2, 2), (1, 1)]


def test_results_cannot_be_changed():
    with pytest.raises(ValueError, match="read-only"):
        rank_confidence_sets([1.0, 2.0], [1.0, 1.0]).lower[0] = 5


@pytest.mark.parametrize(
    ("arguments", "options", "blamed"),
    [
        (([[1.0, 2.0]], [1.0, 1.0]), {}, "estimate"),
        (([1.0], [1.0]), {}, "estimate"),
        (([1.0, np.nan], [1.0, 1.0]), {}, "estimate"),
        (([1.0, 2.0], [1.0]), {}, "standard_error"),
        (([1.0, 2.0], [1.0, 0.0]), {}, "standard_error"),
        (([1.0, 2.0], [1.0, np.nan]), {}, "standard_error"),
        (([1.0, 2.0], [1.0, 1.0]), {"best": "first"}, "best"),
        (([1.0, 2.0], [1.0, 1.0]), {"level": 95}, "level"),
        (([1.0, 2.0], [1.0, 1.0]), {"draws": 0}, "draws"),
        (([1.0, 2.0], [1.0, 1.0]), {"seed": 0.5}, "seed"),
        (([1.0, 2.0], [1.0, 1.0]), {"correlation": np.eye(3)}, "correlation"),
        (([1.0, 2.0], [1.0, 1.0]), {"correlation": np.ones((2, 2))}, "correlation"),
    ],
    ids=[
        "two dimensions",
        "one population",
        "missing",
        "other length",
        "error of 0",
        "error missing",
        "unknown order",
        "percent",
        "no draws",
        "seed with a fraction",
        "other size",
        "same error",
    ],
)
def test_what_cannot_be_used_is_refused_by_name(arguments, options, blamed):
    with pytest.raises(InputError) as refused:
        rank_confidence_sets(*arguments, **options)
    assert refused.value.argument == blamed


@pytest.mark.slow
@pytest.mark.parametrize("spacing", [0.0, 0.5, 2.0])
def test_95_percent_sets_hold_the_true_ranks(spacing):
    """One by one at least 95 % for each population; the whole list at least 95 %."""
    truth = spacing * np.arange(8.0)
    ranks = 1 + (truth[None] > truth[:, None]).sum(axis=1)
    random, error = np.random.default_rng(3), np.linspace(0.5, 1.5, 8)
    one_by_one, whole = [], []
    for seed in range(1000):
        estimate = truth + error * random.standard_normal(8)
        marginal = rank_confidence_sets(estimate, error, draws=1000, seed=seed)
        one_by_one.append((marginal.lower <= ranks) & (ranks <= marginal.upper))
        listed = rank_confidence_sets(estimate, error, draws=1000, seed=seed, simultaneous=True)
        whole.append(((listed.lower <= ranks) & (ranks <= listed.upper)).all())
    assert np.mean(one_by_one, axis=0).min() > 0.935
    assert np.mean(whole) > 0.935
