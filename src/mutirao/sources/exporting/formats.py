"""How a row is written: CSV for spreadsheets, JSON Lines for programs."""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol
from uuid import UUID

from django.conf import settings

from mutirao.base.text import Text
from mutirao.sources.exporting.registry import Field, Kind

# A spreadsheet would run such a cell as a formula.
FORMULA = re.compile(r"[=+\-@\t\r]")


class Target(Protocol):
    """What text is written to."""

    def write(self, text: str, /) -> object: ...


type Write = Callable[[Sequence[Any]], object]


@dataclass(frozen=True)
class Format:
    """``open(file, fields)`` gives what writes one row."""

    suffix: str
    media_type: str
    open: Callable[[Target, list[Field]], Write]


def write_csv(file: Target, fields: list[Field]) -> Write:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow([header for field in fields for header in field.headers])
    kinds = [field.kind for field in fields]

    def write(row: Sequence[Any]) -> None:
        writer.writerow([cell for kind, value in zip(kinds, row, strict=True) for cell in _cells(kind, value)])

    return write


def write_json_lines(file: Target, fields: list[Field]) -> Write:
    names = [field.name for field in fields]

    def write(row: Sequence[Any]) -> None:
        values = {name: _json(value) for name, value in zip(names, row, strict=True)}
        file.write(json.dumps(values, ensure_ascii=False, separators=(",", ":")) + "\n")

    return write


CSV = Format("csv", "text/csv", write_csv)
JSON_LINES = Format("jsonl", "application/jsonl", write_json_lines)
FORMATS = (CSV, JSON_LINES)


def _cells(kind: Kind, value: Any) -> list[str]:
    if kind == Kind.TEXTS:
        texts = value.texts if isinstance(value, Text) else {}
        return [_cell(texts.get(code)) for code, _name in settings.LANGUAGES]
    return [_cell(value)]


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case list():
            return _cell(";".join(map(str, value)))
        case str():
            return f"'{value}" if FORMULA.match(value) else value
        case dt.date():
            return value.isoformat()
        case _:
            return str(value)


def _json(value: Any) -> Any:
    match value:
        case Text():
            return value.as_json() if value else None
        case dt.date():
            return value.isoformat()
        case Decimal():
            return float(value)
        case UUID():
            return str(value)
        case "":
            return None
        case _:
            return value
