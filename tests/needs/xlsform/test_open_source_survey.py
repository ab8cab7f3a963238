"""A real questionnaire that lives as prose in five languages becomes one multilingual XLSForm and comes in.

The prose stays where it is: the workbook is made in a temporary folder.
"""

import re
from pathlib import Path

import openpyxl
import pytest
from pyxform.xls2xform import convert

from mutirao.needs.instrument.problems import problems_of
from mutirao.needs.instrument.texts import completeness
from mutirao.needs.xlsform import read_xlsform, written_xlsform

SURVEY = Path(__file__).resolve().parents[4] / "shared/data/open_source_survey_2024"
FILES = {
    "English (en)": "survey-instrument.md",
    "中文 (zh)": "translations_oss-survey-chinese.txt",
    "日本語 (ja)": "translations_oss-survey-japanese-transcoded-to-utf8.txt",
    "Русский (ru)": "translations_oss-survey-russian.txt",
    "Español (es)": "translations_oss-survey-spanish.txt",
}
QUESTION = re.compile(r"^\W*(Q[0-9]+[A-Z]?)\s*\n\*\*([A-Z0-9-]+)\*\*\s*\n\(([a-z ]+)", re.MULTILINE)
CHOICE = re.compile(r"^\W*_\(([0-9]+)\)_\W*\s(.+)$", re.MULTILINE)
KINDS = {"multiple selection": "select_multiple", "single choice": "select_one", "grid": "grid"}


def questions_of(prose):
    """{name: (kind, words, columns, {number: words of the choice or row})}"""
    prose = prose.replace("\r", "").replace("[[", "").replace("]]", "").replace("[", "").replace("]", "")
    found = list(QUESTION.finditer(prose))
    ends = [*(each.start() for each in found[1:]), len(prose)]
    questions = {}
    for each, end in zip(found, ends, strict=True):
        body = prose[each.end() : end].split("## ")[0]
        choices = {number: re.sub(r"\|.*", "", words).strip() for number, words in CHOICE.findall(body)}
        heads = [line for line in body.splitlines() if line.strip().startswith("|")]
        columns = [part.strip() for part in heads[0].split("|") if part.strip()] if heads else []
        plain = [line.strip() for line in body.splitlines()]
        words = [line for line in plain if len(line) > 3 and line[0] not in "|-_()=*" and "_(" not in line]
        questions.setdefault(
            each[2], (KINDS.get(each[3].strip(), "text"), words[0] if words else each[2], columns, choices)
        )
    return questions


def rows_of(translated):
    """Rows of the survey and the choices, every text in every language that has it."""
    survey, choices = [], []
    for name, (kind, _words, columns, listed) in translated["English (en)"].items():
        same = {heading: questions[name] for heading, questions in translated.items() if name in questions}
        label = {f"label::{heading}": each[1] for heading, each in same.items()}
        if kind == "text" or not (columns if kind == "grid" else listed):
            survey.append({"type": "text", "name": name, **label})
            continue
        if kind == "grid":
            survey.append({"type": "begin_group", "name": name, "appearance": "table-list", **label})
            for number in listed:
                words = {f"label::{heading}": each[3][number] for heading, each in same.items() if number in each[3]}
                survey.append({"type": f"select_one {name}", "name": f"{name}_{number}", **words})
            survey.append({"type": "end_group"})
            for place in range(len(columns)):
                words = {f"label::{heading}": each[2][place] for heading, each in same.items() if place < len(each[2])}
                choices.append({"list_name": name, "name": f"c{place + 1}", **words})
            continue
        survey.append({"type": f"{kind} {name}", "name": name, **label})
        for number in listed:
            words = {f"label::{heading}": each[3][number] for heading, each in same.items() if number in each[3]}
            choices.append({"list_name": name, "name": number, **words})
    return survey, choices


def fill(sheet, rows):
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    sheet.append(headings)
    for row in rows:
        sheet.append([row.get(heading) for heading in headings])


@pytest.fixture
def workbook(tmp_path):
    if not SURVEY.is_dir():
        pytest.skip("NOT RUN: ../shared/data/open_source_survey_2024 is not here.")
    translated = {heading: questions_of((SURVEY / name).read_text("utf-8-sig")) for heading, name in FILES.items()}
    book = openpyxl.Workbook()
    book.remove(book.active)
    survey, choices = rows_of(translated)
    fill(book.create_sheet("survey"), survey)
    fill(book.create_sheet("choices"), choices)
    fill(
        book.create_sheet("settings"),
        [{"form_title": "Survey", "form_id": "survey", "default_language": "English (en)"}],
    )
    book.save(tmp_path / "survey.xlsx")
    return tmp_path / "survey.xlsx"


def test_prose_in_five_languages_becomes_one_questionnaire(workbook, tmp_path):
    form, report = read_xlsform(workbook.read_bytes(), skills={})

    assert report.notes == []
    assert problems_of(form) == []
    assert set(form.languages) == {"en", "zh", "ja", "ru", "es"}
    assert min(completeness(form).values()) > 0.85
    kinds = {item.question_type.value for item in form.walk()}
    assert {"one", "many", "matrix", "text"} <= kinds
    assert len(list(form.walk())) > 80
    first = form.items[0]
    assert (first.name, first.question_type.value, len(form.options(first))) == ("PARTICIPATION-TYPE", "many", 5)

    content, _losses = written_xlsform(form)
    (tmp_path / "again.xlsx").write_bytes(content)
    assert convert(xlsform=tmp_path / "again.xlsx").xform.count("<translation ") == 5
    assert read_xlsform(content, skills={})[0].items == form.items
