"""A page of a questionnaire: what it shows, and what is read from what was sent."""

import re
from html import unescape

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string

from mutirao.base.text import text_of
from mutirao.needs.checking import check_answers
from mutirao.needs.forms.answering import answers_from, is_page_asked, pages_of
from mutirao.needs.forms.showing import questions_of
from mutirao.needs.instrument import Form, Item, Option
from mutirao.needs.states import QuestionType

LETTERS = tuple(Option(name, text_of(en=name.upper(), ar=f"حرف {name}")) for name in "abc")


def item(question_type, name, **fields):
    fields.setdefault("label", text_of(en=f"Label of {name}"))
    if question_type in {"one", "many", "rank"}:
        fields.setdefault("choice_list", "letters")
    return Item(name, QuestionType(question_type), **fields)


def form_of(*items):
    return Form("test", items=items, choices={"letters": LETTERS})


EVERY = form_of(
    item("text", "t"),
    item("text", "p", parameters={"appearance": "multiline"}),
    item("integer", "i"),
    item("decimal", "d"),
    item("range", "r"),
    item("one", "o"),
    item("many", "m"),
    item("date", "day"),
    item("rank", "k"),
    item("note", "n"),
    item("calculate", "c", calculation="${i} + 1"),
    item("matrix", "x", items=(item("one", "x1"), item("one", "x2", is_required=True))),
    item("skill", "sourcing", skill="sourcing"),
    item("group", "g", items=(item("text", "inside"), item("group", "deep", items=(item("text", "deeper"),)))),
    item("repeat", "people", items=(item("integer", "age"), item("many", "likes"))),
)
SENT = {
    "t": "cafe",
    "p": "a\r\nb",
    "i": "4",
    "d": "2.5",
    "r": "3",
    "o": "b",
    "m": ["a", "c"],
    "day": "2026-01-02",
    "k:a": "2",
    "k:b": "1",
    "k:c": "3",
    "x1": "a",
    "x2": "c",
    "inside": "in",
    "deeper": "<b>",
    "sourcing:importance": "5",
    "sourcing:competence": "do_not_know",
    "sourcing:help": "tools",
    "sourcing:teach": "no",
    "people:entries": "3",
    "people:1:age": "7",
    "people:3:age": "9",
    "people:3:likes": ["b"],
}
STORED = {
    "t": "cafe",
    "p": "a\nb",
    "i": 4,
    "d": 2.5,
    "r": 3,
    "o": "b",
    "m": ["a", "c"],
    "day": "2026-01-02",
    "k": ["b", "a", "c"],
    "x1": "a",
    "x2": "c",
    "inside": "in",
    "deeper": "<b>",
    "c": "5",
    "sourcing": {"importance": 5, "competence": "do_not_know", "help": "tools", "teach": "no"},
    "people": [{"age": 7}, {"age": 9, "likes": ["b"]}],
}


def post_of(values):
    post = QueryDict(mutable=True)
    for name, value in values.items():
        post.setlist(name, value if isinstance(value, list) else [value])
    return post


def shown(form, number=1, *, answers=(), errors=(), language="en"):
    page = pages_of(form)[number - 1]
    questions = questions_of(page, form, answers=dict(answers), errors=dict(errors), language=language)
    return render_to_string("needs/questions/page.html", {"questions": questions, "page_language": "en"})


def sent_by(html):
    """What a browser would send for a page as it stands."""
    post = QueryDict(mutable=True)
    for tag in re.findall(r"<input[^>]*>", html):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if attributes["type"] not in {"radio", "checkbox"} or " checked" in tag:
            post.appendlist(attributes["name"], unescape(attributes.get("value", "")))
    for name, options in re.findall(r'<select[^>]* name="([^"]*)"[^>]*>(.*?)</select>', html, re.DOTALL):
        taken = re.findall(r'<option value="([^"]*)" selected', options)
        post[name] = taken[0] if taken else ""
    for name, text in re.findall(r'<textarea[^>]* name="([^"]*)"[^>]*>(.*?)</textarea>', html, re.DOTALL):
        post[name] = unescape(text)
    return post


def test_every_type_is_read_and_stored():
    read = {}
    for page in pages_of(EVERY):
        read |= answers_from(page, post_of(SENT))
    result = check_answers(EVERY, read, language="en")
    assert (result.answers, result.errors) == (STORED, {})


def test_every_type_shows_what_was_stored_and_sends_it_again():
    read = {}
    for page in pages_of(EVERY):
        read |= answers_from(page, sent_by(shown(EVERY, page.number, answers=STORED)))
    assert check_answers(EVERY, read, language="en").answers == STORED


def test_wrong_answers_stay_in_the_form_with_the_reason_beside():
    wrong = {"i": "seven", "o": "zzz", "k": {"a": "1", "b": "1"}, "people": [{"age": "old"}]}
    html = "".join(
        shown(EVERY, page.number, answers=wrong, errors=check_answers(EVERY, wrong, language="en").errors)
        for page in pages_of(EVERY)
    )
    assert 'value="seven" id="id_i" name="i" aria-invalid="true" aria-describedby=" wrong_i"' in html
    assert '<p class="wrong" id="wrong_i">Please give a number.</p>' in html
    assert '<p class="wrong" id="wrong_people:1:age">Please give a number.</p>' in html
    assert '<p class="wrong" id="wrong_k">Please give each choice a place, every place once.</p>' in html
    assert html.count('<option value="1" selected>') == 2
    assert 'name="people:1:age"' in html
    assert 'value="old"' in html


def test_hostile_answers_are_escaped():
    hostile = {"t": '"><script>alert(1)</script>', "p": "</textarea><script>"}
    html = shown(EVERY, answers=hostile)
    assert "<script>" not in html


def test_pages_follow_groups_and_long_ones_are_split_evenly():
    cards = tuple(item("skill", f"s{n}", skill=f"s{n}") for n in range(6))
    form = form_of(
        item("text", "a"),
        item("group", "g", items=cards),
        item("text", "b"),
        item("group", "e", items=(item("skill", "z", skill="z"),)),
    )
    assert [len(page.items) for page in pages_of(form)] == [1, 3, 3, 1, 1]
    assert [page.title.original for page in pages_of(form)] == ["", "Label of g", "Label of g", "", "Label of e"]
    assert [sorted(page.names) for page in pages_of(form, ["s1", "s4"])] == [["a"], ["s1", "s4"], ["b"]]


def test_page_that_earlier_answers_rule_out_is_not_asked():
    form = form_of(
        item("one", "a"),
        item("group", "g", relevant="${a} = 'b'", items=(item("text", "b"),)),
        item("group", "h", items=(item("text", "c", relevant="${a} = 'c'"), item("text", "d", relevant="${c} = 'x'"))),
    )
    first, second, third = pages_of(form)
    assert is_page_asked(first, {})
    assert [is_page_asked(second, {"a": name}) for name in "bc"] == [True, False]
    assert [is_page_asked(third, {"a": name}) for name in "bc"] == [True, True]


def test_question_carries_its_condition_for_a_script():
    form = form_of(item("one", "a"), item("text", "b", relevant="${a} = 'b'"))
    assert 'data-question="b" data-relevant="[&quot;=&quot;, [&quot;$&quot;, &quot;a&quot;], &quot;b&quot;]"' in shown(
        form
    )


def test_texts_are_in_the_language_of_the_person_and_say_where_they_are_not():
    html = shown(form_of(item("one", "o", label=text_of(en="Which?"))), language="ar")
    assert '<span lang="ar" dir="rtl">حرف a</span>' in html
    assert "<legend>Which?" in html


def test_earlier_answers_stand_in_texts():
    form = form_of(
        item("group", "g", items=(item("text", "name"),)),
        item("text", "t", label=text_of(en="Dear ${name}, ${nobody}")),
    )
    assert "Dear &lt;Ada&gt;, …" in shown(form, 2, answers={"name": "<Ada>"})


@pytest.mark.parametrize("entries", ["-1", "x", "٣", "99999", ""])
def test_number_of_entries_is_not_believed(entries):
    page = pages_of(form_of(item("repeat", "people", items=(item("integer", "age"),))))[0]
    assert answers_from(page, post_of({"people:entries": entries, "people:1:age": "3"})) == {}


def test_very_long_lists_of_choices_become_a_drop_down_list():
    many = tuple(Option(f"c{n}") for n in range(16))
    form = Form("test", items=(item("one", "o", choice_list="many"),), choices={"many": many})
    assert '<option value="c7" selected>c7</option>' in shown(form, answers={"o": "c7"})
