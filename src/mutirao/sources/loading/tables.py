"""Reading a file row by row; the first fault ends it with one ``LoadError`` that says where."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mutirao.base.text import Text
from mutirao.sources.errors import LoadError
from mutirao.sources.loading.columns import Column

LINE_BYTES = 1_000_000
FILE_BYTES = 1_000_000_000

# Line and cells, the cells by header.
type Cells = Iterator[tuple[int, Mapping[str, str]]]


@dataclass(frozen=True, slots=True)
class Row:
    """The values of one line; ``origin`` holds the two columns that tie a table's row to it."""

    line: int
    values: Mapping[str, Any]
    edition_id: int | None = None

    def __getitem__(self, column: str) -> Any:
        return self.values[column]

    @property
    def origin(self) -> dict[str, int | None]:
        return {"edition_id": self.edition_id, "source_row": self.line}


@dataclass(frozen=True)
class Table:
    """A CSV, TSV or JSON file with declared columns; going through it reads it.

    ``key`` names the columns that no two rows share, ``unread`` headers that may stand there and are passed over.
    """

    path: Path
    columns: Mapping[str, Column]
    key: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    edition_of: Callable[[int, Mapping[str, Any]], int | None] = lambda line, values: None

    def __iter__(self) -> Iterator[Row]:
        lines_by_key: dict[tuple[Any, ...], int] = {}
        for line, cells in _cells(self.path, self._headers(), self.unread):
            values = {name: self._value(line, name, column, cells) for name, column in self.columns.items()}
            self._note_key(line, values, lines_by_key)
            yield Row(line, values, self.edition_of(line, values))

    def error(self, line: int, column: str, *, expected: str, got: object) -> LoadError:
        """A fault that only the loader can see, ready to be raised."""
        return LoadError(self.path.name, line=line, column=column, expected=expected, got=got)

    def _headers(self) -> list[str]:
        return [
            header
            for name, column in self.columns.items()
            for header in ([f"{name}_{language}" for language in column.languages] or [name])
        ]

    def _value(self, line: int, name: str, column: Column, cells: Mapping[str, str]) -> Any:
        if not column.languages:
            return self._read(line, name, column, cells[name], column.required)
        original = column.languages[0]
        found = {}
        for language in column.languages:
            header = f"{name}_{language}"
            is_required = column.required and language == original
            found[language] = self._read(line, header, column, cells[header], is_required)
        return Text(original, {language: text for language, text in found.items() if text})

    def _read(self, line: int, header: str, column: Column, cell: str, is_required: bool) -> Any:
        if not cell:
            if is_required:
                raise self.error(line, header, expected=column.expected, got="")
            return list(column.empty) if isinstance(column.empty, tuple) else column.empty
        try:
            return column.read(cell)
        except (ValueError, KeyError):
            raise self.error(line, header, expected=column.expected, got=cell) from None

    def _note_key(self, line: int, values: Mapping[str, Any], lines: dict[tuple[Any, ...], int]) -> None:
        if not self.key:
            return
        key = tuple(values[name] for name in self.key)
        if key in lines:
            shown = ", ".join(str(part) for part in key)
            raise self.error(
                line, ", ".join(self.key), expected=f"a key that line {lines[key]} does not have", got=shown
            )
        lines[key] = line


def _cells(path: Path, headers: list[str], unread: tuple[str, ...]) -> Cells:
    if not path.is_file():
        raise LoadError(path.name, expected="a file", got=f"nothing at {path.parent}")
    if path.stat().st_size > FILE_BYTES:
        raise LoadError(path.name, expected=f"at most {FILE_BYTES} bytes", got=path.stat().st_size)
    n_rows = 0
    for line, cells in (_objects if path.suffix == ".json" else _records)(path, headers, unread):
        n_rows += 1
        yield line, cells
    if not n_rows:
        raise LoadError(path.name, expected="at least one row", got="none")


def _records(path: Path, headers: list[str], unread: tuple[str, ...]) -> Cells:
    """The records of a CSV or TSV file."""
    delimiter = "\t" if path.suffix in {".tsv", ".tab"} else ","
    records = csv.reader(_lines(path), delimiter=delimiter, strict=True)
    found: list[str] = []
    while True:
        # A record may run over several lines: it is known by its first.
        line = records.line_num + 1
        try:
            record = next(records)
        except StopIteration:
            if not found:
                raise LoadError(path.name, line=1, expected="a header", got="nothing") from None
            return
        except csv.Error as error:
            raise LoadError(path.name, line=line, expected="well-formed CSV", got=str(error)) from None
        if not found:
            found = record
            _check_header(path.name, found, headers, unread)
        elif len(record) != len(found):
            raise LoadError(path.name, line=line, expected=f"{len(found)} cells", got=f"{len(record)} cells")
        else:
            yield line, dict(zip(found, (cell.strip() for cell in record), strict=True))


def _check_header(file: str, found: list[str], headers: list[str], unread: tuple[str, ...]) -> None:
    missing = [header for header in headers if header not in found]
    unknown = [header for header in found if header not in headers and header not in unread]
    repeated = sorted({header for header in found if found.count(header) > 1})
    faults = [("no", missing), ("unknown", unknown), ("repeated", repeated)]
    if said := "; ".join(f"{fault}: {', '.join(names)}" for fault, names in faults if names):
        raise LoadError(file, line=1, expected=f"the columns {', '.join(headers)}", got=said)


def _lines(path: Path) -> Iterator[str]:
    """The lines as text; one that is not UTF-8, too long or holds a null character is refused before it is kept."""
    with path.open("rb") as file:
        number = 0
        while piece := file.readline(LINE_BYTES + 1):
            number += 1
            if len(piece) > LINE_BYTES:
                raise LoadError(path.name, line=number, expected=f"at most {LINE_BYTES} bytes in a line", got="more")
            try:
                line = piece.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError as error:
                got = f"the byte {piece[error.start]:#04x} at position {error.start + 1}"
                raise LoadError(path.name, line=number, expected="text in UTF-8", got=got) from None
            if "\x00" in line:
                raise LoadError(path.name, line=number, expected="text without null characters", got="one")
            yield line


def _objects(path: Path, headers: list[str], unread: tuple[str, ...]) -> Cells:
    """The objects of a JSON list; the line is the object's number, the keys are the headers."""
    try:
        items = json.loads("".join(_lines(path)))
    except json.JSONDecodeError as error:
        raise LoadError(path.name, line=error.lineno, expected="well-formed JSON", got=error.msg) from None
    except (ValueError, RecursionError) as error:  # a number of too many digits, brackets too deep
        raise LoadError(path.name, expected="well-formed JSON", got=str(error)) from None
    if not isinstance(items, list):
        raise LoadError(path.name, expected="a list of objects", got=type(items).__name__)
    for number, item in enumerate(items, 1):
        if not isinstance(item, dict):
            raise LoadError(path.name, line=number, expected="an object", got=type(item).__name__)
        unknown = [name for name in item if name not in headers and name not in unread]
        if unknown:
            raise LoadError(path.name, line=number, expected=f"the keys {', '.join(headers)}", got=", ".join(unknown))
        yield number, {header: _as_cell(path.name, number, header, item.get(header)) for header in headers}


def _as_cell(file: str, number: int, header: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    cell = str(value).strip()
    # An escape in the file may bring in what no database takes.
    if not isinstance(value, str | int | float) or re.search("[\x00\ud800-\udfff]", cell):
        raise LoadError(file, line=number, column=header, expected="text or a number", got=value)
    return cell
