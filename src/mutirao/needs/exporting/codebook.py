"""The codebook of a table of answers: every column with its question, codes and missing codes.

As CSV, and as XML in the terms of DDI-Codebook 2.5 (variables, labels, categories, missing values), which archives
and statistical software read.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mutirao.base import clock
from mutirao.base.text import Text
from mutirao.needs.exporting.files import LEADING, LEADING_ANONYMOUS
from mutirao.needs.exporting.rows import safe
from mutirao.needs.exporting.variables import CARD_LABELS, Category, Measure, Variable, variables_of
from mutirao.needs.quality import RULES
from mutirao.needs.queries.answers import Sheets
from mutirao.needs.states import Channel, ReviewState

NAMESPACE = "ddi:codebook:2_5"
_TOLD: Mapping[str, tuple[Any, Measure, tuple[Category, ...]]] = {
    "community": (gettext_lazy("Community"), Measure.TEXT, ()),
    "language": (gettext_lazy("Language of the answers"), Measure.TEXT, ()),
    "channel": (
        gettext_lazy("How the answers came"),
        Measure.CODE,
        tuple(Category(str(code), label) for code, label in Channel.choices),
    ),
    "received_on": (gettext_lazy("Day on which they came"), Measure.DATE, ()),
    "seconds": (gettext_lazy("Seconds that answering took; empty where nobody knows"), Measure.NUMBER, ()),
    "review_state": (
        gettext_lazy("What reviewers say"),
        Measure.CODE,
        tuple(Category(str(code), label) for code, label in ReviewState.choices),
    ),
    "quality_flags": (
        gettext_lazy("Rules of quality that the answers met, parted by spaces"),
        Measure.TEXT,
        tuple(Category(rule.name, rule.words) for rule in RULES),
    ),
    "background": (
        gettext_lazy("Whether all background is given; some is left out where fewer than five people share it"),
        Measure.CODE,
        (Category("whole", gettext_lazy("all of it")), Category("shortened", gettext_lazy("some is left out"))),
    ),
}


def notes_of(sheets: Sheets) -> list[str]:
    """What a reader must know of the whole table."""
    notes = [
        _("An empty cell means that the person gave no answer."),
        _("A question with several choices has one column for each choice: 1 chosen, 0 not chosen."),
        _("A question that puts choices in order has one column, the first choice first, parted by spaces."),
        _("An apostrophe stands before a text that a spreadsheet would run as a formula."),
        _("Rows stand in random order."),
    ]
    if sheets.is_anonymous:
        notes.append(_("Free texts, numbers and dates are not given: they could tell who wrote them."))
        n_shortened = sheets.n_shortened
        shortened = _("In %(n)d rows some of the background is left out: fewer than five people share it.")
        notes.append(shortened % {"n": n_shortened})
    if sheets.hides_communities:
        notes.append(_("Communities with fewer than five answers are left out."))
        notes.append(_("Answers on paper and from files are counted apart: who put them in may know what they say."))
    return notes


def all_variables(sheets: Sheets) -> list[Variable]:
    """Those before the questions, too."""
    leading = LEADING_ANONYMOUS if sheets.is_anonymous else LEADING
    first = [Variable(name, "", "", *_TOLD[name]) for name in leading]
    return first + variables_of(sheets.form, sheets.items)


def codebook_csv(sheets: Sheets) -> Iterator[str]:
    """One line for each code of each column; a column without codes has one line."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    buffer.write("\ufeff")
    writer.writerow(["column", "question", "part", "label", "measure", "code", "code_label", "is_missing"])
    for variable in all_variables(sheets):
        about = [variable.name, variable.question, variable.part, _words(variable.label), str(variable.measure)]
        for category in variable.categories or (Category("", ""),):
            missing = "yes" if category.is_missing else ""
            cells = [*about, category.code, _words(category.label), missing]
            writer.writerow([safe(cell) for cell in cells])
    for note in notes_of(sheets):
        writer.writerow(["", "", "", note, "note", "", "", ""])
    yield buffer.getvalue()


def codebook_xml(sheets: Sheets) -> bytes:
    """The same as XML; texts of questions in every language that they have."""
    book = Element("codeBook", {"xmlns": NAMESPACE, "version": "2.5"})
    study = SubElement(book, "stdyDscr")
    titles = SubElement(SubElement(study, "citation"), "titlStmt")
    _add_text(titles, "titl", sheets.assessment.title)
    SubElement(titles, "IDNo").text = str(sheets.assessment.public_id)
    statement = SubElement(SubElement(study, "citation"), "prodStmt")
    SubElement(statement, "prodDate").text = clock.today().isoformat()
    notes = SubElement(study, "stdyInfo")
    for note in notes_of(sheets):
        SubElement(notes, "notes").text = note
    variables = all_variables(sheets)
    dimensions = SubElement(SubElement(SubElement(book, "fileDscr"), "fileTxt"), "dimensns")
    SubElement(dimensions, "caseQnty").text = str(len(sheets.keys))
    SubElement(dimensions, "varQnty").text = str(len(variables))
    described = SubElement(book, "dataDscr")
    for number, variable in enumerate(variables, start=1):
        _add_variable(described, number, variable)
    indent(book, space=" ")
    written: bytes = tostring(book, encoding="utf-8", xml_declaration=True)
    return written


def _add_variable(parent: Element, number: int, variable: Variable) -> None:
    is_number = variable.measure in {Measure.NUMBER, Measure.RATING, Measure.YES_NO}
    element = SubElement(
        parent,
        "var",
        {"ID": f"V{number}", "name": variable.name, "intrvl": "contin" if is_number else "discrete"},
    )
    SubElement(element, "labl").text = _label(variable)
    _add_text(SubElement(element, "qstn"), "qstnLit", variable.label)
    for category in variable.categories:
        told = SubElement(element, "catgry", {"missing": "Y"} if category.is_missing else {})
        SubElement(told, "catValu").text = category.code
        _add_text(told, "labl", category.label)
    SubElement(element, "varFormat", {"type": "numeric" if is_number else "character"})


def _label(variable: Variable) -> str:
    label = _words(variable.label) or variable.name
    if variable.part in CARD_LABELS:
        return f"{label}: {CARD_LABELS[variable.part]}"
    chosen = next((each for each in variable.categories if each.code == variable.part), None)
    return f"{label}: {_words(chosen.label) if chosen else variable.part}" if variable.part else label


def _add_text(parent: Element, tag: str, text: Any) -> None:
    """One element for each language of ``text``; one without a language for a word of ours."""
    if not isinstance(text, Text):
        SubElement(parent, tag).text = str(text)
        return
    for language in text.languages:
        SubElement(parent, tag, {"xml:lang": language}).text = text.texts[language]


def _words(text: Any) -> str:
    return text.shown().text if isinstance(text, Text) else str(text)
