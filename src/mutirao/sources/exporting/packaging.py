"""The descriptor of what was written: a Frictionless Data Package, version 2."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from mutirao.base import clock
from mutirao.sources.exporting.formats import CSV, Format
from mutirao.sources.exporting.registry import Export, Field, Kind
from mutirao.sources.models import Edition

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
DATA_LICENCE = {
    "name": "CC0-1.0",
    "title": "Creative Commons Zero 1.0, for what this server holds of its own",
    "path": "https://creativecommons.org/publicdomain/zero/1.0/",
}
TEXT_LICENCE = {
    "name": "CC-BY-SA-4.0",
    "title": "Creative Commons Attribution-ShareAlike 4.0, for texts that people wrote here",
    "path": "https://creativecommons.org/licenses/by-sa/4.0/",
}
DEMONSTRATION = "Demonstration: fictional communities and people. Nothing here is real."


@dataclass(frozen=True)
class WrittenFile:
    """One file of a table: its size and the SHA-256 of its bytes."""

    path: str
    format: Format
    n_bytes: int
    sha256: str


@dataclass(frozen=True)
class WrittenTable:
    """A table as it was written; ``editions`` are those that its rows came from, None for rows of our own."""

    export: Export
    fields: list[Field]
    files: list[WrittenFile]
    n_rows: int
    editions: list[Edition | None]


def package_of(tables: list[WrittenTable]) -> dict[str, Any]:
    """The descriptor, ready to be written as JSON."""
    is_demonstration = settings.MUTIRAO["DEMONSTRATION"]
    editions = {edition for table in tables for edition in table.editions if edition}
    return {
        "$schema": PROFILE,
        "name": "mutirao-demonstration" if is_demonstration else "mutirao",
        "title": "Open data of Mutirão",
        "description": DEMONSTRATION if is_demonstration else "Every public table of this server.",
        "created": clock.now().isoformat(timespec="seconds"),
        "version": clock.today().isoformat(),
        "licenses": _unlike(licence for table in tables for licence in _licences(table)),
        "sources": [_source(edition) for edition in sorted(editions, key=str)],
        "resources": [_resource(table, file) for table in tables for file in table.files],
    }


def _resource(table: WrittenTable, file: WrittenFile) -> dict[str, Any]:
    """The properties that the standard names, and of our own ``table``, ``rows`` and ``canBeTakenBack``."""
    fields = [_field(field, header, file.format) for field in table.fields for header in _headers(field, file.format)]
    return {
        "name": table.export.name if file.format == CSV else f"{table.export.name}.{file.format.suffix}",
        "type": "table",
        "path": file.path,
        "description": table.export.description,
        "format": file.format.suffix,
        "mediatype": file.format.media_type,
        "encoding": "utf-8",
        "bytes": file.n_bytes,
        "hash": f"sha256:{file.sha256}",
        "licenses": _licences(table),
        "sources": [_source(edition) for edition in table.editions if edition],
        "schema": {"fields": fields, "missingValues": [""]},
        "table": table.export.name,
        "rows": table.n_rows,
        "canBeTakenBack": table.export.can_be_taken_back,
    }


def _headers(field: Field, format: Format) -> list[str]:
    return field.headers if format == CSV else [field.name]


def _field(field: Field, header: str, format: Format) -> dict[str, Any]:
    described: dict[str, Any] = {"name": header, **_type(field.kind, format), "description": field.description}
    if field.choices and field.kind == Kind.TEXT:
        described["categories"] = [
            {"value": code} | ({"label": label} if label else {}) for code, label in field.choices
        ]
    return described


def _type(kind: Kind, format: Format) -> dict[str, Any]:
    if kind == Kind.TEXTS:
        return {"type": "string" if format == CSV else "object"}
    if kind == Kind.LIST:
        return {"type": "list", "delimiter": ";"} if format == CSV else {"type": "array"}
    if kind == Kind.YES_NO and format == CSV:
        return {"type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]}
    return {"type": str(kind)}


def _licences(table: WrittenTable) -> list[dict[str, str]]:
    own = [DATA_LICENCE, TEXT_LICENCE] if any(field.kind == Kind.TEXTS for field in table.fields) else [DATA_LICENCE]
    theirs = [_licence(edition) for edition in table.editions if edition]
    return _unlike([*theirs, *(own if None in table.editions else [])])


def _licence(edition: Edition) -> dict[str, str]:
    """By its identifier where the source gives one; in the words of the source otherwise."""
    licence, address = edition.source.licence, edition.source.licence_url
    name = licence if re.fullmatch(r"[-a-zA-Z0-9._]+", licence) else "" if address else "other"
    return {"title": licence} | ({"name": name} if name else {}) | ({"path": address} if address else {})


def _source(edition: Edition) -> dict[str, str]:
    source = edition.source
    described = {"title": source.name.original, "path": source.origin_url, "version": edition.label}
    return {name: value for name, value in described.items() if value}


def _unlike(licences: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    return list({licence["title"]: licence for licence in licences}.values())
