"""What a plan promises: answers in each cell, intervals, and the allocation of a sample."""

from __future__ import annotations

import csv
from math import inf, sqrt
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mutirao.base.errors import InputError
from mutirao.needs.analysis.parameters import QUANTILE
from mutirao.needs.analysis.planning import DEVIATION, forecast, half_width
from mutirao.needs.analysis.sampling import allocate

STRATA = Path(__file__).parents[4] / "shared/data/community_insights_sampling/strata-populations.tsv"
TARGETS = STRATA.with_name("strata-sample-targets.tsv")


def test_half_width_is_that_of_a_mean():
    assert half_width(25) == pytest.approx(QUANTILE * DEVIATION / 5)


def test_finite_population_makes_it_narrower_until_everybody_answered():
    assert half_width(25, n_people=50) == pytest.approx(half_width(25) * sqrt(25 / 49))
    assert half_width(25, n_people=25) == 0


def test_allowance_for_self_selection_stays_whatever_the_number():
    assert half_width(100_000, allowance=1.5) == pytest.approx(QUANTILE * 1.5, rel=1e-3)
    assert half_width(1) == inf


@pytest.mark.parametrize(("arguments", "named"), [({"n_answers": -1}, "n_answers"), ({"n_people": 3}, "n_people")])
def test_wrong_arguments_are_named(arguments, named):
    with pytest.raises(InputError, match=named):
        half_width(**({"n_answers": 5} | arguments))


@pytest.mark.parametrize(("n_expected", "n_answers"), [(5, 4), (6, 5), (9, 8), (40, 36)])
def test_common_list_counts_nine_in_ten(n_expected, n_answers):
    planned = forecast(n_expected=n_expected, n_people=None, share_of_others=0, recruitment="members")
    assert planned.core.n_answers == n_answers
    assert planned.others is None
    assert planned.is_publishable == (n_answers >= 5)
    assert (planned.core.half_width is None) == (n_answers < 5)


def test_drawn_skills_have_their_share_of_the_answers():
    planned = forecast(n_expected=40, n_people=100, share_of_others=6 / 48, recruitment="open")
    assert (planned.core.n_answers, planned.others.n_answers) == (36, 4)
    assert not planned.is_publishable


sizes = st.lists(st.integers(1, 500), min_size=1, max_size=12)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sizes, st.integers(1, 2000), st.floats(0, 1), st.floats(0.05, 1))
def test_allocation_uses_all_answers_and_no_group_gives_more_than_it_has(people, total, evenness, response):
    sample = allocate(people, total=total, evenness=evenness, response=response)
    most = [int(n * response + 1e-9) for n in people]
    assert sample.n_answers == min(total, sum(most))
    assert all(each.n_answers <= limit for each, limit in zip(sample.strata, most, strict=True))
    assert all(each.n_asked <= each.n_people for each in sample.strata)


def test_allocation_is_in_proportion_or_even():
    assert [each.n_answers for each in allocate([600, 300, 100], total=50).strata] == [30, 15, 5]
    assert [each.n_answers for each in allocate([600, 300, 100], total=60, evenness=1).strata] == [20, 20, 20]


def test_least_in_each_group_is_kept_or_refused():
    sample = allocate([1000, 10, 3], total=50, least=5)
    assert [each.n_answers for each in sample.strata] == [42, 5, 3]
    with pytest.raises(InputError, match="total"):
        allocate([100] * 20, total=50, least=5)


def test_asking_allows_for_those_who_do_not_answer():
    sample = allocate([1000, 100], total=110, response=0.25)
    assert [each.n_asked for each in sample.strata] == [400, 40]


@pytest.mark.skipif(not STRATA.exists(), reason="the strata of Community Insights are not on this machine")
def test_real_strata_are_known_better_than_by_their_own_targets():
    """23 groups of projects by 5 bands of activity: as many answers in all, allocated for the whole."""

    def numbers(path):
        with path.open(encoding="utf-8", newline="") as file:
            return [
                [int(float(cell or 0)) for cell in list(row.values())[1:]]
                for row in csv.DictReader(file, delimiter="\t")
            ]

    rows = [(n, m) for a, b in zip(numbers(STRATA), numbers(TARGETS), strict=True) for n, m in zip(a, b, strict=True)]
    people = [n for n, _target in rows if n > 1]
    targets = [min(n, target) for n, target in rows if n > 1]
    # A fifth of those asked answer.
    answers = [max(2, round(target / 5)) for target in targets]
    total = sum(people)

    def error(given):
        return sum((n / total) ** 2 / a * (n - a) / (n - 1) for n, a in zip(people, given, strict=True))

    sample = allocate(people, total=sum(answers), least=2)
    assert sample.n_answers == sum(answers)
    assert sample.half_width <= QUANTILE * DEVIATION * sqrt(error(answers))
    assert all(each.half_width < inf for each in sample.strata)
