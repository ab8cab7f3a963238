"""Alpha, against published values and by its own rules."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.mutirao_science.published import columns

from mutirao_science import InputError, alpha

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
