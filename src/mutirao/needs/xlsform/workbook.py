"""Bytes of a spreadsheet to rows of plain text, whoever made them: bombs, macros, formulas, merged cells, old .xls."""

from __future__ import annotations

import datetime as dt
import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import openpyxl
import xlrd  # type: ignore[import-untyped]  # publishes no types
from django.utils.translation import gettext as _

from mutirao.needs.xlsform.report import Fate, Report

LARGEST_FILE = 5_000_000
LARGEST_UNPACKED = 60_000_000
MOST_PARTS = 500
MOST_ROWS = 20_000
MOST_COLUMNS = 300
READ = ("survey", "choices", "settings", "external_choices")
_OLD_EXCEL = bytes.fromhex("d0cf11e0a1b11ae1")
_HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\ufeff\ufff9-\ufffb\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ESCAPED = re.compile("_x000[dD]_")


@dataclass(frozen=True)
class Row:
    """``number`` as the spreadsheet shows it; ``cells`` by heading, empty ones left out."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Sheet:
    headings: tuple[str, ...]
    rows: tuple[Row, ...]


class Unreadable(Exception):
    """The file cannot be read at all; the text says why."""


def read_workbook(content: bytes, report: Report) -> dict[str, Sheet]:
    """Sheets that an XLSForm has, by their name in lower case. Raises ``Unreadable`` with a sentence to show."""
    if len(content) > LARGEST_FILE:
        raise Unreadable(_("The file is larger than 5 MB."))
    if content.startswith(_OLD_EXCEL):
        return _sheets(_old_rows(content), report)
    _refuse_dangerous(content, report)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        return _sheets(_new_rows(book), report)
    except Unreadable:
        raise
    except Exception as error:
        # A broken file fails anywhere inside the reader, with any exception: all of them mean the same to people.
        raise Unreadable(_("The file cannot be read as a spreadsheet. Save it again as .xlsx.")) from error


def _refuse_dangerous(content: bytes, report: Report) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                raise Unreadable(_("The file becomes too large when it is unpacked."))
            _look_into(archive, parts, report)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise Unreadable(_("This is not an .xlsx or .xls file.")) from error


def _look_into(archive: zipfile.ZipFile, parts: Iterable[zipfile.ZipInfo], report: Report) -> None:
    for part in parts:
        if part.filename.endswith("vbaProject.bin"):
            report.add(Fate.REFUSED, "", 0, "", "vbaProject.bin", _("Macros are never run and do not come along."))
        if not part.filename.endswith((".xml", ".rels")):
            continue
        # Reading stops at the size that was promised, so a part that lies about it is an error, not a bomb.
        text = archive.read(part)
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
            raise Unreadable(_("The file holds instructions that no spreadsheet needs."))
        if merged := re.findall(rb'<mergeCell [^<>]*ref="([A-Z0-9:]{1,20})"', text):
            reason = _("Of merged cells only the first holds the text; the others were read as empty.")
            report.add(Fate.CHANGED, "", 0, "", ", ".join(ref.decode() for ref in merged[:10]), reason)
        if b"<f>" in text or b"<f " in text:
            reason = _("Formulas are not worked out: the value that was saved last was read.")
            report.add(Fate.CHANGED, "", 0, "", part.filename, reason)


def _new_rows(book: Any) -> Iterator[tuple[str, Iterable[Iterable[Any]]]]:
    for sheet in book.worksheets:
        # What a file says of its own size need not be true.
        sheet.reset_dimensions()
        yield sheet.title, sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS, values_only=True)


def _old_rows(content: bytes) -> Iterator[tuple[str, Iterable[Iterable[Any]]]]:
    try:
        book = xlrd.open_workbook(file_contents=content, on_demand=True, ragged_rows=True, logfile=io.StringIO())
        for sheet in book.sheets():
            rows = (sheet.row_values(number)[:MOST_COLUMNS] for number in range(min(sheet.nrows, MOST_ROWS + 2)))
            yield sheet.name, list(rows)
    except Exception as error:
        raise Unreadable(_("The file cannot be read as a spreadsheet. Save it again as .xlsx.")) from error


def _sheets(named: Iterable[tuple[str, Iterable[Iterable[Any]]]], report: Report) -> dict[str, Sheet]:
    sheets: dict[str, Sheet] = {}
    for title, rows in named:
        name = title.strip().lower()
        if name in READ and name not in sheets:
            sheets[name] = _sheet(name, rows, report)
        else:
            report.add(Fate.REFUSED, title, 0, "", title, _("We read survey, choices and settings; no other sheet."))
    return sheets


def _sheet(name: str, rows: Iterable[Iterable[Any]], report: Report) -> Sheet:
    headings: tuple[str, ...] = ()
    found: list[Row] = []
    for number, row in enumerate(rows, start=1):
        cells = [_text(value) for value in row]
        if number > MOST_ROWS + 1:
            raise Unreadable(_("The sheet %(sheet)s has more than 20,000 rows.") % {"sheet": name})
        if not headings:
            headings = tuple(cells) if any(cells) else ()
            continue
        kept = {heading: _clean(cell) for heading, cell in zip(headings, cells, strict=False) if heading and cell}
        if any(_clean(cell) != cell for cell in cells):
            reason = _("Invisible control characters were taken out.")
            report.add(Fate.CHANGED, name, number, "", next(iter(kept.values()), ""), reason)
        if kept:
            found.append(Row(number, kept))
    return Sheet(headings, tuple(found))


def _text(value: Any) -> str:
    """As people see the cell: whole numbers without .0, dates as 2026-11-22."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat()
    text = unicodedata.normalize("NFC", _ESCAPED.sub("", str(value)))
    return text.replace("\r\n", "\n").replace("\u00a0", " ").strip()


def _clean(cell: str) -> str:
    return _HIDDEN.sub("", cell)
