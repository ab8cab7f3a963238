"""Expressions: each case of the table holds here and in the browser's script."""

import datetime as dt
import json
import math
from pathlib import Path

import pytest

from mutirao.needs.logic import Surroundings, Unreadable, as_json, evaluate, names_in, read
from mutirao.needs.logic.patterns import matches, why_refused

CASES = json.loads((Path(__file__).parent / "cases.json").read_text())


@pytest.mark.parametrize(("source", "expected"), CASES["cases"], ids=[source for source, _value in CASES["cases"]])
def test_expression_gives_what_the_table_says(source, expected):
    around = Surroundings(dt.date.fromisoformat(CASES["today"]), CASES["answers"], CASES["here"], CASES["columns"])
    value = evaluate(read(source), around)
    assert (type(value), str(value)) == (float, "nan") if expected == "NaN" and value != "NaN" else value == expected


@pytest.mark.parametrize(
    ("source", "place", "said"),
    [
        ("", 1, "ends too early"),
        ("1 +", 4, "ends too early"),
        ("jr:choice-name(${a}, 'b')", 1, "jr:choice-name()"),
        ("${a} = 1 and pulldata('x')", 14, "pulldata()"),
        ("(1", 3, "where “)” was expected"),
        ("1 2", 3, "Here stands “2”"),
        ("../a = 1", 3, "“/” is not supported"),
        (".. = 1", 1, "“..” is not supported"),
        ("/data/a = 1", 1, "“/” is not supported"),
        ("a[1]", 2, "“[” is not supported"),
        ("if(true(), 1)", 1, "cannot take 2 values"),
        ("regex(., ${a})", 1, "text in quotation marks"),
        ("regex(., '(a+)+')", 1, "must not repeat a group"),
        ("regex(., '((a|b)c)*')", 1, "must not repeat a group"),
        ("regex(., '(')", 1, "not valid"),
        ("(" * 60 + "1" + ")" * 60, 42, "Too many brackets"),
        ("1" * 1001, 1000, "at most 1000"),
        ("1 = 'a", 5, "“'” is not supported"),
    ],
)
def test_what_is_not_supported_is_refused_by_name_and_place(source, place, said):
    with pytest.raises(Unreadable) as refused:
        read(source)
    assert said in refused.value.reason
    assert refused.value.place == place


def test_tree_leaves_as_json():
    tree = read("selected(${many}, 'b') and . > -2.5 or state = today()")
    assert as_json(tree) == [
        "or",
        ["and", ["selected", ["$", "many"], "b"], [">", ["."], ["-", 0, 2.5]]],
        ["=", ["@", "state"], ["today"]],
    ]
    assert list(names_in(tree)) == ["many"]


@pytest.mark.parametrize(
    "pattern",
    [
        "[0-9]{4}",
        r"[a-z._%+-]+@[a-z.-]+\.[a-z]{2,}",
        "(ab)+",
        "a?b?",
        r"\(.*\)",
        "[)*]+",
        r"([0-9]{1,3}\.){3}[0-9]{1,3}",
        "(a|b){5}",
    ],
)
def test_usual_patterns_are_allowed(pattern):
    assert why_refused(pattern) == ""


@pytest.mark.parametrize(
    "pattern",
    [
        *("(a*)*", "(a|aa)+", "((a+))+", "(?=a)b", r"(a)\1", "a*b*c*d*e*", "a?" * 11, "x" * 301, "a++", "a{3}{3}"),
        *(
            "(a*){30}b",
            "(a?){30}a{30}",
            "(a|aa)" * 40 + "b",
            "((){65535}){65535}",
            r"(\b){4000000000}",
            "(.{1,20}){50}",
        ),
    ],
)
def test_patterns_that_could_take_for_ever_are_refused(pattern):
    assert why_refused(pattern) != ""


def test_choices_before_repetitions_shorten_the_text_that_is_matched():
    pattern = "a?" * 9 + ".*.*b"
    assert why_refused(pattern) == ""
    assert matches("a" * 40 + "b", pattern)
    assert not matches("a" * 400 + "b", pattern)


def test_rounding_what_is_too_large_is_infinite_and_no_fault():
    assert evaluate(read(f"round({'9' * 300}, 15)"), Surroundings(dt.date(2026, 1, 1))) == math.inf


def test_texts_that_are_put_together_do_not_grow_for_ever():
    around = Surroundings(dt.date(2026, 1, 1), {"long": "x" * 3000})
    assert evaluate(read("string-length(concat(${long}, ${long}))"), around) == 4000


def test_text_too_long_for_its_pattern_does_not_fit():
    pattern = "a*a*a*a*"
    assert why_refused(pattern) == ""
    assert matches("a" * 80, pattern)
    assert not matches("a" * 81, pattern)


def test_nan_is_a_number_and_never_equal():
    value = evaluate(read("number('x')"), Surroundings(dt.date(2026, 1, 1)))
    assert isinstance(value, float)
    assert math.isnan(value)
