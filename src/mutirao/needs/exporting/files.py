"""Answers written as CSV, JSON Lines or a workbook; the memory needed does not grow with their number."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Iterator
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from mutirao.needs.exporting.rows import cells_of, plan_of, safe
from mutirao.needs.exporting.variables import variables_of
from mutirao.needs.queries.answers import Sheet, Sheets

# A workbook beyond this opens on few machines, and takes minutes and gigabytes on the others.
MOST_CELLS = 5_000_000
LEADING = ("community", "language", "channel", "received_on", "seconds", "review_state", "quality_flags")
LEADING_ANONYMOUS = ("community", "language", "background", "review_state", "quality_flags")
ROWS_AT_ONCE = 100


class TooManyCells(Exception):
    """A workbook would hold ``n_cells``, more than ``MOST_CELLS``."""

    def __init__(self, n_cells: int) -> None:
        self.n_cells = n_cells
        super().__init__(f"{n_cells} cells")


def header_of(sheets: Sheets) -> list[str]:
    leading = LEADING_ANONYMOUS if sheets.is_anonymous else LEADING
    return [*leading, *(safe(variable.name) for variable in variables_of(sheets.form, sheets.items))]


def rows_of(sheets: Sheets) -> Iterator[list[Any]]:
    """The rows below the header."""
    plan = plan_of(sheets.form, sheets.items)
    leading = _leading_anonymous if sheets.is_anonymous else _leading
    for sheet in sheets.read():
        yield leading(sheet) + cells_of(plan, sheet.answers, sheet.asked_skills)


def csv_of(sheets: Sheets) -> Iterator[str]:
    """A CSV file in pieces; begins with the mark by which spreadsheets know UTF-8."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    buffer.write("\ufeff")
    writer.writerow(header_of(sheets))
    for number, row in enumerate(rows_of(sheets), start=1):
        writer.writerow(row)
        if number % ROWS_AT_ONCE == 0:
            yield _taken_from(buffer)
    yield _taken_from(buffer)


def json_lines_of(sheets: Sheets) -> Iterator[str]:
    """One object for each person, with the answers as they are stored."""
    for sheet in sheets.read():
        row = dict(zip(LEADING_ANONYMOUS, _leading_anonymous(sheet), strict=True))
        if not sheets.is_anonymous:
            row = dict(zip(LEADING, _leading(sheet), strict=True))
        row |= {"quality_flags": sheet.quality_flags, "asked_skills": sheet.asked_skills, "answers": sheet.answers}
        yield json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"


def workbook_of(sheets: Sheets) -> IO[bytes]:
    """An open temporary file with a workbook of one sheet; raises ``TooManyCells`` before anything is written."""
    header = header_of(sheets)
    n_cells = len(header) * (len(sheets.keys) + 1)
    if n_cells > MOST_CELLS:
        raise TooManyCells(n_cells)
    book = Workbook(write_only=True)
    page = book.create_sheet("answers")
    page.append(header)
    for row in rows_of(sheets):
        page.append([ILLEGAL_CHARACTERS_RE.sub("", cell) if isinstance(cell, str) else cell for cell in row])
    file = tempfile.TemporaryFile()  # noqa: SIM115 the response closes it
    book.save(file)
    file.seek(0)
    return file


def _leading(sheet: Sheet) -> list[Any]:
    seconds = "" if sheet.seconds is None else sheet.seconds
    return [
        *(sheet.community, sheet.language, sheet.channel, sheet.received_on, seconds),
        *(sheet.review_state, " ".join(sheet.quality_flags)),
    ]


def _leading_anonymous(sheet: Sheet) -> list[Any]:
    background = "shortened" if sheet.is_shortened else "whole"
    return [sheet.community, sheet.language, background, sheet.review_state, " ".join(sheet.quality_flags)]


def _taken_from(buffer: io.StringIO) -> str:
    piece = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return piece
