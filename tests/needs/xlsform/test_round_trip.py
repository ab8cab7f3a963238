"""What we write, other tools read, and it comes back as it was."""

import io
from dataclasses import replace
from unicodedata import normalize

import openpyxl
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pyxform.xls2xform import convert

from mutirao.base.text import Text, text_of
from mutirao.needs.instrument import Form, Item, Option
from mutirao.needs.instrument.texts import languages_in
from mutirao.needs.states import Purpose, QuestionType
from mutirao.needs.xlsform import read_xlsform, written_xlsform

SKILLS = {"sourcing": 1, "mentoring": 2}
LETTERS = st.characters(categories=("L", "N", "P", "Zs"), exclude_characters="\xa0_${}")
WORDS = st.text(LETTERS, min_size=1, max_size=30).map(lambda text: normalize("NFC", text).strip()).filter(bool)
PLAIN = [*(QuestionType.TEXT, QuestionType.INTEGER, QuestionType.DECIMAL, QuestionType.DATE, QuestionType.NOTE)]


def texts(*, empty=True):
    words = st.builds(lambda en, ar: text_of(en=en, ar=ar), WORDS, WORDS | st.just(""))
    return words | st.just(Text()) if empty else words


@st.composite
def items(draw, number, *, deep=True):
    label, hint = draw(texts(empty=False)), draw(texts())
    fields = {"name": f"q{number}", "label": label, "hint": hint, "purpose": draw(st.sampled_from(Purpose))}
    kind = draw(
        st.sampled_from(
            ["plain", "one", "many", "rank", "range", "skill", *(["group", "repeat", "matrix"] if deep else [])]
        )
    )
    if kind in {"group", "repeat"}:
        inside = tuple(draw(items(f"{number}_{n}", deep=False)) for n in range(draw(st.integers(1, 3))))
        return Item(**fields, question_type=QuestionType(kind), items=inside)
    if kind == "matrix":
        rows = tuple(Item(f"q{number}_{n}", QuestionType.ONE, label=label, choice_list="letters") for n in range(2))
        return Item(**fields, question_type=QuestionType.MATRIX, parameters={"appearance": "table-list"}, items=rows)
    fields |= {"is_required": draw(st.booleans()), "relevant": draw(st.sampled_from(["", "${first} = 'a'"]))}
    if kind == "skill":
        skill = draw(st.sampled_from(sorted(SKILLS)))
        return Item(
            **fields,
            question_type=QuestionType.SKILL,
            skill=skill,
            skill_key=SKILLS[skill],
            is_core=draw(st.booleans()),
        )
    if kind == "range":
        return Item(**fields, question_type=QuestionType.RANGE, parameters={"start": "0", "end": "5", "step": "1"})
    if kind == "plain":
        return Item(**fields, question_type=draw(st.sampled_from(PLAIN)), required_message=draw(texts()))
    return Item(**fields, question_type=QuestionType(kind), choice_list="letters", constraint_message=draw(texts()))


@st.composite
def forms(draw):
    first = Item("first", QuestionType.ONE, label=draw(texts(empty=False)), choice_list="letters")
    more = tuple(draw(items(n)) for n in range(draw(st.integers(0, 4))))
    letters = tuple(Option(name, draw(texts(empty=False)), {"land": "br"}) for name in "abc")
    form = Form(
        "form", 1, draw(texts(empty=False)), draw(texts()), (), (first, *more), {"letters": letters}, {"style": "pages"}
    )
    return replace(form, languages=tuple(languages_in(form)))


def accepted(content):
    return convert(xlsform=io.BytesIO(content), file_type=".xlsx").xform


# Not shrunk: a failing form is told whole, and making it small takes minutes.
@settings(max_examples=25, deadline=None, phases=[Phase.generate])
@given(forms())
def test_a_form_comes_back_equal_and_other_tools_accept_it(form):
    content, _report = written_xlsform(form)
    assert accepted(content).startswith("<?xml")
    back, report = read_xlsform(content, skills=SKILLS)
    assert [note for note in report.notes if note.fate != "kept"] == []
    assert replace(back, number=1, settings={}) == replace(form, settings={})
    assert back.settings == {"style": "pages", "version": "1"}


def test_cells_never_become_formulas():
    form = Form(
        "f",
        title=text_of(en="=1+1"),
        items=(Item("a", QuestionType.TEXT, label=text_of(en="=cmd()")),),
        languages=("en",),
    )
    content, _report = written_xlsform(form)
    back, report = read_xlsform(content, skills={})
    assert (back.title.original, back.items[0].label.original) == ("=1+1", "=cmd()")
    assert report.notes == []


def test_question_without_a_label_gets_its_name_for_others_and_loses_it_again():
    form = Form("f", title=text_of(en="T"), items=(Item("a", QuestionType.TEXT),), languages=("en",))
    content, _report = written_xlsform(form)
    assert "a" in accepted(content)
    assert read_xlsform(content, skills={})[0].items == form.items


def test_table_with_different_choices_leaves_as_a_group_and_says_so():
    lists = {"x": (Option("a"),), "y": (Option("b"),)}
    rows = (Item("r1", QuestionType.ONE, choice_list="x"), Item("r2", QuestionType.ONE, choice_list="y"))
    form = Form("f", items=(Item("m", QuestionType.MATRIX, items=rows),), choices=lists, languages=("en",))
    _content, report = written_xlsform(form)
    assert [note.what for note in report.notes] == ["m"]


def test_no_cell_of_what_we_write_is_a_formula_not_even_a_heading():
    item = Item("=1+1", QuestionType.TEXT, label=text_of(en="=1+1"), parameters={"xlsform": {"=1+1": "=1+1"}})
    content, _report = written_xlsform(Form("=1+1", text_of(en="=1+1"), items=(item,), settings={"=2+2": "=1+1"}))
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert len(cells) >= 6
    assert {cell.data_type for cell in cells} == {"s"}
