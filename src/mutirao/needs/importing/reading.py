"""A table from an uploaded file: CSV in any common encoding, JSON, JSON Lines or a workbook; all cells as text.

Columns that identify people are taken out here, before anything is kept anywhere.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from mutirao.needs.importing.identifying import is_identifying
from mutirao.sources.exporting.formats import FORMULA

MOST_ROWS = 20_000
# A form takes two thousand fields.
MOST_COLUMNS = 1_500
MOST_CHARACTERS = 10_000
MOST_UNPACKED = 100 * 1024 * 1024
SEPARATORS = ",;\t|"
# What no database keeps and no page can show; JSON and workbooks can hold it written out.
_BROKEN = re.compile("[\x00\ud800-\udfff]")
# Marks of direction and controls, which names of columns do not need.
_HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\ufeff\ufff9-\ufffb\x01-\x1f\x7f]")
UNMARKED_ENCODINGS = ("utf-8", "latin-1")
MARKED_ENCODINGS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class UnreadableFile(Exception):
    """The file cannot be read as a table; the message says why and is fit to show."""


@dataclass(frozen=True)
class Table:
    """``numbers`` are the rows as a spreadsheet counts them, so that a fault is found again.

    ``read_as`` says how the file was understood; ``identifying`` names the columns that were taken out.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    read_as: str
    identifying: tuple[str, ...] = ()

    def column(self, place: int) -> Iterator[str]:
        return (row[place] for row in self.rows)


def read_table(data: bytes, *, is_known: Callable[[str], bool] = lambda _name: False) -> Table:
    """The table in ``data``; a column that ``is_known`` as a question stays though it looks as if it named people.

    Raises ``UnreadableFile``.
    """
    if data.startswith(b"PK\x03\x04"):
        lines, read_as = _workbook(data), _("a workbook, its first sheet")
    else:
        text, encoding = _decoded(data)
        if text.lstrip()[:1] in {"{", "["}:
            lines, read_as = _json(text), _("JSON, in %(encoding)s") % {"encoding": encoding}
        else:
            lines, separator = _csv(text)
            shown = {",": _("commas"), ";": _("semicolons"), "\t": _("tabs"), "|": _("bars")}[separator]
            read_as = _("CSV in %(encoding)s, parted by %(separator)s") % {"encoding": encoding, "separator": shown}
    return _without_people(_table(lines, read_as), is_known)


def _decoded(data: bytes) -> tuple[str, str]:
    encodings = [name for mark, name in MARKED_ENCODINGS if data.startswith(mark)] or UNMARKED_ENCODINGS
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            raise UnreadableFile(_("The file holds null bytes. Please save it again as CSV in UTF-8."))
        return text, encoding
    raise UnreadableFile(_("The file is damaged: it is not in the encoding that it claims. Please save it again."))


def _csv(text: str) -> tuple[Iterator[list[str]], str]:
    first = text.split("\n", 1)[0]
    separator = max(SEPARATORS, key=first.count)
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator), separator


def _json(text: str) -> Iterator[list[str]]:
    try:
        loaded = json.loads(text) if text.lstrip().startswith("[") else [json.loads(line) for line in _lines(text)]
        if not all(isinstance(row, Mapping) for row in loaded):
            raise UnreadableFile(_("Each person must be one object with names and values."))
        flat = [dict(_flattened("", row)) for row in loaded]
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(_("The file begins like JSON and is not: %(what)s") % {"what": error}) from None
    header = list(dict.fromkeys(name for row in flat for name in row))
    yield header
    for row in flat:
        yield [row.get(name, "") for name in header]


def _lines(text: str) -> Iterator[str]:
    return (line for line in text.splitlines() if line.strip())


def _flattened(prefix: str, row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Names as our CSV has them: ``skill.importance``; what stands in ``answers`` stands for itself."""
    for name, value in row.items():
        whole = f"{prefix}.{name}" if prefix and prefix != "answers" else str(name)
        if isinstance(value, Mapping):
            yield from _flattened(whole, value)
        elif isinstance(value, list) and any(isinstance(each, Mapping) for each in value):
            yield whole, json.dumps(value, ensure_ascii=False)
        else:
            yield whole, " ".join(map(_text, value)) if isinstance(value, list) else _text(value)


def _workbook(data: bytes) -> Iterator[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            # A zip never unpacks to more than it claims, so that the claims can be trusted as a limit.
            if sum(member.file_size for member in archive.infolist()) > MOST_UNPACKED:
                raise UnreadableFile(_("The workbook unpacks to more than 100 MB. Please save it as CSV."))
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS + 1, values_only=True)
        for row in rows:
            yield [_text(cell) for cell in row]
    except UnreadableFile:
        raise
    except Exception as error:
        # A broken workbook fails anywhere inside the reader, with any exception: all of them mean the same to people.
        raise UnreadableFile(_("This is not a workbook that can be read. Please save it as CSV.")) from error


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _table(lines: Iterator[list[str]], read_as: str) -> Table:
    try:
        header = tuple(_HIDDEN.sub("", _cell(name)) for name in next(lines, []))
        _check_cells(header, 1)
        width = next((place for place in range(len(header), 0, -1) if header[place - 1]), 0)
        if not width:
            raise UnreadableFile(_("The first row must name the columns."))
        if width > MOST_COLUMNS:
            raise UnreadableFile(_("The file has more than %(n)d columns.") % {"n": MOST_COLUMNS})
        rows: list[tuple[str, ...]] = []
        numbers: list[int] = []
        for number, line in enumerate(lines, start=2):
            cells = tuple(_cell(cell) for cell in line)
            if not any(cells):
                continue
            if len(rows) == MOST_ROWS:
                raise UnreadableFile(_("The file has more than %(n)d rows. Please split it.") % {"n": MOST_ROWS})
            if any(cells[width:]):
                raise UnreadableFile(_("Row %(row)d has more cells than the first row has names.") % {"row": number})
            _check_cells(cells, number)
            rows.append((*cells[:width], *[""] * (width - len(cells))))
            numbers.append(number)
    except csv.Error as error:
        raise UnreadableFile(_("The file cannot be read as CSV: %(what)s") % {"what": error}) from None
    if not rows:
        raise UnreadableFile(_("The file has no rows below its first one."))
    return Table(header[:width], tuple(rows), tuple(numbers), read_as)


def _check_cells(cells: tuple[str, ...], number: int) -> None:
    if any(_BROKEN.search(cell) for cell in cells):
        raise UnreadableFile(_("Row %(row)d holds null bytes or half characters.") % {"row": number})
    if any(len(cell) > MOST_CHARACTERS for cell in cells):
        raise UnreadableFile(
            _("A cell in row %(row)d is longer than %(n)d characters.") % {"row": number, "n": MOST_CHARACTERS}
        )


def _cell(cell: str) -> str:
    """Without the apostrophe that our own files put before what a spreadsheet would run."""
    cell = cell.strip()
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell[1:]) else cell


def _without_people(table: Table, is_known: Callable[[str], bool]) -> Table:
    gone = {place for place, name in enumerate(table.header) if is_identifying(name) and not is_known(name)}
    stay = [place for place in range(len(table.header)) if place not in gone]
    if not gone:
        return table
    return replace(
        table,
        header=tuple(table.header[place] for place in stay),
        rows=tuple(tuple(row[place] for place in stay) for row in table.rows),
        identifying=tuple(table.header[place] for place in sorted(gone)),
    )
