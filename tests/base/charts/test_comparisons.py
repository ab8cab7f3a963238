import math
import random
from collections import Counter

import pytest

from mutirao.base.charts import Frame, Measure, Strip, strip
from mutirao.base.errors import InputError

SHARE = Measure("Share who stay", is_share=True, low=0, high=1)
EDITORS = Measure("Active editors", is_logarithmic=True)


def places(drawing, chart, css):
    group = next(group for group in drawing(chart).iter("g") if group.get("class") == css)
    return [circle.get("cx") for circle in group.iter("circle")]


def median_place(drawing, chart):
    return next(line.get("x1") for line in drawing(chart).iter("line") if line.get("class") == "chart-median")


def test_strip_draws_the_values_of_its_table(frame, drawing):
    chart = strip([Strip(SHARE, [1, 0, 0.25, 0.25], 0.5)], "Riverbank", frame)

    assert places(drawing, chart, "chart-others") == ["3%", "26.5%", "26.5%", "97%"]
    assert median_place(drawing, chart) == "26.5%"
    assert drawing(chart).find(".//svg").get("x") == "50%"
    assert chart.table.columns == (
        "Skill",
        "Riverbank",
        "Median of the others",
        "Lowest",
        "Highest",
        "Others compared",
        "All values of the others, from low to high",
    )
    assert chart.table.rows == (("Share who stay", "50%", "25%", "0%", "100%", "4", "0%; 25% (2 times); 100%"),)


def test_strip_is_mirrored_for_readers_from_the_right(drawing):
    chart = strip([Strip(SHARE, [0, 0.25], 0.75)], "Riverbank", Frame(key="a", title="t", direction="rtl"))

    assert places(drawing, chart, "chart-others") == ["97%", "73.5%"]
    assert drawing(chart).find(".//svg").get("x") == "26.5%"


def test_strip_says_value_lowest_median_and_highest(frame, texts):
    chart = strip([Strip(EDITORS, [1, 10, 12_000], 130)], "Riverbank", frame)

    assert texts(chart) == ["Active editors", "130", "1", "median 10", "12,000"]
    assert chart.summary == "Active editors: Riverbank 130, median of the others 10 (compared: 3)"


def test_logarithmic_strip_gives_equal_room_to_equal_factors(frame, drawing):
    chart = strip([Strip(EDITORS, [0, 9, 99, 999, 10_000])], "Riverbank", frame)

    first, *others = [float(place.rstrip("%")) for place in places(drawing, chart, "chart-others")]
    steps = [later - earlier for earlier, later in zip([first, *others], others, strict=False)]
    assert steps[:3] == pytest.approx([steps[0]] * 3, abs=0.02)
    assert "each equal step means ten times more: Active editors" in [mark.meaning for mark in chart.legend]


def test_strips_of_several_figures_keep_their_own_axes(frame, texts):
    chart = strip([Strip(EDITORS, [1, 1000], 5), Strip(SHARE, [0.1, 0.3], 0.2)], "Riverbank", frame)

    assert [row[0] for row in chart.table.rows] == ["Active editors", "Share who stay"]
    assert {"1", "1,000", "10%", "30%"} <= set(texts(chart))


def test_unknown_highlight_is_said_and_not_drawn(frame, drawing, texts):
    chart = strip([Strip(SHARE, [0.1, 0.3])], "Riverbank", frame)

    assert "not known" in texts(chart)
    assert drawing(chart).find(".//svg") is None
    assert chart.table.rows[0][1] == "not known"


def test_nothing_to_compare_with_is_said(frame, texts):
    chart = strip([Strip(SHARE, [], 0.4)], "Riverbank", frame)

    assert texts(chart) == ["Share who stay", "40%", "nothing to compare with yet"]
    assert chart.table.rows == (("Share who stay", "40%", "", "", "", "0", ""),)


def test_strip_without_any_value_is_a_sentence(frame):
    chart = strip([Strip(SHARE, [])], "Riverbank", frame)

    assert chart.svg == '<p class="chart-empty">Nothing is known here yet.</p>'
    assert chart.table.rows == ()


@pytest.mark.parametrize(
    ("measure", "values", "highlight", "argument"),
    [
        (EDITORS, [5, -1], None, "values"),
        (EDITORS, [5], -1, "highlight"),
        (SHARE, [math.nan], None, "values"),
        (SHARE, [0.1], math.inf, "highlight"),
    ],
)
def test_strip_refuses_what_its_axis_cannot_show(measure, values, highlight, argument):
    with pytest.raises(InputError) as refusal:
        Strip(measure, values, highlight)

    assert refusal.value.argument == argument


def test_strip_of_300_is_small_and_complete(frame, drawing, shown, compressed_kb):
    chance = random.Random(1)
    values = [int(10 ** chance.uniform(0, 4)) for _ in range(300)]

    chart = strip([Strip(EDITORS, values, 130)], "Riverbank", frame)

    assert len(places(drawing, chart, "chart-others")) == 300
    listed = chart.table.rows[0][-1].split("; ")
    assert listed[0] == f"{min(values)} ({Counter(values)[min(values)]} times)"
    assert len(listed) == len(set(values))
    assert compressed_kb(shown(chart)) <= 5


def test_hostile_names_stay_words(frame, drawing):
    chart = strip([Strip(Measure("<b>&"), [1, 2], 3)], '"><script>', frame)

    assert "<script" not in chart.svg
    assert "b" not in {element.tag for element in drawing(chart).iter()}
