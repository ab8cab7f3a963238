"""A form as the workbook of an XLSForm, which other tools read; a skill card leaves as a group of five questions."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import openpyxl
from django.utils.translation import gettext as _
from django.utils.translation import override

from mutirao.base.languages import language_name
from mutirao.base.text import Text
from mutirao.needs.instrument import CONTAINERS, Form, Item, Option
from mutirao.needs.instrument.cards import FOLLOW_UPS, NO_RATINGS, RATINGS
from mutirao.needs.instrument.cards import YES_NO as YES_NO_WORDS
from mutirao.needs.packing import FIELDS
from mutirao.needs.states import Purpose, QuestionType, Remedy
from mutirao.needs.xlsform.report import Fate, Report

LEVELS, REMEDIES, YES_NO = "mutirao_levels", "mutirao_help", "mutirao_yes_no"
OURS = frozenset({LEVELS, REMEDIES, YES_NO})
_TYPES = {QuestionType.ONE: "select_one", QuestionType.MANY: "select_multiple", QuestionType.RANK: "rank"}
_TEXTS = ("label", "hint", "required_message", "constraint_message")
_OWN_PARAMETERS = frozenset({"appearance", "choice_filter", "xlsform"})

_CARD_LABELS = {**{part: words[0] for part, words in RATINGS.items()}, **FOLLOW_UPS}
_CARD_LISTS: Mapping[str, Mapping[str, Any]] = {
    LEVELS: {**{str(level): str(level) for level in (1, 2, 3, 4, 5)}, **dict(NO_RATINGS)},
    REMEDIES: dict(Remedy.choices),
    YES_NO: dict(YES_NO_WORDS),
}

type Cells = dict[str, Any]


def written_xlsform(form: Form) -> tuple[bytes, Report]:
    """The bytes of an .xlsx file, and what it cannot carry."""
    report = Report()
    book = openpyxl.Workbook()
    book.remove(book.active)
    headings = {tag: f"{language_name(tag, tag)} ({tag})" for tag in form.languages or ("en",)}
    default = headings.get(form.title.source) or next(iter(headings.values()))
    _fill(book.create_sheet("survey"), _survey(form.items, headings, report))
    _fill(book.create_sheet("choices"), _choices(form, headings))
    settings = {"form_title": form.title.original or form.name, "form_id": form.name, "version": str(form.number)}
    texts = _texts(headings, mutirao_title=form.title, mutirao_introduction=form.introduction)
    _fill(book.create_sheet("settings"), [{**form.settings, **settings, "default_language": default, **texts}])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue(), report


def _fill(sheet: Any, rows: Iterable[Cells]) -> None:
    """Headings in the order in which they come up, then the rows; a cell is text, never a formula."""
    filled = [{heading: str(value) for heading, value in row.items() if value not in (None, "")} for row in rows]
    headings = list(dict.fromkeys(heading for row in filled for heading in row))
    for number, row in enumerate([dict(zip(headings, headings, strict=True)), *filled], start=1):
        for heading, value in row.items():
            cell = sheet.cell(number, headings.index(heading) + 1, value)
            cell.data_type = "s"


def _texts(headings: Mapping[str, str], **texts: Text) -> Cells:
    return {
        f"{column}::{heading}": text.texts.get(tag, "")
        for column, text in texts.items()
        if text
        for tag, heading in headings.items()
    }


def _survey(items: Iterable[Item], headings: Mapping[str, str], report: Report) -> Iterator[Cells]:
    for item in items:
        if item.question_type == QuestionType.SKILL:
            yield from _card(item, headings)
            continue
        cells = _cells(item, headings)
        if item.question_type in CONTAINERS:
            kind = "repeat" if item.question_type == QuestionType.REPEAT else "group"
            if item.question_type == QuestionType.MATRIX:
                cells["appearance"] = str(item.parameters.get("appearance") or "table-list")
                _tell_of_table(item, report)
            yield {"type": f"begin_{kind}", **cells}
            yield from _survey(item.items, headings, report)
            yield {"type": f"end_{kind}"}
        else:
            yield {"type": _type(item), **cells}


def _tell_of_table(item: Item, report: Report) -> None:
    if any(row.choice_list != item.items[0].choice_list for row in item.items):
        reason = _("Its rows have different choices, so it leaves as a group of questions.")
        report.add(Fate.CHANGED, "survey", 0, "type", item.name, reason)


def _type(item: Item) -> str:
    if item.question_type in _TYPES:
        return f"{_TYPES[item.question_type]} {item.choice_list}"
    return str(item.question_type.value)


def _cells(item: Item, headings: Mapping[str, str]) -> Cells:
    # Other tools refuse a question without a label.
    label = item.label or Text(next(iter(headings)), dict.fromkeys(list(headings)[:1], item.name))
    is_labelled = item.question_type != QuestionType.CALCULATE or item.label
    parameters = {name: value for name, value in item.parameters.items() if name not in _OWN_PARAMETERS}
    return {
        "name": item.name,
        **_texts(
            headings, label=label if is_labelled else Text(), **{name: getattr(item, name) for name in _TEXTS[1:]}
        ),
        "required": "yes" if item.is_required and item.question_type not in CONTAINERS else "",
        **{name: getattr(item, name) for name in ("relevant", "constraint", "calculation", "default")},
        **{name: item.parameters.get(name, "") for name in ("appearance", "choice_filter")},
        "parameters": " ".join(f"{name}={value}" for name, value in parameters.items()),
        "mutirao_purpose": "" if item.purpose == Purpose.OWN else item.purpose.value,
        "mutirao_core": "" if item.is_core else "no",
        **item.parameters.get("xlsform", {}),
    }


def _card(item: Item, headings: Mapping[str, str]) -> Iterator[Cells]:
    cells = {**_cells(replace(item, is_required=False), headings), "mutirao_skill": item.skill}
    yield {"type": "begin_group", **cells, "appearance": cells["appearance"] or "field-list"}
    lists = {"importance": LEVELS, "competence": LEVELS, "help": REMEDIES, "want": YES_NO, "teach": YES_NO}
    for part in FIELDS:
        required = "yes" if item.is_required and lists[part] == LEVELS else ""
        label = _in_all(headings, _CARD_LABELS[part])
        yield {"type": f"select_one {lists[part]}", "name": f"{item.name}_{part}", **label, "required": required}
    yield {"type": "end_group"}


def _choices(form: Form, headings: Mapping[str, str]) -> Iterator[Cells]:
    for name, options in form.choices.items():
        for option in options:
            yield _option(name, option, headings)
    if any(item.question_type == QuestionType.SKILL for item in form.walk()):
        for name, listed in _CARD_LISTS.items():
            for choice, label in listed.items():
                yield {"list_name": name, "name": choice, **_in_all(headings, label)}


def _option(name: str, option: Option, headings: Mapping[str, str]) -> Cells:
    label = option.label or Text(next(iter(headings)), dict.fromkeys(list(headings)[:1], option.name))
    return {"list_name": name, "name": option.name, **_texts(headings, label=label), **option.parameters}


def _in_all(headings: Mapping[str, str], words: Any) -> Cells:
    """Words of ours in every language of the form that our interface speaks, English in the others."""
    cells = {}
    for tag, heading in headings.items():
        with override(tag):
            cells[f"label::{heading}"] = str(words)
    return cells
