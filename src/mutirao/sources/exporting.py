"""Open data: what contexts let out, as CSV. Nothing leaves that no context registered."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import models

from mutirao.base.errors import InputError
from mutirao.base.fields import TextByLanguage
from mutirao.base.text import Text
from mutirao.sources.models import Edition, Source

# A spreadsheet would run such a cell as a formula.
FORMULA = re.compile(r"[=+\-@\t\r]")
README = """Tables of Mutirão

CSV, UTF-8, one header. An empty cell means "not known". Lists inside a cell are parted by ";".
Texts in several languages have one column for each. A text that begins with = + - @ has an apostrophe before it,
so that no spreadsheet runs it. sources.csv and editions.csv say where facts come from and under which licence.
"""
DEMONSTRATION = "Demonstration: fictional communities and people. Nothing here is real.\n"


@dataclass(frozen=True)
class Export:
    """One table: ``rows`` gives the rows that everybody may see; ``columns`` maps headers to lookups."""

    name: str
    rows: Callable[[], models.QuerySet[Any]]
    columns: Mapping[str, str]


_exports: dict[str, Export] = {}


def register_export(name: str, rows: Callable[[], models.QuerySet[Any]], columns: Mapping[str, str]) -> None:
    """Called once per table from the owning context's ``AppConfig.ready``.

    ``rows`` leaves out what is private or protected: what it gives, the whole world reads.
    """
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise InputError("name", allowed="lower case letters, digits and _", got=name)
    _exports[name] = Export(name, rows, columns)


def exports() -> list[Export]:
    return [_exports[name] for name in sorted(_exports)]


def write_exports(target: Path) -> dict[str, int]:
    """Write every table into a new or empty folder, or a new ``.zip``; returns numbers of rows by name.

    Raises ``InputError`` when something stands there.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise InputError("target", allowed="a new file ending in .zip, or a new or empty folder", got=str(target))
    counts = {}
    with _Archive(target) if target.suffix == ".zip" else _Folder(target) as place:
        with place.file("README.txt") as readme:
            readme.write(README + (DEMONSTRATION if settings.MUTIRAO["DEMONSTRATION"] else ""))
        for each in exports():
            with place.file(f"{each.name}.csv") as file:
                counts[each.name] = write_table(each, file)
    return counts


def write_table(export: Export, file: IO[str]) -> int:
    """Write one table; the memory needed does not grow with it."""
    rows = export.rows()
    languages = [_languages(rows.model, lookup) for lookup in export.columns.values()]
    marks = ["yes"] if settings.MUTIRAO["DEMONSTRATION"] else []
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow([*_headers(export, languages), *(["demonstration"] if marks else [])])
    n_rows = 0
    for row in rows.values_list(*export.columns.values()).iterator(chunk_size=1000):
        cells = [cell for value, codes in zip(row, languages, strict=True) for cell in _cells(value, codes)]
        writer.writerow([*cells, *marks])
        n_rows += 1
    return n_rows


class _Folder:
    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> _Folder:
        self.path.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(self, *error: object) -> None:
        return

    @contextmanager
    def file(self, name: str) -> Iterator[IO[str]]:
        with (self.path / name).open("w", encoding="utf-8", newline="") as opened:
            yield opened


class _Archive:
    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> _Archive:
        self.archive = zipfile.ZipFile(self.path, "x", zipfile.ZIP_DEFLATED)
        return self

    def __exit__(self, *error: object) -> None:
        self.archive.close()

    @contextmanager
    def file(self, name: str) -> Iterator[IO[str]]:
        with (
            self.archive.open(name, "w", force_zip64=True) as entry,
            io.TextIOWrapper(entry, "utf-8", newline="") as opened,
        ):
            yield opened


def _languages(model: type[models.Model], lookup: str) -> list[str]:
    """The languages of a text column, each a column of the file; empty for all else."""
    field: Any = None
    for part in lookup.split("__"):
        if part == "pk" or (field is not None and field.related_model is None):
            return []
        field = (model if field is None else field.related_model)._meta.get_field(part)
    return [code for code, _name in settings.LANGUAGES] if isinstance(field, TextByLanguage) else []


def _headers(export: Export, languages: list[list[str]]) -> list[str]:
    return [
        header
        for name, codes in zip(export.columns, languages, strict=True)
        for header in ([f"{name}_{code}" for code in codes] or [name])
    ]


def _cells(value: Any, languages: list[str]) -> list[str]:
    if languages:
        texts = value.texts if isinstance(value, Text) else {}
        return [_cell(texts.get(code)) for code in languages]
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
        case _:
            return str(value)


def register_own() -> None:
    """Sources and editions stand beside every export."""
    register_export(
        "sources",
        lambda: Source.objects.order_by("slug"),
        {
            "source": "slug",
            "name": "name",
            "publisher": "publisher",
            "licence": "licence",
            "licence_url": "licence_url",
            "attribution": "attribution",
            "origin_url": "origin_url",
            "caveat": "caveat",
        },
    )
    register_export(
        "editions",
        lambda: Edition.objects.order_by("source__slug", "loader", "loaded_at"),
        {
            "source": "source__slug",
            "edition": "label",
            "published_on": "published_on",
            "retrieved_on": "retrieved_on",
            "loaded_at": "loaded_at",
            "loader": "loader",
            "code_version": "code_version",
            "file": "file_name",
            "sha256": "checksum",
            "rows": "n_rows",
            "is_current": "is_current",
        },
    )
