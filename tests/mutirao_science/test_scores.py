"""Scores that everybody can check by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mutirao_science import InputError, borich_mwds, ranked_discrepancy

IMPORTANCE, COMPETENCE = [5, 4, 5, 3], [2, 3, 4, 3]
ratings = arrays(float, (12, 3), elements=st.sampled_from([1.0, 2.0, 3.0, 4.0, 5.0, np.nan]))


def test_borich_gives_the_worked_example():
    found = borich_mwds(IMPORTANCE, COMPETENCE)
    assert (found.score, found.mean_importance, found.mean_gap, found.n_answers) == (5.3125, 4.25, 1.25, 4)
    assert found.urgent_share == 0.25


def test_ranked_discrepancy_gives_the_worked_example():
    found = ranked_discrepancy(IMPORTANCE, COMPETENCE)
    assert (found.score, found.negative, found.positive, found.tied) == (-75, 75, 0, 25)


@settings(deadline=None)
@given(ratings, ratings)
def test_both_forms_of_the_borich_score_agree_over_pairs(importance, competence):
    found = borich_mwds(importance, competence)
    for item in range(3):
        both = ~np.isnan(importance[:, item] + competence[:, item])
        important, gap = importance[both, item], (importance - competence)[both, item]
        by_person = (gap * important.mean()).mean() if both.any() else np.nan
        assert found.score[item] == pytest.approx(by_person, nan_ok=True)
        assert found.n_answers[item] == both.sum()


@settings(deadline=None)
@given(ratings, ratings, st.permutations(range(12)), st.permutations(range(3)))
def test_the_order_of_people_and_items_changes_nothing(importance, competence, people, items):
    people, items = list(people), list(items)
    moved = importance[people][:, items], competence[people][:, items]
    assert borich_mwds(*moved).score == pytest.approx(borich_mwds(importance, competence).score[items], nan_ok=True)
    assert ranked_discrepancy(*moved).score == pytest.approx(
        ranked_discrepancy(importance, competence).score[items], nan_ok=True
    )


@settings(deadline=None)
@given(ratings, ratings)
def test_ranked_discrepancy_stays_between_its_limits_and_its_parts_add_to_all(importance, competence):
    found = ranked_discrepancy(importance, competence)
    answered = found.n_answers > 0
    assert (found.negative + found.positive + found.tied)[answered] == pytest.approx(100)
    assert (np.abs(found.score[answered]) <= 100 + 1e-9).all()
    assert np.isnan(found.score[~answered]).all()


def test_a_weight_of_two_is_two_people():
    twice = borich_mwds([5, 5, 4, 2], [1, 1, 3, 2])
    weighted = borich_mwds([5, 4, 2], [1, 3, 2], weights=[2, 1, 1])
    assert weighted.score == pytest.approx(twice.score)
    assert (weighted.n_answers, weighted.n_effective) == (3, pytest.approx(16 / 6))


def test_one_person_has_a_score_and_nobody_has_none():
    found = borich_mwds([[5, np.nan]], [[2, 3]])
    assert found.score == pytest.approx([15, np.nan], nan_ok=True)
    assert found.n_answers.tolist() == [1, 0]
    assert found.n_effective.tolist() == [1, 0]


@pytest.mark.parametrize(
    ("importance", "competence", "more", "argument"),
    [
        ([5, 4], [3], {}, "competence"),
        ([9, 4], [3, 3], {}, "importance"),
        ([5, 4], [3, -1], {}, "competence"),
        ([5, np.inf], [3, 3], {}, "importance"),
        ([[[5]]], [[[5]]], {}, "importance"),
        ([], [], {}, "importance"),
        (["a"], [1], {}, "importance"),
        ([5, 4], [3, 3], {"weights": [1]}, "weights"),
        ([5, 4], [3, 3], {"weights": [1, -1]}, "weights"),
        ([5, 4], [3, 3], {"weights": [0, 0]}, "weights"),
        ([5, 4], [3, 3], {"weights": [1, np.nan]}, "weights"),
    ],
    ids=range(11),
)
@pytest.mark.parametrize("score", [borich_mwds, ranked_discrepancy])
def test_ratings_that_cannot_be_used_are_refused_by_name(score, importance, competence, more, argument):
    with pytest.raises(InputError) as refused:
        score(importance, competence, **more)
    assert refused.value.argument == argument
