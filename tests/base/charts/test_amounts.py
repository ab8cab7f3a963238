import math

import pytest

from mutirao.base.charts import Bar, Frame, Measure, bars
from mutirao.base.errors import InputError

ONLINE = Measure("People online", is_share=True, low=0, high=1)
SPEAKERS = Measure("Speakers", is_logarithmic=True)


def lengths(drawing, chart):
    return [(bar.get("x"), bar.get("width")) for bar in drawing(chart).iter("rect") if bar.get("class") == "chart-bar"]


def test_bars_are_as_long_as_the_table_says(frame, drawing, texts):
    rows = [Bar("Kenya", 0.41, "2023", "ITU"), Bar("Uganda", 0, "2022", "ITU"), Bar("Chad", None)]

    chart = bars(rows, ONLINE, frame)

    assert lengths(drawing, chart) == [("0", "41%"), ("0", "0%")]
    assert texts(chart) == ["Kenya", "41%", "2023, ITU", "Uganda", "0%", "2022, ITU", "Chad", "not known"]
    assert chart.table.columns == ("Skill", "People online", "Year", "Source")
    assert chart.table.rows == (
        ("Kenya", "41%", "2023", "ITU"),
        ("Uganda", "0%", "2022", "ITU"),
        ("Chad", "not known", "", ""),
    )
    assert chart.summary == "Highest is Kenya with 41%; known are 2 of 3."


def test_bars_grow_from_the_right_for_readers_from_the_right(drawing):
    chart = bars([Bar("Kenya", 0.4)], ONLINE, Frame(key="a", title="t", direction="rtl"))

    assert lengths(drawing, chart) == [("60%", "40%")]


def test_bars_begin_at_zero_whatever_the_data(frame, drawing):
    chart = bars([Bar("a", 80), Bar("b", 100)], Measure("n"), frame)

    assert lengths(drawing, chart) == [("0", "80%"), ("0", "100%")]


def test_logarithmic_bars_begin_at_zero_and_say_their_scale(frame, drawing):
    chart = bars([Bar("a", 0), Bar("b", 999), Bar("c", 1_000_000)], SPEAKERS, frame)

    # 1000 is half way from 1 to a million in factors of ten.
    assert lengths(drawing, chart) == [("0", "0%"), ("0", "50%"), ("0", "100%")]
    assert [mark.meaning for mark in chart.legend] == ["Speakers; each equal step means ten times more"]


def test_unknown_bars_alone_are_words(frame, drawing):
    chart = bars([Bar("Chad", None)], ONLINE, frame)

    assert list(drawing(chart).iter("rect")) == []
    assert chart.summary == "None of the 1 values is known."


def test_no_bars_are_a_sentence_with_its_way_out():
    chart = bars([], ONLINE, Frame(key="a", title="t", when_empty="Nobody has named a source <yet>."))

    assert chart.svg == '<p class="chart-empty">Nobody has named a source &lt;yet&gt;.</p>'
    assert chart.table.rows == ()


@pytest.mark.parametrize("value", [math.nan, math.inf, -1])
def test_bar_refuses_what_has_no_length(value):
    with pytest.raises(InputError) as refusal:
        Bar("Kenya", value)

    assert refusal.value.argument == "value"


def test_hostile_source_stays_words(frame, drawing, texts):
    chart = bars([Bar("<i>", 0.4, "<u>", "</svg><script>")], ONLINE, frame)

    assert "<script" not in chart.svg
    assert texts(chart) == ["<i>", "40%", "<u>, </svg><script>"]
