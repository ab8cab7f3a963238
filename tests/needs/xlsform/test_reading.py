"""Forms from the wild come in, or the report says exactly why not."""

import io
import time
import zipfile

import openpyxl
import pytest

from mutirao.needs.instrument.problems import MOST_QUESTIONS
from mutirao.needs.states import QuestionType
from mutirao.needs.xlsform import Fate, read_xlsform

SURVEY = [["type", "name", "label"], ["text", "a", "A?"]]


def book_of(survey=SURVEY, choices=(), change=None, **sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in {"survey": survey, "choices": choices, **sheets}.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    if change:
        change(book)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def read(*arguments, skills=None, **options):
    return read_xlsform(book_of(*arguments, **options), skills=skills or {})


def notes(report):
    return [(note.fate.value, note.row, note.column, note.what) for note in report.notes]


def test_languages_of_headings_become_tags():
    survey = [
        ["type", "name", "label::Français (fr)", "label::English", "hint::português", "label::ar", "label::Klingonish"],
        ["text", "a", "Quoi ?", "What?", "dica", "ماذا؟", "nuqneH"],
    ]
    form, report = read(survey, settings=[["form_title", "form_id", "default_language"], ["T", "f1", "Français (fr)"]])
    assert form.items[0].label.texts == {"fr": "Quoi ?", "en": "What?", "ar": "ماذا؟", "x-klingo": "nuqneH"}
    assert form.items[0].label.source == "fr"
    assert form.items[0].hint.texts == {"pt": "dica"}
    assert (form.name, form.title.source, form.title.original) == ("f1", "fr", "T")
    assert notes(report) == [("changed", 1, "label::Klingonish", "Klingonish")]


def test_groups_repeats_and_matrices_become_a_tree():
    survey = [
        ["type", "name", "label", "appearance"],
        ["begin group", "g", "G", ""],
        ["begin_group", "m", "M", "table-list"],
        ["select_one yn", "m1", "M1", ""],
        ["select_one yn", "m2", "M2", ""],
        ["end_group"],
        ["end group"],
        ["begin repeat", "r", "R", ""],
        ["integer", "age", "Age", ""],
        ["end repeat"],
    ]
    form, report = read(survey, [["list name", "name", "label"], ["yn", "y", "Yes"], ["yn", "n", "No"]])
    assert [(item.name, item.question_type.value) for item in form.walk()] == [
        *[("g", "group"), ("m", "matrix"), ("m1", "one"), ("m2", "one"), ("r", "repeat"), ("age", "integer")]
    ]
    assert report.notes == []


@pytest.mark.parametrize(
    "kind",
    [
        *("start", "end", "today", "deviceid", "username", "phonenumber", "audit", "geopoint", "geoshape", "image"),
        *("audio", "select_one_from_file towns.csv", "xml-external", "magic", "select_one ${names}"),
    ],
)
def test_what_we_do_not_ask_is_left_out_with_its_row(kind):
    form, report = read([*SURVEY, [kind, "b", "B"]])
    assert [item.name for item in form.items] == ["a"]
    assert notes(report) == [("refused", 3, "type", kind)]
    assert report.notes[0].reason


def test_or_other_becomes_a_choice_and_a_question():
    form, report = read(
        [*SURVEY, ["select_multiple yn or_other", "b", "B"]], [["list_name", "name", "label"], ["yn", "y", "Yes"]]
    )
    assert [option.name for option in form.choices["yn"]] == ["y", "other"]
    assert (form.items[2].name, form.items[2].relevant) == ("b_other", "selected(${b}, 'other')")
    assert notes(report) == [("changed", 3, "type", "or_other")]


def test_cascade_of_choices_keeps_its_filter():
    survey = [
        ["type", "name", "label", "choice_filter"],
        ["select_one land", "l", "L", ""],
        ["select_one_external town", "t", "T", "land=${l}"],
    ]
    external = [["list_name", "name", "label", "land"], ["town", "rio", "Rio", "br"]]
    form, report = read(survey, [["list_name", "name", "label"], ["land", "br", "Brasil"]], external_choices=external)
    assert form.items[1].parameters == {"choice_filter": "land=${l}"}
    assert form.choices["town"][0].parameters == {"land": "br"}
    assert report.is_importable


def test_media_and_unknown_columns_are_told_of():
    survey = [["type", "name", "label", "media::image::English (en)", "trigger"], ["text", "a", "A", "cat.png", "${a}"]]
    form, report = read(survey)
    assert form.items[0].parameters == {"xlsform": {"trigger": "${a}"}}
    assert notes(report) == [("refused", 2, "media::image::English (en)", "cat.png"), ("kept", 2, "trigger", "${a}")]


def test_logic_that_we_cannot_use_goes_and_takes_along_what_rests_on_it():
    survey = [
        ["type", "name", "label", "relevant", "calculation", "required"],
        ["calculate", "c", "", "", "pulldata('x', 'y')", ""],
        ["calculate", "d", "", "", "${c} + 1", ""],
        ["text", "a", "A", "${d} > 3", "", "${c} = 1"],
    ]
    form, report = read(survey)
    assert [(item.name, item.relevant) for item in form.items] == [("a", "")]
    assert notes(report) == [
        ("changed", 4, "required", "${c} = 1"),
        ("refused", 0, "calculation", "c"),
        ("refused", 0, "calculation", "d"),
        ("refused", 0, "relevant", "a"),
    ]
    assert "pulldata()" in report.notes[1].reason


@pytest.mark.parametrize(
    ("survey", "said"),
    [
        ([["type", "name"], ["text", "a b"]], "A short name has letters"),
        ([["type", "name"], ["text", ""]], "A short name has letters"),
        ([["type", "name"], ["text", "a"], ["text", "a"]], "more than once"),
        ([["type", "name"], ["select_one nowhere", "a"]], "no choices"),
        ([["type", "name"], ["begin_group", "g"], ["text", "a"]], "never ends"),
        ([["type", "name"], ["text", "a"], ["end_group"]], "never began"),
        ([["type", "name"]], "no question"),
        ([], "no question"),
        ([["type", "name"], *(["text", f"q{n}"] for n in range(MOST_QUESTIONS + 1))], "at most 1000 questions"),
    ],
    ids=["space", "nameless", "twice", "no list", "open", "closed twice", "headings only", "empty", "long"],
)
def test_what_stops_an_import_is_said(survey, said):
    form, report = read(survey)
    assert form is None
    assert any(said in note.reason for note in report.notes if note.fate == Fate.STOPPED)


def test_choices_with_one_name_twice_stop_the_import():
    form, report = read([*SURVEY, ["select_one yn", "b", "B"]], [["list_name", "name"], ["yn", "y"], ["yn", "y"]])
    assert form is None
    assert report.notes[-1].reason == "The list of choices yn has the choice y more than once."


def test_merged_cells_formulas_and_other_sheets_are_told_of():
    def change(book):
        book["survey"]["C3"] = "=A2&B2"
        book["survey"].merge_cells("A5:B6")

    form, report = read([*SURVEY, ["text", "b", ""]], change=change, notes=[["hello"]])
    assert [item.name for item in form.items] == ["a", "b"]
    assert sorted((fate, what) for fate, _row, _column, what in notes(report)) == [
        ("changed", "A5:B6"),
        ("changed", "xl/worksheets/sheet1.xml"),
        ("refused", "notes"),
    ]


def test_numbers_and_truth_values_read_as_people_see_them():
    survey = [["type", "name", "label", "required", "parameters"], ["range", "r", 5.0, True, "start=0 end=1; step=0.5"]]
    form, _report = read(survey)
    assert form.items[0].label.original == "5"
    assert form.items[0].is_required
    assert form.items[0].parameters == {"start": "0", "end": "1", "step": "0.5"}


def test_hidden_characters_are_taken_out_and_told():
    form, report = read([["type", "name", "label"], ["text", "a", "x\u202ey"]])
    assert form.items[0].label.original == "xy"
    assert notes(report) == [("changed", 2, "", "text")]


def unzipped(**parts):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not an .xlsx"),
        (b"name,label\na,b", "not an .xlsx"),
        (b"PK\x03\x04 broken", "not an .xlsx"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 600, "cannot be read"),
        (b"x" * 5_000_001, "larger than 5 MB"),
        (unzipped(bomb=b"0" * 61_000_000), "too large when it is unpacked"),
        (unzipped(**{f"p{n}": b"" for n in range(501)}), "too large when it is unpacked"),
        (unzipped(**{"a.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}), "no spreadsheet needs"),
        (unzipped(**{"a.xml": b"<x/>"}), "cannot be read"),
        # Looked for the end of each mark anew, this takes an hour.
        (unzipped(**{"a.xml": b"<mergeCell " * 1_000_000}), "cannot be read"),
        (book_of()[:300] + b"\xff" * 40 + book_of()[340:], "not an .xlsx"),
    ],
    ids=[
        *("empty", "csv", "broken", "old broken", "large", "bomb", "parts", "entities", "no workbook"),
        *("endless marks", "broken inside"),
    ],
)
def test_files_that_are_no_spreadsheets_or_worse_are_refused(content, said):
    form, report = read_xlsform(content, skills={})
    assert form is None
    assert said in report.notes[-1].reason


def test_macros_do_not_come_along():
    content = io.BytesIO(book_of())
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    form, report = read_xlsform(content.getvalue(), skills={})
    assert form is not None
    assert notes(report) == [("refused", 0, "", "vbaProject.bin")]


@pytest.mark.slow
def test_ten_thousand_rows_are_read_in_a_few_seconds_and_the_report_stays_short():
    choices = [["list_name", "name", "label"], *(["far", f"c{n}", f"Choice {n}"] for n in range(10_000))]
    survey = [*SURVEY, ["select_one near", "b", "B"], *(["geopoint", f"g{n}", "G"] for n in range(10_000))]
    content = book_of(survey, [*choices, ["near", "x", "X"]])
    started = time.perf_counter()
    form, report = read_xlsform(content, skills={})
    assert [item.name for item in form.items] == ["a", "b"]
    assert set(form.choices) == {"near"}
    assert (len(report.notes), report.n_left_off) == (2000, 8000)
    assert time.perf_counter() - started < 20


def test_card_of_a_skill_that_we_do_not_know_stays_a_group():
    survey = [
        ["type", "name", "label", "mutirao_skill"],
        ["begin_group", "g", "G", "juggling"],
        ["text", "a", "A"],
        ["end_group"],
    ]
    form, report = read(survey)
    assert [item.question_type for item in form.walk()] == [QuestionType.GROUP, QuestionType.TEXT]
    assert notes(report) == [("changed", 2, "mutirao_skill", "juggling")]
