"""Bringing a table in line with what a file states, writing no more than the difference.

Every row that the file states points to the edition of that file and to its line there, changed or not: the file at
hand is the one in which a reader can check the figure, and an older file may be gone. A row that the file no longer
states, but that is kept, still points to the last edition that did.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from django.db import connection, models

from mutirao.base import clock
from mutirao.base.errors import InputError
from mutirao.base.fields import TextByLanguage
from mutirao.base.models import TimestampedModel, VersionedModel
from mutirao.base.text import Text
from mutirao.sources.actions.published import published_texts, with_published
from mutirao.sources.errors import LoadError

ORIGIN = ("edition_id", "source_row")
BATCH = 500
EXAMPLES = 20

# What becomes of rows that the file does not state: a mapping sets columns, as in {"is_current": False}.
type Removal = Literal["delete", "keep"] | Mapping[str, Any]
type Key = tuple[Any, ...]
type Pairs = list[tuple[Any, dict[str, Any], dict[str, Any]]]


@dataclass
class Difference:
    """What a load changed: counts by edition and kind of change, and some examples of each edition's changes."""

    counts: dict[int | None, Counter[str]] = field(default_factory=dict)
    examples: dict[int | None, list[dict[str, Any]]] = field(default_factory=dict)
    noted: set[tuple[str, Key]] = field(default_factory=set)

    def note(self, change: str, table: _Rows, key: Key, edition_id: int | None, columns: dict[str, list[str]]) -> None:
        """Count a change once, even if a loader goes over the same rows twice."""
        if (table.name, key) in self.noted:
            return
        self.noted.add((table.name, key))
        self.counts.setdefault(edition_id, Counter())[change] += 1
        examples = self.examples.setdefault(edition_id, [])
        if len(examples) < EXAMPLES:
            example = {"change": change, "table": table.name, "row": table.shown(key)}
            examples.append({**example, "columns": columns} if columns else example)


def replace_rows(
    model: type[models.Model],
    rows: Iterable[Mapping[str, Any]],
    *,
    key: Sequence[str],
    removed: Removal,
    within: models.QuerySet[Any] | None = None,
    file: str = "",
    difference: Difference | None = None,
) -> Difference:
    """Insert, change and remove until the rows ``within`` (all by default) are those stated.

    Each row gives the same columns by attribute name (``territory_id``); other columns are left alone. ``key`` names
    those that make a row the same row. Raises ``LoadError`` for a key stated twice and for text that is too long.
    """
    table = _Rows(model, tuple(key), within if within is not None else model._default_manager.all(), file)
    noted = Difference() if difference is None else difference
    stated = table.keyed(rows)
    present = table.present(stated)
    table.add([(each, values) for each, values in stated.items() if each not in present], noted)
    table.change(table.paired(stated, present), noted)
    table.remove({each: there for each, there in present.items() if each not in stated}, removed, noted)
    return noted


class _Rows:
    """One table, the columns that a loader states, and the rows among which it looks."""

    def __init__(
        self, model: type[models.Model], key: tuple[str, ...], within: models.QuerySet[Any], file: str
    ) -> None:
        self.model, self.key, self.within, self.file = model, key, within, file
        self.name = model._meta.model_name or ""
        self.fields = {each.attname: each for each in model._meta.concrete_fields}
        self.columns: tuple[str, ...] = ()
        self._names: dict[str, dict[Any, str]] = {}

    def keyed(self, rows: Iterable[Mapping[str, Any]]) -> dict[Key, dict[str, Any]]:
        stated: dict[Key, dict[str, Any]] = {}
        for row in rows:
            self.columns = self.columns or tuple(row)
            if row.keys() != set(self.columns):
                raise InputError("rows", allowed=f"the columns {', '.join(self.columns)}", got=", ".join(row))
            values = {name: self.fields[name].to_python(row[name]) for name in self.columns}
            self._check_lengths(values)
            key = tuple(values[name] for name in self.key)
            if key in stated:
                raise self._error(values, ", ".join(self.key), "each row of a table once", self.shown(key))
            stated[key] = values
        return stated

    def present(self, stated: Mapping[Key, Any]) -> dict[Key, tuple[Any, dict[str, Any]]]:
        """Primary key and columns of the rows that are there, by key."""
        columns = self.columns or tuple(self.key)
        found: dict[Key, tuple[Any, dict[str, Any]]] = {}
        for pk, *cells in self.within.order_by().values_list("pk", *columns):
            values = dict(zip(columns, cells, strict=True))
            found[tuple(values[name] for name in self.key)] = (pk, values)
        return found

    def add(self, stated: list[tuple[Key, dict[str, Any]]], difference: Difference) -> None:
        for key, values in stated:
            difference.note("added", self, key, values.get("edition_id"), {})
        self.model._default_manager.bulk_create((self.model(**values) for _, values in stated), batch_size=BATCH)

    def paired(self, stated: Mapping[Key, dict[str, Any]], present: Mapping[Key, tuple[Any, dict[str, Any]]]) -> Pairs:
        """Primary key, columns before and columns after of the rows that are there and are stated."""
        public_key = getattr(self.model, "public_key", "")
        has_texts = public_key in self.columns and any(
            isinstance(self.fields[name], TextByLanguage) for name in self.columns
        )
        published = published_texts(self.model) if has_texts and present else {}
        return [
            (pk, before, with_published(after, before, published, after[public_key]) if published else after)
            for key, after in stated.items()
            if key in present
            for pk, before in [present[key]]
        ]

    def change(self, pairs: Pairs, difference: Difference) -> None:
        """Write changed values; where only the edition or the line moved, write those alone."""
        changed, restated = [], []
        for pk, before, after in pairs:
            columns = {
                name: [_short(before[name]), _short(after[name])]
                for name in self.columns
                if name not in ORIGIN and before[name] != after[name]
            }
            if columns:
                key = tuple(after[name] for name in self.key)
                difference.note("changed", self, key, after.get("edition_id"), columns)
                changed.append((pk, after))
            elif before != after:
                restated.append((pk, after))
        self._update(changed, [name for name in self.columns if name not in self.key], is_change=True)
        self._update(restated, [name for name in ORIGIN if name in self.columns], is_change=False)

    def remove(self, missing: dict[Key, tuple[Any, dict[str, Any]]], removal: Removal, difference: Difference) -> None:
        if removal == "keep" or not missing:
            return
        gone = [
            (key, pk, values)
            for key, (pk, values) in missing.items()
            if removal == "delete" or any(values.get(name) != value for name, value in removal.items())
        ]
        for key, _pk, values in gone:
            difference.note("removed", self, key, values.get("edition_id"), {})
        for start in range(0, len(gone), BATCH):
            batch = gone[start : start + BATCH]
            if removal == "delete":
                self.model._default_manager.filter(pk__in=[pk for _, pk, _ in batch]).delete()
            else:
                self._update([(pk, dict(removal)) for _, pk, _ in batch], list(removal), is_change=True)

    def shown(self, key: Key) -> str:
        """The key in words: a foreign key by the slug of what it points to."""
        return " ".join(self._name(column, value) for column, value in zip(self.key, key, strict=True))

    def _name(self, column: str, value: Any) -> str:
        related = self.fields[column].related_model
        if not isinstance(related, type) or not hasattr(related, "public_key"):
            return str(value)
        if column not in self._names:
            self._names[column] = dict(related._default_manager.values_list("pk", related.public_key))
        return str(self._names[column].get(value, value))

    def _update(self, rows: list[tuple[Any, dict[str, Any]]], columns: list[str], *, is_change: bool) -> None:
        if is_change and issubclass(self.model, TimestampedModel):
            columns = [*columns, "updated_at"]
            rows = [(pk, {**values, "updated_at": clock.now()}) for pk, values in rows]
        if rows and columns:
            _write(self.model, [self.fields[name] for name in columns], rows, is_change=is_change)

    def _check_lengths(self, values: Mapping[str, Any]) -> None:
        # SQLite would store what PostgreSQL refuses.
        for name, value in values.items():
            field = self.fields[name]
            limit = getattr(field, "text_length", field.max_length)
            texts = value.texts.values() if isinstance(value, Text) else [value] if isinstance(value, str) else []
            if limit is not None and any(len(text) > limit for text in texts):
                raise self._error(values, name, f"at most {limit} characters", max(texts, key=len))

    def _error(self, values: Mapping[str, Any], column: str, expected: str, got: object) -> LoadError:
        line = values.get("source_row")
        return LoadError(self.file or self.name, line=line, column=column, expected=expected, got=got)


def _write(
    model: type[models.Model],
    fields: list[models.Field[Any, Any]],
    rows: list[tuple[Any, dict[str, Any]]],
    *,
    is_change: bool,
) -> None:
    """One prepared statement for all: ``bulk_update`` builds a CASE of every cell, twenty times slower."""
    quote = connection.ops.quote_name
    parts = [f"{quote(str(each.column))} = %s" for each in fields]
    if is_change and issubclass(model, VersionedModel):
        # Whoever edits the row at this moment is told.
        parts.append("version = version + 1")
    table, pk = quote(model._meta.db_table), quote(str(model._meta.pk.column))
    cells = [
        [*(each.get_db_prep_save(values[each.attname], connection) for each in fields), key] for key, values in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {', '.join(parts)} WHERE {pk} = %s", cells)  # noqa: S608 our names


def _short(value: Any) -> str:
    shown = "" if value is None else value.original if isinstance(value, Text) else str(value)
    return shown if len(shown) <= 80 else shown[:79] + "…"
