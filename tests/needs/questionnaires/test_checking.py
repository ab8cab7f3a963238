"""The checker cleans each type at its limits and says beside the question what is wrong."""

import datetime as dt

import pytest

from mutirao.base.text import text_of
from mutirao.needs.checking import MOST_ENTRIES, check_answers
from mutirao.needs.instrument import Form, Item, Option
from mutirao.needs.states import QuestionType

LETTERS = tuple(Option(name) for name in "abc")
TODAY = dt.date(2026, 11, 22)


def form_of(*items):
    towns = (Option("rio", parameters={"land": "br"}), Option("lyon", parameters={"land": "fr"}))
    return Form("test", items=items, choices={"letters": LETTERS, "towns": towns})


def item(question_type, name="q", **fields):
    if question_type in {"one", "many", "rank"}:
        fields.setdefault("choice_list", "letters")
    return Item(name, QuestionType(question_type), **fields)


def checked(form, answers, **options):
    return check_answers(form, answers, language="en", today=TODAY, **options)


CARD = item("skill", skill="sourcing", skill_key=1)
SCALE = {"start": "0", "end": "1", "step": "0.25"}


@pytest.mark.parametrize(
    ("asked", "given", "stored"),
    [
        (item("text"), "  cafe\u0301\r\nnow ", "café\nnow"),
        (item("text"), "x" * 4000, "x" * 4000),
        (item("text"), "می\u200cخواهم 🙂", "می\u200cخواهم 🙂"),
        (item("integer"), "٤٢", 42),
        (item("integer"), "१२", 12),
        (item("integer"), "−7", -7),
        (item("integer"), 5.0, 5),
        (item("integer"), 10**15, 10**15),
        (item("decimal"), "3,5", 3.5),
        (item("decimal"), "٣٫٥", 3.5),
        (item("decimal"), "2.0", 2),
        (item("range"), "10", 10),
        (item("range", parameters=SCALE), "0.75", 0.75),
        (item("one"), "b", "b"),
        (item("many"), ["c", "a"], ["a", "c"]),
        (item("many"), "c a", ["a", "c"]),
        (item("rank"), ["c", "a", "b"], ["c", "a", "b"]),
        (item("date"), "2024-02-29", "2024-02-29"),
        (item("date"), "2024-02-29T10:00:00Z", "2024-02-29"),
        (CARD, {"importance": "5", "help": ""}, {"importance": 5}),
        (CARD, {"competence": "do_not_know"}, {"competence": "do_not_know"}),
        (CARD, {"help": "tools", "want": "yes", "teach": "no"}, {"help": "tools", "want": "yes", "teach": "no"}),
    ],
)  # fmt: skip
def test_answer_is_stored_clean(asked, given, stored):
    assert checked(form_of(asked), {"q": given}).answers == {"q": stored}
    assert checked(form_of(asked), {"q": given}).errors == {}


@pytest.mark.parametrize("empty", [None, "", "  ", [], {}])
@pytest.mark.parametrize("kind", ["text", "integer", "decimal", "range", "one", "many", "rank", "date"])
def test_empty_is_no_answer_and_required_says_so(kind, empty):
    assert checked(form_of(item(kind)), {"q": empty}).answers == {}
    required = checked(form_of(item(kind, is_required=True)), {"q": empty})
    assert required.errors == {"q": "Please answer this question."}


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        (item("text"), "x" * 4001),
        (item("text"), "a\x00b"),
        (item("text"), "a\u202eb"),
        (item("text"), ["a"]),
        (item("text"), {"a": "b"}),
        (item("text"), True),
        (item("integer"), "1.5"),
        (item("integer"), "1e5"),
        (item("integer"), "0x10"),
        (item("integer"), "1_000"),
        (item("integer"), 10**15 + 1),
        (item("integer"), "9" * 5000),
        (item("integer"), True),
        (item("decimal"), "nan"),
        (item("decimal"), float("inf")),
        (item("decimal"), "1,2,3"),
        (item("decimal"), [1]),
        (item("range"), 0),
        (item("range"), 11),
        (item("range"), 1.5),
        (item("range", parameters=SCALE), 0.3),
        (item("one"), "d"),
        (item("one"), ["a"]),
        (item("one"), {"a": 1}),
        (item("many"), ["a", "a"]),
        (item("many"), ["a", "d"]),
        (item("many"), [["a"]]),
        (item("many"), 3),
        (item("rank"), ["a", "b"]),
        (item("rank"), ["a", "b", "b"]),
        (item("date"), "2026-02-30"),
        (item("date"), "22.11.2026"),
        (item("date"), 20261122),
        (item("date"), "0000-01-01"),
        (CARD, {"importance": 6}),
        (CARD, {"importance": True}),
        (CARD, {"importance": 2.0}),
        (CARD, {"help": "magic"}),
        (CARD, {"want": "maybe"}),
        (CARD, {"want": ["yes"]}),
        (CARD, {"mood": 1}),
        (CARD, "5"),
    ],
)  # fmt: skip
def test_what_the_type_does_not_take_is_refused_beside_the_question(asked, given):
    result = checked(form_of(asked), {"q": given})
    assert result.answers == {}
    assert list(result.errors) == ["q"]
    assert result.errors["q"]


def test_unknown_keys_are_refused():
    form = form_of(item("note", "n"), item("group", "g", items=(item("text"),)))
    assert set(checked(form, {"q": "a", "g": "x", "n": "x", "other": 1}).errors) == {"g", "n", "other"}


def test_card_that_is_required_needs_both_ratings():
    card = item("skill", skill="sourcing", is_required=True)
    assert list(checked(form_of(card), {"q": {"importance": 3}}).errors) == ["q"]
    assert checked(form_of(card), {"q": {"importance": 3, "competence": 1}}).errors == {}


def test_only_asked_skills_are_asked():
    cards = [item("skill", name, skill=name, is_required=True) for name in ("sourcing", "mentoring")]
    both = {"sourcing": {"importance": 1, "competence": 2}, "mentoring": {"importance": 3, "competence": 4}}
    result = checked(form_of(*cards), both, asked_skills=["sourcing"])
    assert result.answers == {"sourcing": both["sourcing"]}
    assert result.errors == {}


def test_answers_to_what_is_not_asked_are_dropped_along_the_chain():
    form = form_of(
        item("integer", "age"),
        item("one", "adult", relevant="${age} >= 18"),
        item("group", "g", relevant="${adult} = 'a'", items=(item("text", "why", is_required=True),)),
    )
    assert checked(form, {"age": 20, "adult": "a", "why": "x"}).answers == {"age": 20, "adult": "a", "why": "x"}
    assert checked(form, {"age": 10, "adult": "a", "why": "x"}) == checked(form, {"age": 10})
    assert list(checked(form, {"age": 20, "adult": "a"}).errors) == ["why"]


def test_question_can_depend_on_a_later_one():
    form = form_of(
        item("text", "first", relevant="${last} = 'a'"),
        item("one", "last", relevant="${gate} = 'b'"),
        item("one", "gate"),
    )
    assert checked(form, {"first": "x", "last": "a", "gate": "b"}).answers == {"first": "x", "last": "a", "gate": "b"}
    assert checked(form, {"first": "x", "last": "a", "gate": "c"}).answers == {"gate": "c"}


def test_constraint_says_its_message_in_the_language_of_the_person():
    says = text_of(en="Too young", pt="Jovem demais")
    form = form_of(item("integer", constraint=". >= 18", constraint_message=says))
    assert check_answers(form, {"q": 17}, language="pt", today=TODAY).errors == {"q": "Jovem demais"}
    assert checked(form, {"q": 17}).errors == {"q": "Too young"}
    assert checked(form, {"q": 18}).errors == {}


def test_own_words_come_in_the_language_of_the_person():
    assert check_answers(form_of(item("integer")), {"q": "x"}, language="de", today=TODAY).errors == {
        "q": "Please give a number."
    }


def test_calculation_is_ours_whatever_is_sent():
    form = form_of(
        item("integer", "a"),
        item("calculate", "double", calculation="${a} * 2"),
        item("integer", constraint=". < ${double}"),
    )
    assert checked(form, {"a": 4, "double": "99", "q": 5}).answers == {"a": 4, "double": "8", "q": 5}
    assert list(checked(form, {"a": 4, "double": "99", "q": 9}).errors) == ["q"]


def test_matrix_rows_answer_for_themselves():
    form = form_of(item("matrix", "m", items=(item("one", "r1"), item("one", "r2"))))
    assert checked(form, {"r1": "a", "r2": "c"}).answers == {"r1": "a", "r2": "c"}
    assert list(checked(form, {"r1": "a", "r2": "x"}).errors) == ["r2"]


def test_repeat_checks_each_entry_with_its_own_answers():
    inside = (item("integer", "age"), item("text", "school", relevant="${age} < 18", is_required=True))
    form = form_of(item("repeat", "people", items=inside))
    given = {"people": [{"age": 30, "school": "x"}, {"age": 9}, {}, {"age": "old"}]}
    result = checked(form, given)
    assert result.answers == {"people": [{"age": 30}, {"age": 9}]}
    assert set(result.errors) == {"people:2:school", "people:4:age"}


@pytest.mark.parametrize("given", ["x", {"a": 1}, ["x"], [{"stranger": 1}], [{"age": 1}] * (MOST_ENTRIES + 1)])
def test_repeat_refuses_what_is_no_list_of_entries(given):
    form = form_of(item("repeat", "people", items=(item("integer", "age"),)))
    assert list(checked(form, {"people": given}).errors) == ["people"]


def test_choices_follow_their_filter():
    form = form_of(
        item("text", "land"), item("one", choice_list="towns", parameters={"choice_filter": "land = ${land}"})
    )
    assert checked(form, {"land": "br", "q": "rio"}).errors == {}
    assert list(checked(form, {"land": "br", "q": "lyon"}).errors) == ["q"]


def test_a_page_hears_only_of_its_own_questions():
    form = form_of(item("text", "a", is_required=True), item("text", "b", is_required=True))
    assert list(checked(form, {}, only={"b"}).errors) == ["b"]


def test_relevance_of_a_card_part():
    form = form_of(CARD, item("text", "why", relevant="${q_importance} >= 4"))
    assert checked(form, {"q": {"importance": 5}, "why": "x"}).answers["why"] == "x"
    assert "why" not in checked(form, {"q": {"importance": 3}, "why": "x"}).answers
