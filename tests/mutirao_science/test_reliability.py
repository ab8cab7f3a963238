"""Alpha and omega, against published values and by their own rules."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.mutirao_science.published import columns

from mutirao_science import InputError, alpha, omega, shortest_form

BFI = "assessment_microdata_gpl/psych_bfi.csv"


def test_alpha_of_lsat6_is_the_published_one():
    answers = columns("assessment_microdata_gpl/psych_lsat6.csv", *(f"Q{item}" for item in range(1, 6)))
    assert alpha(answers).value == pytest.approx(0.295, abs=5e-4)


@pytest.mark.parametrize(
    ("scale", "reversed_items", "published"),
    [("A", [0], 0.70), ("C", [3, 4], 0.73), ("E", [0, 1], 0.76), ("N", [], 0.81), ("O", [1, 4], 0.60)],
)
def test_alphas_of_bfi_are_the_published_ones(scale, reversed_items, published):
    answers = columns(BFI, *(f"{scale}{item}" for item in range(1, 6)))
    answers[:, reversed_items] = 7 - answers[:, reversed_items]
    assert alpha(answers).value == pytest.approx(published, abs=0.005)


@pytest.mark.parametrize(
    ("block", "n_items", "published"),
    [("PU", 3, 0.86), ("SA", 3, 0.83), ("Use", 5, 0.87), ("BI", 2, 0.93), ("Inc", 4, 0.84), ("PEU", 3, 0.59)],
)
def test_alphas_of_teachers_are_the_published_ones(block, n_items, published):
    answers = columns("wiki4he/wiki4HE.csv", *(f"{block}{item}" for item in range(1, n_items + 1)))
    complete = answers[~np.isnan(answers).any(axis=1)]
    assert alpha(complete).value == pytest.approx(published, abs=0.01)


@settings(deadline=None)
@given(st.permutations(range(5)), st.floats(0.1, 50), st.floats(-9, 9))
def test_order_unit_and_origin_change_nothing(order, unit, origin):
    answers = np.random.default_rng(3).integers(0, 5, (40, 5)) + np.arange(40)[:, None] / 10
    first, second = alpha(answers), alpha(answers[:, list(order)] * unit + origin)
    assert second.value == pytest.approx(first.value)
    assert second.without == pytest.approx(first.without[list(order)])


def test_the_value_without_an_item_is_that_of_the_others():
    answers = np.random.default_rng(4).normal(size=(60, 4)) + np.random.default_rng(5).normal(size=(60, 1))
    assert alpha(answers).without[2] == pytest.approx(alpha(np.delete(answers, 2, axis=1)).value)


def test_questions_left_out_by_design_leave_alpha_near_the_whole():
    draw = np.random.default_rng(6)
    answers = draw.normal(size=(20_000, 6)) + draw.normal(size=(20_000, 1))
    whole = alpha(answers).value
    answers[draw.random(answers.shape) < 0.6] = np.nan
    assert alpha(answers).value == pytest.approx(whole, abs=0.02)


@pytest.mark.parametrize(
    "answers",
    [
        [[1], [2]],
        [[1, 2, 3]],
        [[1, 2], [1, 3], [1, 4]],
        [[1, np.nan], [np.nan, 2], [2, 3]],
        [1, 2, 3],
        [[np.nan] * 2] * 3,
    ],
    ids=["one item", "one person", "all equal", "one pair", "one dimension", "nothing"],
)
def test_answers_that_tell_nothing_are_refused(answers):
    with pytest.raises(InputError) as refused:
        alpha(answers)
    assert refused.value.argument == "answers"


def ordered(n_people, loadings, *, cuts=(-1.0, 0.2, 1.1), seed=0):
    """Answers in steps, with one factor behind them."""
    draw = np.random.default_rng(seed)
    loadings = np.array(loadings)
    behind = draw.normal(size=(n_people, 1)) * loadings
    behind += draw.normal(size=behind.shape) * np.sqrt(1 - loadings**2)
    return np.searchsorted(cuts, behind.ravel()).reshape(behind.shape)


def test_the_correlation_behind_two_halves_is_the_sine_of_their_overlap():
    """For a table cut in the middle on both sides the tetrachoric correlation has a closed form."""
    pairs = np.repeat([[0, 0], [1, 1], [0, 1], [1, 0]], [35, 35, 15, 15], axis=0)
    answers = np.column_stack([pairs, np.tile([0, 1], 50)])
    assert omega(answers).correlations[0, 1] == pytest.approx(np.sin(2 * np.pi * (0.35 - 0.25)), abs=1e-5)


def test_omega_finds_the_loadings_behind_the_answers():
    loadings = [0.8, 0.7, 0.6, 0.5, 0.4]
    found = omega(ordered(40_000, loadings))
    truth = sum(loadings) ** 2 / (sum(loadings) ** 2 + sum(1 - loading**2 for loading in loadings))
    assert found.loadings == pytest.approx(loadings, abs=0.02)
    assert found.value == pytest.approx(truth, abs=0.01)
    assert found.misfit < 0.02


def test_omega_survives_questions_left_out_by_design_and_their_order():
    answers = ordered(30_000, [0.8, 0.7, 0.6, 0.5], seed=2).astype(float)
    whole = omega(answers)
    answers[np.random.default_rng(3).random(answers.shape) < 0.6] = np.nan
    assert omega(answers).value == pytest.approx(whole.value, abs=0.02)
    assert omega(answers[:, [2, 0, 3, 1]]).value == pytest.approx(omega(answers).value, abs=1e-6)


def test_two_factors_leave_a_misfit():
    draw = np.random.default_rng(4)
    both = draw.normal(size=(5000, 2)).repeat(3, axis=1) + draw.normal(size=(5000, 6)) * 0.5
    assert omega(np.searchsorted([-1, 0, 1], both.ravel()).reshape(both.shape)).misfit > 0.08


@pytest.mark.parametrize(
    "answers",
    [
        [[0, 1], [1, 0]],
        [[0, 1, 0], [1, 1, 1]],
        [[0, 1, 0.5], [1, 0, 1]],
        [[0, 1, 1]],
        [[0, 1, -1], [1, 0, 1], [-1, -1, 0]],
    ],
    ids=["two items", "all equal", "between codes", "one person", "one pair"],
)
def test_answers_without_an_omega_are_refused(answers):
    with pytest.raises(InputError) as refused:
        omega(answers)
    assert refused.value.argument == "answers"


@pytest.mark.parametrize("reliability", [alpha, omega])
def test_who_has_no_weight_changes_nothing(reliability):
    answers = ordered(200, [0.8, 0.7, 0.6, 0.5], seed=5)
    others = np.full((5, 4), 4)
    weights = np.repeat([1, 0], [200, 5])
    assert reliability(np.vstack([answers, others]), weights=weights).value == reliability(answers).value


@settings(deadline=None)
@given(st.lists(st.floats(-0.9, 0.95), min_size=1, max_size=7), st.floats(0.3, 0.9))
def test_no_shorter_form_is_reliable_enough(loadings, at_least):
    def omega_of(items):
        common = sum(loadings[item] for item in items) ** 2
        return common / (common + sum(1 - loadings[item] ** 2 for item in items))

    positive = [item for item, loading in enumerate(loadings) if loading > 0]
    forms = [form for size in range(1, len(positive) + 1) for form in itertools.combinations(positive, size)]
    shortest = next((len(form) for form in forms if omega_of(form) >= at_least), None)
    if shortest is None:
        with pytest.raises(InputError, match="at_least"):
            shortest_form(loadings, at_least=at_least)
        return
    found = shortest_form(loadings, at_least=at_least)
    assert found.kept.sum() == shortest
    assert found.value == pytest.approx(omega_of(np.flatnonzero(found.kept)))


def test_shortest_form_keeps_as_many_items_as_it_must():
    one = shortest_form([0.9, 0.8, 0.7, 0.6])
    three = shortest_form([0.9, 0.8, 0.7, 0.6], fewest=3)
    assert (one.kept.sum(), three.kept.tolist()) == (1, [True, True, True, False])
    for fewest in (0, 5):
        with pytest.raises(InputError, match="fewest"):
            shortest_form([0.9, 0.8, 0.7, 0.6], fewest=fewest)
    with pytest.raises(InputError, match="at_least"):
        shortest_form([0.9, -0.2], fewest=2)


@pytest.mark.parametrize(
    ("loadings", "at_least", "argument"),
    [([1.2], 0.7, "loadings"), ([np.nan], 0.7, "loadings"), ([], 0.7, "loadings"), ([0.5], 1, "at_least")],
    ids=range(4),
)
def test_loadings_that_cannot_be_used_are_refused(loadings, at_least, argument):
    with pytest.raises(InputError) as refused:
        shortest_form(loadings, at_least=at_least)
    assert refused.value.argument == argument
