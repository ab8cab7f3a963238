"""Writing tables into a folder or a zip, with the descriptor beside them."""

from __future__ import annotations

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings

from mutirao.base.errors import InputError
from mutirao.sources.backup import snapshot
from mutirao.sources.exporting.formats import FORMATS, Format, Target
from mutirao.sources.exporting.packaging import DEMONSTRATION, WrittenFile, WrittenTable, package_of
from mutirao.sources.exporting.registry import Export, Field, Kind, exports
from mutirao.sources.models import Edition

CHUNK = 1000
README = """Tables of Mutirão

Each table stands here twice. CSV: UTF-8, one header; an empty cell means "not known"; lists inside a cell are parted
by ";"; texts in several languages have one column for each; a text that begins with = + - @ has an apostrophe before
it, so that no spreadsheet runs it. JSON Lines: one object on each line, texts in every language that they have.
datapackage.json (Frictionless Data Package 2) says what each column means, which sources and licences stand behind
each table, and the SHA-256 of each file. sources.csv and editions.csv say where facts come from.
"""
MARK = Field("demonstration", "This row is made up.", Kind.YES_NO)


def write_exports(target: Path) -> dict[str, int]:
    """Write every table into a new or empty folder, or a new ``.zip``; returns numbers of rows by name.

    Raises ``InputError`` when something stands there.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise InputError("target", allowed="a new file ending in .zip, or a new or empty folder", got=str(target))
    if target.suffix != ".zip":
        return _counts(write_folder(target))
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        tables = write_folder(Path(folder))
        with zipfile.ZipFile(target, "x", zipfile.ZIP_DEFLATED) as archive:
            for file in sorted(Path(folder).iterdir()):
                archive.write(file, file.name)
    return _counts(tables)


def write_folder(folder: Path) -> list[WrittenTable]:
    """Every table as it is at one moment, what is to be read first, and the descriptor."""
    folder.mkdir(parents=True, exist_ok=True)
    notice = f"\n{DEMONSTRATION}\n" if settings.MUTIRAO["DEMONSTRATION"] else ""
    (folder / "README.txt").write_text(README + notice, encoding="utf-8")
    with snapshot():
        tables = [_write(export, folder) for export in exports()]
    write_descriptor(folder, package_of(tables))
    return tables


def write_descriptor(folder: Path, package: dict[str, Any]) -> None:
    descriptor = json.dumps(package, ensure_ascii=False, indent=1)
    (folder / "datapackage.json").write_text(descriptor + "\n", encoding="utf-8")


def write_table(export: Export, files: Mapping[Format, Target]) -> int:
    """Write one table in several formats at once; the memory needed does not grow with it."""
    marks = [True] if settings.MUTIRAO["DEMONSTRATION"] else []
    fields = _fields(export)
    writes = [format.open(file, fields) for format, file in files.items()]
    n_rows = 0
    for row in export.rows().values_list(*export.lookups).iterator(chunk_size=CHUNK):
        n_rows += 1
        for write in writes:
            write([*row, *marks])
    return n_rows


def _write(export: Export, folder: Path) -> WrittenTable:
    names = {format: f"{export.name}.{format.suffix}" for format in FORMATS}
    with ExitStack() as stack:
        files = {format: _Measured(stack.enter_context((folder / name).open("wb"))) for format, name in names.items()}
        n_rows = write_table(export, files)
    written = [WrittenFile(names[each], each, file.n_bytes, file.digest.hexdigest()) for each, file in files.items()]
    return WrittenTable(export, _fields(export), written, n_rows, _editions(export, n_rows))


def _fields(export: Export) -> list[Field]:
    return [*export.fields(), *([MARK] if settings.MUTIRAO["DEMONSTRATION"] else [])]


def _editions(export: Export, n_rows: int) -> list[Edition | None]:
    if not n_rows or not export.is_from_sources:
        return [None]
    ids = set(export.rows().order_by().values_list("edition", flat=True).distinct())
    found = Edition.objects.filter(pk__in=ids).select_related("source").order_by("source__slug", "label")
    return [*found, *([None] if None in ids else [])]


class _Measured:
    """Writes text as UTF-8, and keeps the number and the checksum of its bytes."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.digest, self.n_bytes = file, hashlib.sha256(), 0

    def write(self, text: str, /) -> int:
        data = text.encode()
        self.digest.update(data)
        self.n_bytes += len(data)
        return self.file.write(data)


def _counts(tables: list[WrittenTable]) -> dict[str, int]:
    return {table.export.name: table.n_rows for table in tables}
