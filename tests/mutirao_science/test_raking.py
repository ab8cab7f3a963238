import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mutirao_science import InputError, rake


def people(seed=0, *, n_people=500, sizes=(3, 2, 4)):
    """Codes in every margin, totals that can be met, weights to start from."""
    random = np.random.default_rng(seed)
    groups = np.column_stack([random.integers(0, size, n_people) for size in sizes])
    groups[: max(sizes)] = np.arange(max(sizes))[:, None] % sizes  # nobody's code stays empty
    truth = random.uniform(0.5, 3, n_people)
    targets = [np.bincount(groups[:, margin], weights=truth, minlength=size) for margin, size in enumerate(sizes)]
    return groups, targets, random.uniform(0.5, 2, n_people)


def sums(groups, weights, targets):
    return [np.bincount(groups[:, margin], weights=weights, minlength=len(t)) for margin, t in enumerate(targets)]


def test_one_margin_is_a_share():
    raked = rake([[0], [0], [1]], [[30, 70]], [1, 2, 5])
    np.testing.assert_allclose(raked.weights, [10, 20, 70])
    assert raked.n_effective == pytest.approx(100**2 / (100 + 400 + 4900))


def test_two_margins_by_hand():
    """Of four equal people, one in each cell; independent margins stay independent."""
    raked = rake([[0, 0], [0, 1], [1, 0], [1, 1]], [[60, 40], [30, 70]], np.ones(4))
    np.testing.assert_allclose(raked.weights, [18, 42, 12, 28])


def test_weights_that_fit_stay():
    groups, targets, weights = people()
    fitting = rake(groups, targets, weights).weights
    again = rake(groups, targets, fitting)
    np.testing.assert_allclose(again.weights, fitting, rtol=1e-8)
    assert again.n_cycles == 1


@settings(max_examples=50, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    sizes=st.lists(st.integers(1, 6), min_size=1, max_size=5),
    trim=st.sampled_from([None, (0.3, 3), (0.5, 2)]),
)
def test_every_margin_is_met(seed, sizes, trim):
    groups, targets, weights = people(seed, sizes=sizes)
    raked = rake(groups, targets, weights, trim=trim)
    for found, total in zip(sums(groups, raked.weights, targets), targets, strict=True):
        np.testing.assert_allclose(found, total, rtol=1e-8)
    assert (raked.weights > 0).all()
    assert 1 <= raked.n_effective <= len(weights) * (1 + 1e-12)


def test_ratios_within_a_cell_stay():
    groups, targets, weights = people()
    raked = rake(groups, targets, weights)
    together = (groups == groups[0]).all(axis=1)
    factor = raked.weights[together] / weights[together]
    np.testing.assert_allclose(factor, factor[0])


def test_cells_give_what_people_one_by_one_give():
    groups, targets, weights = people()
    slow = weights.copy()
    for _cycle in range(200):
        for margin, total in enumerate(targets):
            slow *= (total / np.bincount(groups[:, margin], weights=slow))[groups[:, margin]]
    np.testing.assert_allclose(rake(groups, targets, weights).weights, slow, rtol=1e-8)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_order_of_people_and_margins_changes_nothing(seed):
    groups, targets, weights = people(seed)
    order, margins = np.random.default_rng(seed).permutation(len(weights)), [2, 0, 1]
    mixed = rake(groups[order][:, margins], [targets[margin] for margin in margins], weights[order])
    np.testing.assert_allclose(mixed.weights, rake(groups, targets, weights).weights[order], rtol=1e-6)


def test_trimming_brings_weights_together():
    groups, targets, weights = people()
    weights[:5] = 500
    raked = rake(groups, targets, weights)
    trimmed = rake(groups, targets, weights, trim=(0.3, 3))
    assert trimmed.weights.max() / np.median(trimmed.weights) < 10 < raked.weights.max() / np.median(raked.weights)
    assert trimmed.n_effective > raked.n_effective


def test_a_code_that_nobody_has_and_nobody_needs_is_fine():
    raked = rake([[0], [2]], [[1, 0, 3]], [1, 1])
    np.testing.assert_allclose(raked.weights, [1, 3])


GROUPS = [[0, 0], [0, 1], [1, 0], [1, 1]]
TARGETS = [[60, 40], [30, 70]]


@pytest.mark.parametrize(
    ("arguments", "blamed", "says"),
    [
        (([0, 1], TARGETS, np.ones(2)), "groups", "2 dimensions"),
        (([[0.5, 1]], TARGETS, np.ones(1)), "groups", "whole numbers"),
        (([[0, -1]], TARGETS, np.ones(1)), "groups", "codes from 0"),
        (([*GROUPS, [0, 2]], TARGETS, np.ones(5)), "groups", "codes below 2 in margin 1, got 2"),
        ((GROUPS, TARGETS, np.ones(3)), "weights", "one for each of 4 people, got 3"),
        ((GROUPS, TARGETS, [1, 1, 1, 0]), "weights", "above 0"),
        ((GROUPS, TARGETS, [1, 1, 1, np.nan]), "weights", "missing"),
        ((GROUPS, TARGETS[:1], np.ones(4)), "targets", "one array for each of 2 margins"),
        ((GROUPS, [[60, 40], [30, np.nan]], np.ones(4)), "targets[1]", "missing"),
        ((GROUPS, [[60, 40], [-30, 130]], np.ones(4)), "targets[1]", "0 or more"),
        ((GROUPS, [[60, 40], [30, 71]], np.ones(4)), "targets[1]", "the sum of margin 0, 100, got 101"),
        ((GROUPS, [[60, 30, 10], [30, 70]], np.ones(4)), "targets[0]", "10 for code 2, nobody in it"),
        ((GROUPS, [[100, 0], [30, 70]], np.ones(4)), "targets[0]", "0 for code 1, 2 people in it"),
        (([[0, 0], [1, 1]], TARGETS, np.ones(2)), "targets", "met together"),
    ],
    ids=[
        "one dimension",
        "fractions",
        "negative codes",
        "unknown code",
        "too few weights",
        "weight of 0",
        "weight missing",
        "margin missing",
        "total missing",
        "total below 0",
        "other sum",
        "empty cell",
        "total of 0",
        "contradiction",
    ],
)
def test_what_cannot_be_used_is_refused_by_name(arguments, blamed, says):
    with pytest.raises(InputError) as refused:
        rake(*arguments)
    assert refused.value.argument == blamed
    assert says in str(refused.value)


@pytest.mark.parametrize("trim", [(0, 3), (1.2, 3), (0.3, 0.9), (0.3, np.inf)])
def test_bounds_that_hold_nothing_are_refused(trim):
    with pytest.raises(InputError, match="trim"):
        rake(GROUPS, TARGETS, np.ones(4), trim=trim)
