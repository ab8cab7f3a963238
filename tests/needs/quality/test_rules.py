"""Each rule of quality does what its words say, and at its edge not."""

import pytest

from mutirao.needs.quality import FAST, SAME, STRAIGHT, Answered, Flagging, n_answers, ratings_by_scale


def flags(people):
    flagging = Flagging()
    for person in people:
        flagging.look(person)
    return [flagging.flags_of(person) for person in people]


def person(n=12, seconds=None, start=0, scales=None):
    return Answered({f"q{place}": place + start for place in range(n)}, seconds, scales or {})


@pytest.mark.parametrize(("n", "expected"), [(10, [SAME.name]), (9, [])])
def test_same_answers_count_from_ten_answers_on(n, expected):
    assert flags([person(n), person(n), person(n, start=1)]) == [expected, expected, []]


def test_order_of_answers_does_not_matter_for_sameness():
    first = person()
    second = Answered(dict(reversed(first.answers.items())), None, {})
    assert flags([first, second]) == [[SAME.name]] * 2


def test_a_third_of_the_median_is_the_edge():
    others = [person(1, seconds=300, start=place) for place in range(10)]
    assert flags([*others, person(1, seconds=99, start=20), person(1, seconds=100, start=21)])[-2:] == [[FAST.name], []]


def test_nine_times_make_no_median_but_two_seconds_an_answer_hold():
    others = [person(1, seconds=300, start=place) for place in range(8)]
    assert flags([*others, person(12, seconds=23)])[-1] == [FAST.name]
    assert flags([*others, person(12, seconds=24)])[-1] == []


def test_answers_without_a_time_are_not_fast():
    assert flags([person(seconds=None)]) == [[]]


@pytest.mark.parametrize(("ratings", "expected"), [([3] * 10, [STRAIGHT.name]), ([3] * 9, []), ([3] * 12 + [4], [])])
def test_ten_ratings_all_the_same_are_straight(ratings, expected):
    assert flags([person(scales={"skill": ratings})]) == [expected]


def test_ratings_of_a_card_stand_on_one_scale():
    card = {"importance": 3, "competence": "do_not_know", "help": "tools"}
    found = ratings_by_scale(
        {"a": card, "b": {"importance": 4}, "c": "x", "d": 2}, {"a": "skill", "b": "skill", "d": "1-5"}
    )
    assert found == {"skill": [3, "do_not_know", 4], "1-5": [2]}
    assert n_answers({"a": card, "b": ["x", "y"], "c": ""}) == 4
