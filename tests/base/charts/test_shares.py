import math

import pytest

from mutirao.base.charts import Frame, dots_in_100
from mutirao.base.errors import InputError

PEOPLE = "speakers can write"


def kinds(drawing, chart):
    return [circle.get("class") for circle in drawing(chart).iter("circle")]


@pytest.mark.parametrize(
    ("share", "n_full", "sentence"),
    [
        (0, 0, "0 in 100 speakers can write"),
        (0.004, 0, "fewer than 1 in 100 speakers can write"),
        (0.37, 37, "37 in 100 speakers can write"),
        (0.996, 100, "more than 99 in 100 speakers can write"),
        (1, 100, "100 in 100 speakers can write"),
    ],
)
def test_full_dots_and_sentence_tell_the_share(frame, drawing, share, n_full, sentence):
    chart = dots_in_100(share, PEOPLE, frame)

    assert kinds(drawing, chart) == ["chart-full"] * n_full + ["chart-hollow"] * (100 - n_full)
    assert chart.summary == sentence


def test_table_holds_the_share_itself(frame):
    chart = dots_in_100(0.374, PEOPLE, frame, decimals=1)

    assert (chart.table.columns, chart.table.rows) == (("Skill", "Share"), ((PEOPLE, "37.4%"),))


def test_dots_fill_from_where_the_reader_starts(frame, drawing):
    left = next(drawing(dots_in_100(0.1, PEOPLE, frame)).iter("circle"))
    right = next(drawing(dots_in_100(0.1, PEOPLE, Frame(key="a", title="t", direction="rtl"))).iter("circle"))

    assert (left.get("cx"), right.get("cx")) == ("6.25", "243.75")


def test_watermark_stands_below_the_dots(drawing):
    plain = drawing(dots_in_100(0.1, PEOPLE, Frame(key="a", title="t")))
    marked = drawing(dots_in_100(0.1, PEOPLE, Frame(key="a", title="t", watermark="Demonstration")))

    assert int(marked.get("height").split(".")[0]) > int(plain.get("height").split(".")[0])
    assert list(marked.iter("text"))[-1].text == "Demonstration"


def test_unknown_share_is_a_sentence(frame):
    chart = dots_in_100(None, PEOPLE, frame)

    assert chart.svg == '<p class="chart-empty">Nothing is known here yet.</p>'


@pytest.mark.parametrize("share", [-0.1, 1.1, 37, math.nan])
def test_what_is_no_share_is_refused(frame, share):
    with pytest.raises(InputError) as refusal:
        dots_in_100(share, PEOPLE, frame)

    assert refusal.value.argument == "share"


def test_hostile_people_stay_words(frame):
    assert "<script" not in dots_in_100(0.1, "<script>", frame).svg
