"""The parts of the pipeline, each against what can be worked out by hand or by another way."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from mutirao.base.errors import InputError
from mutirao.needs.analysis import cells, profiles
from mutirao.needs.analysis.cells import Cells
from mutirao.needs.analysis.counted import Material, age_factors, count, newest
from mutirao.needs.analysis.covariates import Facts, covariates
from mutirao.needs.analysis.estimates import estimate, sampling_variance
from mutirao.needs.analysis.moves import Told, moves
from mutirao.needs.analysis.parameters import PARAMETERS, as_json, as_markdown, communities_needed
from mutirao.needs.analysis.places import Wiki, facts, places, region_of
from mutirao.needs.analysis.ranks import ranked, tiers
from mutirao.needs.analysis.reading import Asking, sheets
from mutirao.needs.analysis.weights import Margin, weigh
from mutirao.needs.packing import BACKGROUND, Layout
from mutirao.needs.states import Purpose, Tier, WhyNotRaked
from mutirao_science import direct_scores

DAY = dt.date(2026, 5, 1)
ROLES = ("content", "administration")
LAYOUT = Layout(
    (("one", 11), ("two", 12)), {Purpose.ROLE: ("role", ROLES), Purpose.DEVICES: ("devices", ("phone", "pc"))}
)


def person(ratings, *, community=1, role=0, devices=0, assessment=1):
    masks = np.zeros(len(BACKGROUND), dtype="<u4")
    masks[BACKGROUND.index(Purpose.ROLE)], masks[BACKGROUND.index(Purpose.DEVICES)] = role, devices
    return assessment, community, np.array(ratings, dtype=np.uint8).tobytes(), masks.tobytes()


def material(people, communities=(1,), **more):
    askings = [Asking(1, community, 7, DAY) for community in communities]
    rows = {"skills": [11, 12], "communities": list(communities), "askings": askings, "layouts": {7: LAYOUT}}
    return Material(**{**rows, "rows_of": {7: people}, **more})


def drawn(n, chance, community=1):
    ratings = np.concatenate([chance.integers(1, 6, (n, 2, 2)), chance.integers(0, 3, (n, 2, 3))], axis=2)
    return [person(each, community=community) for each in ratings]


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_figures_of_cells_are_those_of_direct_scores(seed):
    chance = np.random.default_rng(seed)
    people = drawn(40, chance, 1) + drawn(30, chance, 2)
    counted = count(material(people, (1, 2)))
    ratings = np.array([np.frombuffer(each[2], dtype=np.uint8).reshape(2, 5) for each in people], dtype=float)
    groups = np.repeat([0, 1], [40, 30])
    expected = direct_scores(ratings[..., 0], ratings[..., 1], groups, 2)
    np.testing.assert_allclose(counted.cells["score"], expected.score, atol=1e-12)
    np.testing.assert_allclose(counted.cells["competence"], expected.mean_competence, atol=1e-12)
    np.testing.assert_allclose(sampling_variance(counted.cells, np.ones((2, 2))), expected.variance, atol=1e-12)


def test_not_applicable_and_do_not_know_are_no_answers_in_the_cell():
    people = [person([[4, 2, 0, 0, 0], [9, 8, 0, 0, 0]])] * 4 + [person([[5, 2, 0, 0, 0], [3, 9, 0, 0, 0]])] * 2
    found = count(material(people)).cells["n"]
    assert (found[0, 0], np.isnan(found[0, 1])) == (6, True)


def test_order_of_people_changes_nothing():
    people = drawn(50, np.random.default_rng(1))
    np.testing.assert_array_equal(count(material(people)).cells.values, count(material(people[::-1])).cells.values)


def test_bytes_of_another_questionnaire_are_refused_by_name():
    with pytest.raises(InputError, match="ratings"):
        count(material([(1, 1, b"\x01" * 5, b"")]))


def test_people_without_background_bytes_count():
    people = [(each[0], each[1], each[2], b"") for each in drawn(6, np.random.default_rng(2))]
    assert count(material(people)).cells["n"][0].tolist() == [6, 6]


def test_weights_meet_what_is_known_of_administrators():
    people = [person([[4, 2, 0, 0, 0]] * 2, role=1 << number % 2) for number in range(40)]
    margin = [Margin(Purpose.ROLE, frozenset({"administration"}), 0.3)]
    (sheet,) = sheets([Asking(1, 1, 7, DAY)], {7: LAYOUT}, [11, 12], {7: people})
    found = weigh(sheet, [Asking(1, 1, 7, DAY)], {1: margin})
    assert found.why_not == ("",)
    assert found.of_people.mean() == pytest.approx(1)
    assert found.of_people[1::2].sum() / found.of_people.sum() == pytest.approx(0.3)


@pytest.mark.parametrize(
    ("margins", "roles", "why"),
    [
        ([], 2, WhyNotRaked.NOTHING_KNOWN),
        ([Margin(Purpose.ROLE, frozenset({"steward"}), 0.3)], 2, WhyNotRaked.NOT_ASKED),
        ([Margin(Purpose.TENURE, frozenset({"under_1"}), 0.3)], 2, WhyNotRaked.NOT_ASKED),
        ([Margin(Purpose.ROLE, frozenset({"administration"}), 0.3)], 10, WhyNotRaked.TOO_FEW),
    ],
)
def test_says_why_weights_could_not_be_found(margins, roles, why):
    people = [person([[4, 2, 0, 0, 0]] * 2, role=2 if number % roles == 0 else 1) for number in range(30)]
    (sheet,) = sheets([Asking(1, 1, 7, DAY)], {7: LAYOUT}, [11, 12], {7: people})
    found = weigh(sheet, [Asking(1, 1, 7, DAY)], {1: margins})
    assert (found.why_not, set(found.of_people)) == ((why,), {1.0})


@pytest.mark.parametrize(
    ("yes", "of", "is_shown"), [(0, 6, False), (4, 9, False), (5, 9, True), (6, 6, False), (5, 6, True)]
)
def test_nobody_few_and_all_are_one_flag(yes, of, is_shown):
    assert bool(~np.isnan(cells.shown_counts(np.array(yes), np.array(of)))) is is_shown


def values_of(n, score=1.0):
    found = np.full((1, len(cells.FIELDS)), score)
    found[:, : len(cells.BASES)] = n
    return found


@pytest.mark.parametrize(
    ("earlier", "now", "kept"),
    [
        ([5], 6, True),
        ([5], 9, True),
        ([5], 10, False),
        ([10], 5, False),
        ([20, 15], 20, True),
        ([20, 10], 15, False),
        ([20, 10], 16, True),
    ],
)
def test_a_cell_moves_by_five_from_every_earlier_time_or_not_at_all(earlier, now, kept):
    before = [values_of(n, score=n) for n in earlier]
    held = cells.hold(Cells(values_of(now, score=99.0)), np.full((1, 4), now), before)
    assert held["score"][0] == (earlier[-1] if kept else 99.0)


def test_packed_cells_come_out_again_for_the_skills_of_today():
    values = np.full((3, len(cells.FIELDS)), np.nan)
    values[[0, 2]] = np.add.outer([0.5, 7.5], np.arange(len(cells.FIELDS)))
    packed = cells.pack(values, np.array([5, 6, 9]))
    found = cells.unpack(*packed, list(cells.FIELDS), np.array([9, 7, 5]))
    np.testing.assert_array_equal(found, values[[2, 1, 0]])


def test_learning_profile_tells_shares_of_five_and_more():
    people = [person([[4, 2, 0, 0, 0]] * 2, devices=1 if number else 3) for number in range(8)]
    people += [person([[4, 2, 0, 0, 0]] * 2, devices=2) for _number in range(5)]
    (sheet,) = sheets([Asking(1, 1, 7, DAY)], {7: LAYOUT}, [11, 12], {7: people})
    assert profiles.profiles(sheet, np.ones(13)) == [{"devices": {"n": 13, "shares": {"phone": 0.62, "pc": 0.46}}}]


def test_newest_asking_with_enough_answers_counts_for_each_skill():
    chance = np.random.default_rng(3)
    askings = [Asking(1, 1, 7, DAY), Asking(2, 1, 7, DAY.replace(year=2025)), Asking(3, 1, 7, DAY.replace(month=9))]
    people = (
        drawn(9, chance)
        + [(2, *each[1:]) for each in drawn(30, chance)]
        + [(3, *each[1:]) for each in drawn(4, chance)]
    )
    found = material(people, askings=askings)
    own = newest(found, count(found))
    assert (own.asking.tolist(), own.cells["n"].tolist()) == ([[0, 0]], [[9, 9]])
    assert age_factors(own, askings, DAY.replace(year=2029)).tolist() == [[pytest.approx(1.75, abs=0.01)] * 2]


def test_missing_figures_stand_at_the_mean_and_have_a_column_that_says_so():
    chance = np.random.default_rng(4)
    wikis = np.column_stack(
        [chance.normal(3, 1, 60), np.where(np.arange(60) < 25, np.nan, 0.5 + chance.random(60)), np.ones(60)]
    )
    found = covariates(Facts(wikis, np.zeros((1, 2)), np.eye(60), np.zeros((60, 1))))
    assert found.shape == (60, 4)
    np.testing.assert_allclose(found[:25, 2], 0)
    np.testing.assert_allclose(found[:, 1:3].mean(axis=0), 0, atol=1e-9)
    assert found[:, 3].tolist() == [1.0] * 25 + [0.0] * 35


def test_who_never_said_where_it_works_borrows_nothing():
    chance = np.random.default_rng(5)
    of_wikis = np.vstack([np.eye(50), np.zeros((1, 50))])
    found = covariates(Facts(chance.random((50, 3)), np.zeros((1, 2)), of_wikis, np.zeros((51, 1))))
    assert np.isnan(found[50]).all()
    assert not np.isnan(found[:50]).any()


def test_group_is_the_mix_of_what_it_declared():
    wikis = {1: Wiki(101, 9, "wikipedia"), 2: Wiki(102, 8, "wikipedia"), 3: Wiki(103, 9, "wikisource")}
    declared = [(7, None, None, 1), (7, None, None, 2), (7, 33, None, None), (6, None, 9, None)]
    where = places([101, 7, 6, 5], wikis, declared)
    speakers = {9: {31: 75.0, 32: 25.0}, 8: {32: 10.0}}
    found = facts(where, wikis, speakers, {101: {"monthly-active-editors": np.e - 1}}, {33: {"literacy": 90.0}})
    assert found.of_wikis.tolist() == [[1, 0, 0], [0.5, 0.5, 0], [1, 0, 0], [0, 0, 0]]
    assert found.of_societies.tolist() == [[0.75, 0.25, 0], [0, 0, 1], [0.75, 0.25, 0], [0, 0, 0]]
    assert found.wikis[0, 0] == pytest.approx(1)
    regions = {31: "East", 32: "West", 33: "South"}
    assert [region_of(each, speakers, regions) for each in where] == ["East", "South", "East", ""]


def test_too_few_communities_make_no_model():
    chance = np.random.default_rng(6)
    n = communities_needed(1) - 1
    values = np.full((n, 1, len(cells.FIELDS)), 10.0)
    values[:, 0, cells.PLACE["score"]] = chance.normal(0, 3, n)
    own = Cells(values)
    found = estimate(own, sampling_variance(own, np.ones((n, 1))), np.ones((n, 1)), np.ones(n))
    assert not found.is_modelled.any()
    np.testing.assert_array_equal(found.value, own["score"])


def test_model_that_explains_nothing_is_not_used():
    chance = np.random.default_rng(7)
    values = np.full((200, 1, len(cells.FIELDS)), 10.0)
    values[:, 0, cells.PLACE["score"]] = chance.normal(0, 3, 200)
    own, columns = Cells(values), np.column_stack([np.ones(200), chance.normal(0, 1, 200)])
    found = estimate(own, sampling_variance(own, np.ones((200, 1))), columns, np.ones(200))
    assert (found.is_modelled.tolist(), found.check.r_squared[0] < 0.1) == ([False], True)


def test_tiers_follow_from_how_often_a_skill_is_among_the_first():
    value = np.array([np.linspace(12, 0, 12), [*[np.nan] * 8, 4, 3, 2, 1]])
    ranks = ranked(value, np.where(np.isnan(value), np.nan, 0.01), np.eye(12), seed=1)
    assert ranks.median[0].tolist() == list(range(1, 13))
    assert tiers(ranks)[0].tolist() == [Tier.CLEAR] * 2 + [Tier.UNCLEAR] * 2 + [Tier.LOW] * 8
    assert (set(tiers(ranks)[1]), set(ranks.median[1])) == ({Tier.UNCLEAR}, {0})


def test_moves_say_why():
    old = {
        (1, 1): Told(2.0, "clear", 5, 9),
        (1, 2): Told(2.0, "low", 5, 9),
        (1, 3): Told(1.0, "low", 5, 9),
        (2, 1): Told(1.0, "low", None, None),
    }
    new = {(1, 1): Told(1.0, "likely", 6, 7), (1, 2): Told(2.1, "low", 5, 9), (1, 3): Told(0.5, "unclear", None, None)}
    found = moves(old, new, {1: "one", 2: "two", 3: "three"}, same_procedure=True)
    assert found.of_communities == {
        1: [
            {"skill": "one", "from": "clear", "to": "likely", "why": "new_answers"},
            {"skill": "three", "from": "low", "to": "unclear", "why": "old_answers"},
        ]
    }
    assert found.totals == {"new_answers": 1, "old_answers": 1, "model": 1, "left": 1}
    assert moves(old, new, {1: "", 2: "", 3: ""}, same_procedure=False).totals == {"procedure": 3, "left": 1}


def test_every_parameter_has_its_reason():
    assert len(as_json()) == len(PARAMETERS)
    assert all(str(each.what) and str(each.reason).endswith(".") for each in PARAMETERS)


def test_page_of_parameters_is_that_of_the_code():
    page = Path(__file__).parents[3] / "docs" / "statistics" / "parameters.md"
    with translation.override("en"):
        assert page.read_text().partition("## The list\n\n")[2].strip() == as_markdown()


def test_a_column_in_which_nobody_who_answered_differs_keeps_no_skill_from_its_model():
    chance = np.random.default_rng(5)
    n = 60
    size = chance.normal(size=n)
    values = np.full((n, 1, len(cells.FIELDS)), 10.0)
    values[:, 0, cells.PLACE["score"]] = 2 * size + chance.normal(0, 0.3, n)
    own = Cells(values)
    lacks_a_figure = np.zeros(n)
    plain = np.column_stack([np.ones(n), size])

    with_it = estimate(own, np.full((n, 1), 0.1), np.column_stack([plain, lacks_a_figure]), np.ones(n))
    without = estimate(own, np.full((n, 1), 0.1), plain, np.ones(n))

    assert with_it.is_modelled.all()
    np.testing.assert_allclose(with_it.value, without.value)
