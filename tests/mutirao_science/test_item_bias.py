"""Bias that was put in is found, and seldom where there is none."""

import numpy as np
import pytest
from tests.mutirao_science.simulated import answers_of

from mutirao_science import InputError, ordinal_dif


def with_groups(n_people, *, seed, n_items=8, missing=0.0):
    answers, _slopes, _intercepts = answers_of(n_people, n_items, 5, seed=seed, missing=missing)
    return answers, np.random.default_rng(seed + 1).integers(0, 2, n_people)


def test_a_question_that_one_group_agrees_to_more_is_found():
    answers, groups = with_groups(3000, seed=21)
    draw = np.random.default_rng(22)
    raised = (groups == 1) & (answers[:, 2] < 4) & (draw.random(3000) < 0.8)
    answers[raised, 2] += 1
    found = ordinal_dif(answers, groups)
    assert found.is_moderate.tolist() == [False, False, True, False, False, False, False, False]
    assert found.p_uniform[2] < 1e-6 < found.p_non_uniform[2]


def test_a_question_that_means_nothing_in_one_group_is_found():
    answers, groups = with_groups(3000, seed=23)
    lost = groups == 1
    answers[lost, 5] = np.random.default_rng(24).permutation(answers[lost, 5])
    found = ordinal_dif(answers, groups)
    assert found.is_moderate[5]
    assert found.p_non_uniform[5] < 1e-6
    assert found.is_moderate.sum() == 1


@pytest.mark.slow
def test_without_bias_few_p_values_are_small():
    small = []
    for seed in range(60):
        answers, groups = with_groups(600, seed=100 + seed, missing=0.3)
        found = ordinal_dif(answers, groups)
        small.append((found.p_uniform < 0.05).mean())
        assert not found.is_moderate.any()
    assert 0.03 < np.mean(small) < 0.07


def test_the_order_of_people_items_and_names_of_groups_changes_nothing():
    answers, groups = with_groups(800, seed=25, missing=0.2)
    draw = np.random.default_rng(26)
    people, items = draw.permutation(800), draw.permutation(8)
    first, second = ordinal_dif(answers, groups), ordinal_dif(answers[people][:, items], 3 - groups[people])
    assert second.change == pytest.approx(first.change[items], abs=1e-6)
    assert second.p_adjusted == pytest.approx(first.p_adjusted[items], abs=1e-6)


def test_against_plain_logistic_regression_of_a_question_with_two_answers():
    """Two categories, no rest score to speak of: the likelihood ratio is that of a two by two table."""
    draw = np.random.default_rng(27)
    groups = np.repeat([0, 1], 200)
    answers = draw.integers(0, 2, (400, 3)).astype(float)
    answers[:, 1:] = [0, 1]
    answers[::2, 1:] = [1, 0]
    found = ordinal_dif(answers, groups)
    table = np.array([[((groups == g) & (answers[:, 0] == a)).sum() for a in (0, 1)] for g in (0, 1)])
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / 400
    ratio = 2 * (table * np.log(table / expected)).sum()
    from scipy.stats import chi2

    assert found.p_uniform[0] == pytest.approx(chi2.sf(ratio, 1), abs=1e-6)


def test_an_item_that_one_group_hardly_answered_is_left_open():
    answers, groups = with_groups(300, seed=28)
    answers[(groups == 1).nonzero()[0][9:], 3] = np.nan
    found = ordinal_dif(answers, groups)
    assert np.isnan(found.p_adjusted).tolist() == [item == 3 for item in range(8)]
    assert not found.is_moderate[3]


@pytest.mark.parametrize(
    ("answers", "groups", "argument"),
    [
        (np.eye(4), [0, 0, 0, 0], "groups"),
        (np.eye(4), [0, 1], "groups"),
        (np.eye(4), [0, 1, -1, 0], "groups"),
        (np.eye(4), [0.5, 1, 0, 0], "groups"),
        (np.eye(4)[:, :2], [0, 1, 0, 1], "answers"),
        (np.zeros((4, 3)), [0, 1, 0, 1], "answers"),
        (np.eye(3)[:1], [0], "groups"),
    ],
    ids=range(7),
)
def test_what_cannot_be_compared_is_refused(answers, groups, argument):
    with pytest.raises(InputError) as refused:
        ordinal_dif(answers, groups)
    assert refused.value.argument == argument
