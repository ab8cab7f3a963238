"""The whole workbook: settings, then survey and choices, then what our own rules do not let pass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from mutirao.base.text import Text
from mutirao.needs.instrument import CONTAINERS, Form, Item
from mutirao.needs.instrument.problems import EXPRESSIONS, Problem, problems_of
from mutirao.needs.instrument.texts import languages_in
from mutirao.needs.states import QuestionType
from mutirao.needs.xlsform.cells import CellReader
from mutirao.needs.xlsform.headings import column_of, language_tag, stand_in
from mutirao.needs.xlsform.reading import Reader
from mutirao.needs.xlsform.report import Fate, Report
from mutirao.needs.xlsform.workbook import Sheet, Unreadable, read_workbook

# A left-out calculation can be what others ask for, and so on: so often we look again.
MOST_ROUNDS = 50
_OURS = frozenset({"form_title", "form_id", "default_language", "mutirao_title", "mutirao_introduction"})


def read_xlsform(content: bytes, *, skills: Mapping[str, int], language: str = "en") -> tuple[Form | None, Report]:
    """The form, or None where the report says what stops it. ``language`` is that of texts whose column names none."""
    report = Report()
    try:
        sheets = read_workbook(content, report)
    except Unreadable as error:
        report.add(Fate.STOPPED, "", 0, "", "", error)
        return None, report
    if "survey" not in sheets:
        report.add(Fate.STOPPED, "", 0, "", "survey", _("The workbook has no sheet called survey."))
        return None, report
    form = _form(sheets, report, skills, language)
    if not any(item.question_type not in CONTAINERS for item in form.walk()):
        report.add(Fate.STOPPED, "survey", 0, "", "", _("There is no question that can be asked."))
    form = _mended(form, report)
    return (form if report.is_importable else None), report


def _form(sheets: Mapping[str, Sheet], report: Report, skills: Mapping[str, int], language: str) -> Form:
    row = next(iter(sheets["settings"].rows), None) if "settings" in sheets else None
    cells = dict(row.cells) if row else {}
    settings = {column_of(heading)[0]: cell for heading, cell in cells.items() if "::" not in heading}
    default = settings.get("default_language", "")
    words = CellReader(report, language)
    reader = Reader(report, words, skills)
    if default and default.lower() != "default":
        words.default_language = language_tag(default) or stand_in(default, ())
        words.tags[default] = words.default_language
    items = reader.items(sheets["survey"])
    choices = reader.choices(sheets.get("external_choices"), "external_choices") | reader.choices(sheets.get("choices"))
    # What a card leaves behind, and lists that no question asks for, stay out.
    used = {each.choice_list for item in items for each in item.walk()}
    form = Form(
        name=(settings.get("form_id") or slugify(settings.get("form_title", "")) or "questionnaire")[:90],
        title=_settings_text(words, cells, "mutirao_title", settings.get("form_title", "")[:300]),
        introduction=_settings_text(words, cells, "mutirao_introduction", ""),
        items=items,
        choices={name: options for name, options in choices.items() if name in used},
        settings={name: cell for name, cell in settings.items() if name not in _OURS},
    )
    return replace(form, languages=tuple(languages_in(form)))


def _settings_text(words: CellReader, cells: Mapping[str, str], column: str, fallback: str) -> Text:
    texts = {words.default_language: fallback} if fallback else {}
    for heading, cell in cells.items():
        base, rest = column_of(heading)
        if base == column:
            texts[words.tag(rest, "settings", heading)] = cell[:4000]
    return Text(words.default_language, texts)


def _mended(form: Form, report: Report) -> Form:
    """Without expressions that we cannot use: a question then is always asked, a calculation goes."""
    for _round in range(MOST_ROUNDS):
        problems = problems_of(form)
        loose = [problem for problem in problems if problem.column in {*EXPRESSIONS, "choice_filter"}]
        if not loose:
            break
        for problem in loose:
            report.add(Fate.REFUSED, "survey", 0, problem.column, problem.name, problem.reason)
        form = replace(form, items=_without(form.items, loose))
    for problem in problems_of(form):
        report.add(Fate.STOPPED, "survey", 0, problem.column, problem.name, problem.reason)
    return form


def _without(items: tuple[Item, ...], problems: list[Problem]) -> tuple[Item, ...]:
    wrong: dict[str, set[str]] = {}
    for problem in problems:
        wrong.setdefault(problem.name, set()).add(problem.column)
    kept = []
    for item in items:
        columns = wrong.get(item.name, set())
        if "calculation" in columns and item.question_type == QuestionType.CALCULATE:
            continue
        parameters = {name: value for name, value in item.parameters.items() if name not in columns}
        cleared: dict[str, Any] = dict.fromkeys(columns & set(EXPRESSIONS), "")
        kept.append(replace(item, items=_without(item.items, problems), parameters=parameters, **cleared))
    return tuple(kept)
