import math

import pytest

from mutirao.base.charts import Estimate, Frame, Measure, dot_interval
from mutirao.base.errors import InputError

NEED = Measure("Need", decimals=1, low=0, high=4)
ROWS = [
    Estimate("Meetings", 2, 1, 3, tier="clear need"),
    Estimate("Grants", 1, 0.5, 1.5, tier="likely", is_borrowed=True),
    Estimate("Conflict"),
]


def test_dots_stand_where_the_table_says(frame, drawing):
    chart = dot_interval(ROWS, NEED, frame)

    dots = [circle.get("cx") for circle in drawing(chart).iter("circle")]
    lines = [line for line in drawing(chart).iter("line") if line.get("class") == "chart-interval"]
    # The axis from 0 to 4 lies between 3 % and 97 % of the width.
    assert dots == ["50%", "26.5%"]
    assert [(line.get("x1"), line.get("x2")) for line in lines] == [("26.5%", "73.5%"), ("14.75%", "38.25%")]
    assert chart.table.columns == ("Skill", "Need", "From", "To", "How sure", "Based on")
    assert chart.table.rows == (
        ("Meetings", "2.0", "1.0", "3.0", "clear need", "own answers"),
        ("Grants", "1.0", "0.5", "1.5", "likely", "similar communities"),
        ("Conflict", "not known", "", "", "", ""),
    )


def test_axis_is_mirrored_for_readers_from_the_right(drawing):
    chart = dot_interval(ROWS, NEED, Frame(key="need", title="t", direction="rtl"))

    root = drawing(chart)
    assert root.get("direction") == "rtl"
    assert [circle.get("cx") for circle in root.iter("circle")] == ["50%", "73.5%"]
    label, tier = list(root.iter("text"))[:2]
    assert (label.get("x"), label.get("text-anchor")) == ("100%", None)
    assert (tier.get("x"), tier.get("text-anchor")) == ("0", "end")


def test_row_says_its_numbers_tier_and_origin(frame, drawing):
    titles = [group.findtext("title") for group in drawing(dot_interval(ROWS, NEED, frame)).iter("g")]

    assert titles == [
        "Meetings: 2.0 (1.0 to 3.0), clear need, own answers",
        "Grants: 1.0 (0.5 to 1.5), likely, similar communities",
        "Conflict: not known",
    ]


def test_borrowed_is_told_by_class_and_by_legend(frame, drawing):
    chart = dot_interval(ROWS, NEED, frame, level=0.8)

    assert [group.get("class") for group in drawing(chart).iter("g")] == [None, "chart-borrowed", None]
    assert [mark.meaning for mark in chart.legend] == [
        "from own answers",
        "borrowed from similar communities",
        "where the value lies 80 times in 100",
    ]


def test_unknown_is_said_and_never_drawn(frame, drawing, texts):
    chart = dot_interval([Estimate("Conflict"), Estimate("Grants")], NEED, frame)

    assert texts(chart) == ["Conflict", "not known", "Grants", "not known"]
    assert list(drawing(chart).iter("circle")) == []
    assert chart.summary == "None of the 2 values is known."
    assert chart.legend == ()


def test_zero_is_marked_where_it_lies_inside(frame, drawing):
    def zeros(low):
        chart = dot_interval([Estimate("Grants", 1, low, 2)], Measure("Need"), frame)
        return [line for line in drawing(chart).iter("line") if line.get("class") == "chart-zero"]

    assert len(zeros(-1)) == 1
    assert zeros(0.5) == []


def test_image_has_a_title_a_sentence_and_ids_of_its_own(frame, drawing):
    root = drawing(dot_interval(ROWS, NEED, frame))

    assert (root.get("role"), root.get("aria-labelledby")) == ("img", "need-title need-summary")
    assert root.find("title[@id='need-title']").text == "What we need"
    sentence = "Highest is Meetings with 2.0 (1.0 to 3.0); known are 2 of 3."
    assert root.find("desc[@id='need-summary']").text == sentence


def test_watermark_returns_along_a_tall_drawing(texts):
    frame = Frame(key="need", title="t", watermark="Demonstration")

    one = dot_interval(ROWS[:1], NEED, frame)
    many = dot_interval([Estimate(f"Skill {number}", 1, 0, 2) for number in range(20)], NEED, frame)

    assert texts(one).count("Demonstration") == 1
    assert texts(many).count("Demonstration") >= 5
    assert one.summary.startswith("Demonstration: ")


def test_hostile_words_stay_words(frame, drawing, texts):
    hostile = '<script>alert(1)</script>"&\x00\u202e'
    measure = Measure(hostile, low=0, high=4)
    frame = Frame(key="need", title=hostile, watermark=hostile, summary=hostile)

    chart = dot_interval([Estimate(hostile, 2, 1, 3, tier=hostile)], measure, frame)

    assert "<script" not in chart.svg
    assert {element.tag for element in drawing(chart).iter()} == {"svg", "title", "desc", "g", "text", "line", "circle"}
    assert not any("\x00" in text or "\u202e" in text for text in texts(chart))


def test_very_long_words_leave_a_drawing_of_usual_size(frame, drawing):
    chart = dot_interval([Estimate("w" * 10_000, 2, 1, 3, tier="t" * 10_000)], NEED, frame)

    assert float(drawing(chart).get("height")) < 150


@pytest.mark.parametrize(
    ("numbers", "argument"),
    [
        ((math.nan, 0, 1), "value"),
        ((1, -math.inf, 2), "low"),
        ((1, 0, math.inf), "high"),
        ((1, None, 2), "low"),
        ((1, 0, None), "high"),
        ((None, 0, 1), "low"),
        ((3, 0, 2), "value"),
    ],
)
def test_estimate_refuses_what_is_no_value_in_its_interval(numbers, argument):
    with pytest.raises(InputError) as refusal:
        Estimate("Grants", *numbers)

    assert refusal.value.argument == argument


def test_values_beyond_the_axis_are_refused(frame):
    with pytest.raises(InputError) as refusal:
        dot_interval([Estimate("Grants", 4, 3, 5)], NEED, frame)

    assert (refusal.value.argument, refusal.value.got) == ("rows", 5)


@pytest.mark.parametrize("level", [0, 1, 95])
def test_level_is_a_share_between_never_and_always(frame, level):
    with pytest.raises(InputError, match="level"):
        dot_interval(ROWS, NEED, frame, level=level)


def test_same_input_gives_the_same_drawing(frame):
    assert dot_interval(ROWS, NEED, frame) == dot_interval(ROWS, NEED, frame)
