"""Scores of groups from their own answers, compiled and plain."""

import numpy as np
import pytest

from mutirao_science import InputError, borich_mwds, direct_scores
from mutirao_science._fast import is_installed, plainly


def test_direct_scores_are_the_borich_scores_of_each_group():
    draw = np.random.default_rng(7)
    importance, competence = draw.integers(1, 6, (2, 300, 4)).astype(float)
    importance[draw.random((300, 4)) < 0.3] = np.nan
    groups, weights = draw.integers(0, 5, 300), draw.uniform(0.5, 2, 300)
    found = direct_scores(importance, competence, groups, 6, weights=weights)
    for group in range(5):
        own = groups == group
        alone = borich_mwds(importance[own], competence[own], weights=weights[own])
        assert found.score[group] == pytest.approx(alone.score)
        assert found.n_answers[group].tolist() == alone.n_answers.tolist()
        assert found.n_effective[group] == pytest.approx(alone.n_effective)
    assert np.isnan(found.score[5]).all()
    assert found.n_answers[5].tolist() == [0] * 4


def test_the_variance_of_direct_scores_is_the_one_seen_over_many_samples():
    draw = np.random.default_rng(8)
    repeats, n_people = 1500, 25
    importance = draw.choice([3.0, 4.0, 5.0], (repeats * n_people, 1), p=[0.2, 0.5, 0.3])
    competence = np.clip(importance - draw.integers(0, 4, importance.shape), 1, 5)
    found = direct_scores(importance, competence, np.repeat(np.arange(repeats), n_people), repeats)
    assert found.variance.mean() == pytest.approx(found.score.var(ddof=1), rel=0.08)


def test_spread_that_nobody_can_know_is_not_a_number():
    found = direct_scores([[5.0]], [[2.0]], [0], 1)
    assert found.score == pytest.approx(15)
    assert np.isnan(found.variance).all()


@pytest.mark.parametrize("groups", [[0, 2], [0, -1], [0.5, 1], [0], [0, np.nan]], ids=range(5))
def test_groups_outside_their_range_are_refused(groups):
    with pytest.raises(InputError) as refused:
        direct_scores([[5.0], [4.0]], [[2.0], [2.0]], groups, 2)
    assert refused.value.argument == "groups"


def test_the_compiled_and_the_plain_way_agree():
    if not is_installed():
        pytest.skip("NOT CHECKED: numba is not here, so there is no compiled way.")
    draw = np.random.default_rng(9)
    importance, competence = draw.integers(1, 6, (2, 500, 19)).astype(float)
    competence[draw.random(competence.shape) < 0.5] = np.nan
    groups, weights = draw.integers(0, 30, 500), draw.uniform(0.3, 3, 500)
    fast = direct_scores(importance, competence, groups, 30, weights=weights)
    with plainly():
        plain = direct_scores(importance, competence, groups, 30, weights=weights)
    assert fast.variance == pytest.approx(plain.variance, nan_ok=True)
    assert fast.n_effective == pytest.approx(plain.n_effective)
