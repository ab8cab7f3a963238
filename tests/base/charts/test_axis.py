import math

import pytest
from django.utils import translation

from mutirao.base.charts.axis import Axis, Measure, axis_for, checked, round_step
from mutirao.base.errors import InputError


@pytest.mark.parametrize(
    ("measure", "value", "expected"),
    [
        (Measure("n"), 1234567, "1,234,567"),
        (Measure("n", decimals=2), -1.5, "-1.50"),
        (Measure("n", is_share=True), 0.374, "37%"),
        (Measure("n", is_share=True, decimals=1), 0.374, "37.4%"),
        (Measure("n"), None, "not known"),
    ],
)
def test_numbers_are_written_for_the_reader(measure, value, expected):
    assert measure.written(value) == expected


def test_numbers_follow_the_language():
    with translation.override("pt"):
        assert Measure("n", decimals=1).written(1234.5) == "1.234,5"


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 1e16, "12"])
def test_checked_refuses_what_is_not_a_finite_number(value):
    with pytest.raises(InputError) as refusal:
        checked("value", value)

    assert (refusal.value.argument, refusal.value.got) == ("value", value)
    assert refusal.value.allowed == "a finite number up to 1e15 in size"


@pytest.mark.parametrize(
    ("measure", "value", "allowed"),
    [
        (Measure("n", is_logarithmic=True), -1, "0 or more on a logarithmic axis"),
        (Measure("n", is_share=True), 1.01, "a share from 0 to 1"),
        (Measure("n", low=0, high=5), 6, "a number from 0 to 5, the ends of the axis"),
    ],
)
def test_checked_refuses_what_the_axis_cannot_show(measure, value, allowed):
    with pytest.raises(InputError) as refusal:
        checked("rows", value, measure)

    assert (refusal.value.argument, refusal.value.allowed, refusal.value.got) == ("rows", allowed, value)


@pytest.mark.parametrize(("wanted", "expected"), [(0.3, 0.5), (1, 1), (1.1, 2), (6, 10), (230, 500), (0.0001, 0.01)])
def test_round_step_goes_up_to_one_two_or_five(wanted, expected):
    assert round_step(wanted, 0.01) == pytest.approx(expected)


def test_axis_ends_on_round_numbers_around_the_data():
    axis = axis_for(Measure("n", decimals=1), [-0.2, 1.9, 2.25])

    assert (axis.low, axis.high) == (-0.5, 2.5)
    assert axis.ticks == [0, 1, 2]
    assert [axis.place(number) for number in (-0.5, 1.0, 2.5)] == [0, 0.5, 1]


def test_axis_of_equal_values_still_has_a_width():
    axis = axis_for(Measure("n"), [7, 7])

    assert (axis.low, axis.high) == (7, 8)


def test_axis_keeps_the_ends_it_is_given():
    axis = axis_for(Measure("n", is_share=True, low=0, high=1), [0.3, 0.4])

    assert (axis.low, axis.high) == (0, 1)
    assert axis.ticks == [0, 0.5, 1]


def test_axis_refuses_ends_the_wrong_way_round():
    with pytest.raises(InputError) as refusal:
        axis_for(Measure("n", low=5, high=5), [5])

    assert refusal.value.argument == "measure"


def test_logarithmic_axis_gives_zero_a_place_and_equal_room_to_powers():
    axis = axis_for(Measure("n", is_logarithmic=True), [0, 12_413])

    assert (axis.low, axis.high) == (0, 20_000)
    assert axis.place(0) == 0
    assert axis.place(999) == pytest.approx(math.log(1000) / math.log(20_001))
    assert axis.ticks == [0, 10, 1000]


def test_logarithmic_axis_starts_near_large_data():
    axis = axis_for(Measure("n", is_logarithmic=True), [2_000, 40_000])

    assert (axis.low, axis.high, axis.ticks) == (1000, 50_000, [1000, 10_000])


@pytest.mark.parametrize("low", [0, 1e-6, 123, 1e9])
@pytest.mark.parametrize("is_logarithmic", [True, False])
def test_ticks_are_few_enough_and_on_the_axis(low, is_logarithmic):
    for high in (low + 1, low * 3 + 1, low + 1e12):
        axis = axis_for(Measure("n", is_logarithmic=is_logarithmic), [low, high])
        assert 1 <= len(axis.ticks) <= 5
        assert all(-1e-9 <= axis.place(tick) <= 1 + 1e-9 for tick in axis.ticks)


def test_place_is_the_share_of_the_way():
    assert Axis(Measure("n"), 10, 20).place(12.5) == 0.25
