"""The graded response model: published results, its likelihood by another way, and questions left out by design."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.special import expit
from scipy.stats import norm
from tests.mutirao_science.published import columns, expected
from tests.mutirao_science.simulated import answers_of

from mutirao_science import InputError, graded_response
from mutirao_science._fast import is_installed, plainly
from mutirao_science._graded_items import SLOPE_LIMIT


def lsat6():
    return columns("assessment_microdata_gpl/psych_lsat6.csv", *(f"Q{item}" for item in range(1, 6)))


@pytest.fixture(params=["compiled", "plain"])
def way(request):
    if request.param == "plain":
        with plainly():
            yield
    elif not is_installed():
        pytest.skip("NOT CHECKED: numba is not here, so there is no compiled way.")
    else:
        yield


def test_lsat6_gives_the_published_likelihood_and_parameters(way):
    found, published = graded_response(lsat6()), expected("irt_lsat6")
    assert found.log_likelihood == pytest.approx(-2466.653, abs=1e-3)
    assert found.slopes == pytest.approx(published["2pl_a"], abs=2e-3)
    assert found.intercepts[:, 0] == pytest.approx(published["2pl_d"], abs=2e-3)
    assert found.converged


def test_the_likelihood_is_the_integral_over_all_abilities(way):
    answers, _slopes, _intercepts = answers_of(40, 3, 3, missing=0.2)
    answers[0] = np.nan
    found = graded_response(answers)

    def likelihood(person):
        def density(ability):
            product = norm.pdf(ability)
            for answer, slope, intercepts in zip(person, found.slopes, found.intercepts, strict=True):
                above = [1, *expit(slope * ability + intercepts), 0]
                product *= 1 if np.isnan(answer) else above[int(answer)] - above[int(answer) + 1]
            return product

        return quad(density, -12, 12, epsabs=1e-12)[0]

    assert found.log_likelihood == pytest.approx(sum(np.log(likelihood(person)) for person in answers), abs=1e-6)
    assert found.n_people == np.isfinite(answers).any(axis=1).sum()


def test_no_step_nearby_leads_higher(way):
    answers, _slopes, _intercepts = answers_of(500, 4, 3, seed=2)
    best = graded_response(answers)
    draw = np.random.default_rng(3)
    for _try in range(20):
        slopes = best.slopes + draw.normal(0, 0.03, 4)
        intercepts = best.intercepts + draw.normal(0, 0.03, (4, 2))
        ability = np.linspace(-6, 6, 61)
        above = expit(slopes[:, None, None] * ability + intercepts[:, :, None])
        whole = np.concatenate([np.ones((4, 1, 61)), above, np.zeros((4, 1, 61))], axis=1)
        chances = (-np.diff(whole, axis=1))[np.arange(4), answers.astype(int)].prod(axis=1)
        value = np.log(chances @ (norm.pdf(ability) / norm.pdf(ability).sum())).sum()
        assert value < best.log_likelihood


@pytest.mark.skipif(not is_installed(), reason="NOT CHECKED: numba is not here, so there is no compiled way.")
@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([0.0, 0.6]))
def test_the_compiled_and_the_plain_way_agree(seed, missing):
    answers, _slopes, _intercepts = answers_of(150, 5, 3, seed=seed, missing=missing)
    fast = graded_response(answers)
    with plainly():
        plain = graded_response(answers)
    assert fast.log_likelihood == pytest.approx(plain.log_likelihood, abs=1e-5)
    # Where the likelihood is flat, steep slopes may part a little further than it does.
    assert fast.slopes == pytest.approx(plain.slopes, rel=1e-3)


@pytest.mark.skipif(not is_installed(), reason="NOT CHECKED: numba is not here, so there is no compiled way.")
def test_the_number_of_threads_changes_nothing():
    import numba

    answers, _slopes, _intercepts = answers_of(2000, missing=0.3)
    usual = numba.get_num_threads()
    found = []
    for n_threads in (1, usual):
        numba.set_num_threads(n_threads)
        found.append(graded_response(answers))
    numba.set_num_threads(usual)
    assert found[0].log_likelihood == found[1].log_likelihood
    assert (found[0].slopes == found[1].slopes).all()


def test_many_people_give_back_what_the_answers_were_made_from(way):
    answers, slopes, intercepts = answers_of(40_000, 10, 4, seed=4, missing=0.6)
    found = graded_response(answers)
    assert found.slopes == pytest.approx(slopes, abs=0.12)
    assert found.intercepts == pytest.approx(intercepts, abs=0.12)


def test_the_order_of_people_and_items_changes_nothing():
    answers, _slopes, _intercepts = answers_of(600, 5, 3, seed=5)
    draw = np.random.default_rng(6)
    people, items = draw.permutation(600), draw.permutation(5)
    first, second = graded_response(answers), graded_response(answers[people][:, items])
    assert second.log_likelihood == pytest.approx(first.log_likelihood, abs=1e-5)
    assert second.slopes == pytest.approx(first.slopes[items], abs=1e-4)


def test_a_weight_of_two_is_two_people_and_codes_may_start_anywhere():
    answers, _slopes, _intercepts = answers_of(300, 4, 3, seed=7)
    twice = graded_response(np.vstack([answers, answers[:100]]) + 1)
    weighted = graded_response(answers, weights=np.repeat([2, 1], [100, 200]))
    assert weighted.log_likelihood == pytest.approx(twice.log_likelihood, abs=1e-4)
    assert weighted.slopes == pytest.approx(twice.slopes, abs=1e-3)


def test_who_has_no_weight_changes_nothing():
    answers, _slopes, _intercepts = answers_of(300, 4, 3, seed=12)
    others = np.full((5, 4), 3)
    found = graded_response(np.vstack([answers, others]), weights=np.repeat([1, 0], [300, 5]))
    assert found.intercepts.shape == (4, 2)
    assert found.log_likelihood == graded_response(answers).log_likelihood


def test_minus_one_is_missing_like_nan():
    answers, _slopes, _intercepts = answers_of(200, 4, 3, seed=8, missing=0.3)
    assert (
        graded_response(np.where(np.isnan(answers), -1, answers).astype(int)).log_likelihood
        == graded_response(answers).log_likelihood
    )


def test_a_question_keyed_the_other_way_gets_a_slope_below_zero():
    answers, _slopes, _intercepts = answers_of(2000, 5, 3, seed=9)
    straight = graded_response(answers)
    answers[:, 2] = 2 - answers[:, 2]
    turned = graded_response(answers)
    assert turned.slopes[2] == pytest.approx(-straight.slopes[2], abs=1e-3)
    assert turned.log_likelihood == pytest.approx(straight.log_likelihood, abs=1e-4)


def test_empty_categories_are_merged_and_marked():
    answers, _slopes, _intercepts = answers_of(800, 4, 5, seed=10)
    answers[:, 0] = np.where(answers[:, 0] == 2, 1, answers[:, 0])
    answers[:, 1] = np.minimum(answers[:, 1], 2)
    answers[:, 2] = np.maximum(answers[:, 2], 1)
    found = graded_response(answers)
    assert found.intercepts.shape == (4, 4)
    assert np.isnan(found.intercepts).tolist() == [
        [False, True, False, False],
        [False, False, True, True],
        [True, False, False, False],
        [False] * 4,
    ]
    merged = answers.copy()
    merged[:, 0] -= merged[:, 0] > 2
    merged[:, 2] -= 1
    assert found.log_likelihood == pytest.approx(graded_response(merged).log_likelihood, abs=1e-5)


def test_questions_that_say_the_same_stop_at_the_steepest_slope():
    answers, _slopes, _intercepts = answers_of(200, 2, 2, seed=11)
    answers[:, 1] = answers[:, 0]
    found = graded_response(answers)
    assert (np.abs(found.slopes) <= SLOPE_LIMIT).all()
    assert np.isfinite(found.log_likelihood)


@pytest.mark.parametrize(
    ("answers", "named"),
    [
        ([[0, 1]], "at least 2 people"),
        ([[0], [1]], "at least 2 people"),
        ([[0, 1], [1, 1]], "item 1"),
        ([[0, np.nan], [1, np.nan]], "item 1"),
        ([[-1, -1], [-1, -1]], "item 0"),
        ([[0, 0.5], [1, 1]], "whole codes"),
        ([[0, -2], [1, 1]], "whole codes"),
        ([[0, 1e9], [1, 1]], "whole codes"),
        ([[0, 40], [1, 1]], "30 categories"),
        ([0, 1], "2 dimensions"),
        ([[[0]]], "2 dimensions"),
        ([["a", "b"]], "numbers"),
        ([[0, np.inf], [1, 1]], "finite"),
        ([[]], "none empty"),
    ],
    ids=range(14),
)
def test_answers_that_cannot_be_used_are_refused(answers, named):
    with pytest.raises(InputError, match=named) as refused:
        graded_response(answers)
    assert refused.value.argument == "answers"


@pytest.mark.parametrize("weights", [[1], [1, -1, 1], [0, 0, 0], [1, np.nan, 1]], ids=range(4))
def test_weights_that_cannot_be_used_are_refused(weights):
    with pytest.raises(InputError) as refused:
        graded_response([[0, 1], [1, 0], [1, 1]], weights=weights)
    assert refused.value.argument == "weights"
