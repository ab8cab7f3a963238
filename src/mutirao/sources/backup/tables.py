"""Rows of any table as lines of JSON, the same for the same row on either database."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import batched
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models
from django.db.migrations.recorder import MigrationRecorder

from mutirao.base.canonical_json import canonical_json
from mutirao.base.text import Text
from mutirao.sources.backup.archive import Content

# Made anew by `migrate`, by the next request or from other tables. Sessions are secrets that a backup need not hold.
LEFT_OUT_APPS = frozenset({"auth", "contenttypes", "sessions"})
LEFT_OUT = frozenset(
    {"base.RateCount", "base.SearchDocument", "base.SearchFacet", "base.SearchPosting", "base.SearchSpelling"}
)
CHUNK = 1000


def kept_models() -> dict[str, type[models.Model]]:
    """By label, the tables that a backup holds."""
    found = {model._meta.label: model for model in apps.get_models(include_auto_created=True)}
    return {
        label: model
        for label, model in sorted(found.items())
        if model._meta.managed
        and not model._meta.proxy
        and model._meta.app_label not in LEFT_OUT_APPS
        and label not in LEFT_OUT
    }


def columns_of(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def lines(model: type[models.Model]) -> Iterator[bytes]:
    """Each row as a line, in the order of the primary key; the memory needed does not grow with the table."""
    rows = model._base_manager.order_by("pk").values_list(*columns_of(model))
    for row in rows.iterator(chunk_size=CHUNK):
        yield canonical_json([_as_json(value) for value in row]).encode() + b"\n"


def content_of(model: type[models.Model]) -> Content:
    """Number and checksum of the lines of a table as it stands."""
    digest, n = hashlib.sha256(), 0
    for line in lines(model):
        digest.update(line)
        n += 1
    return Content(n, digest.hexdigest())


def insert(model: type[models.Model], columns: list[str], rows: Iterable[list[Any]]) -> None:
    """Plain inserts: saving would set times anew, and the append-only tables take nothing else."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    wanted = [fields[name] for name in columns]
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in wanted)
    marks = ", ".join("%s" for _ in wanted)
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})"  # noqa: S608 our own names
    with connection.cursor() as cursor:
        for batch in batched(rows, CHUNK):
            cells = [
                [
                    field.get_db_prep_save(field.to_python(value), connection)
                    for field, value in zip(wanted, row, strict=True)
                ]
                for row in batch
            ]
            cursor.executemany(statement, cells)


def reset_sequences(restored: Iterable[type[models.Model]]) -> None:
    """Let new rows get numbers after those that came with their own."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(restored)):
            cursor.execute(statement)


def applied_migrations() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        found.setdefault(app, []).append(name)
    return found


def _as_json(value: Any) -> Any:
    match value:
        case None | bool() | int() | float() | str() | list() | dict():
            return value
        case Text():
            return value.as_json()
        case dt.datetime():
            return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
        case dt.date() | dt.time():
            return value.isoformat()
        case UUID() | Decimal() | dt.timedelta():
            return str(value)
        case bytes() | memoryview():
            return base64.b64encode(value).decode()
        case _:
            raise TypeError(f"a backup cannot hold {value!r}")
