import pytest

from mutirao.base.charts.labels import isolated, plain, width_px, wrapped


def test_plain_removes_what_controls_and_turns():
    assert plain("a\x00b\u202ec\u2066d\n\t e\u200f") == "abcd e"


def test_plain_keeps_the_joiners_that_scripts_need():
    assert plain("می\u200cخواهم") == "می\u200cخواهم"


@pytest.mark.parametrize(
    ("text", "direction", "expected"),
    [
        ("Need", "ltr", "Need"),
        ("حاجة", "ltr", "\u2068حاجة\u2069"),
        ("Need", "rtl", "\u2068Need\u2069"),
        ("حاجة", "rtl", "حاجة"),
        ("12", "rtl", "12"),
    ],
)
def test_isolated_marks_only_the_other_direction(text, direction, expected):
    assert isolated(text, direction) == expected


def test_wrapped_breaks_between_words_and_keeps_them_all():
    lines = wrapped("Dealing with conflict in meetings", 150)

    assert " ".join(lines) == "Dealing with conflict in meetings"
    assert len(lines) == 2
    assert all(width_px(line) <= 150 for line in lines)


def test_wrapped_cuts_what_is_too_long_and_says_so():
    lines = wrapped("w" * 10_000, 100)

    assert len(lines) == 3
    assert lines[2].endswith("…")
    assert all(width_px(line) <= 100 + width_px("…") for line in lines)


def test_wrapped_cuts_scripts_without_spaces():
    assert "".join(wrapped("維基媒體社群的需要", 60)) == "維基媒體社群的需要"
    assert len(wrapped("維基媒體社群的需要", 60)) == 3


def test_wrapped_gives_one_empty_line_for_nothing():
    assert wrapped("", 100) == [""]


def test_width_counts_wide_letters_whole_and_marks_not_at_all():
    assert width_px("社", 12) == 12
    assert width_px("e\u0301", 12) == width_px("e", 12)
