"""Which tables leave, and what stands in their columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import translation

from mutirao.base.errors import InputError
from mutirao.base.fields import TextByLanguage

# Addresses of our own pages under /data/.
RESERVED = ("latest", "never", "releases")


class Kind(StrEnum):
    """What a value is, in the words of the Table Schema of Frictionless; ``TEXTS`` is one text in several languages."""

    TEXT = "string"
    TEXTS = "texts"
    INTEGER = "integer"
    NUMBER = "number"
    YES_NO = "boolean"
    DATE = "date"
    MOMENT = "datetime"
    LIST = "list"


# The first that fits: a moment is a date to Django.
KINDS: tuple[tuple[type[models.Field[Any, Any]], Kind], ...] = (
    (TextByLanguage, Kind.TEXTS),
    (models.JSONField, Kind.LIST),
    (models.BooleanField, Kind.YES_NO),
    (models.IntegerField, Kind.INTEGER),
    (models.FloatField, Kind.NUMBER),
    (models.DecimalField, Kind.NUMBER),
    (models.DateTimeField, Kind.MOMENT),
    (models.DateField, Kind.DATE),
)


@dataclass(frozen=True)
class Column:
    """Where the values of a column stand, and one English sentence that says what they mean."""

    lookup: str
    description: str


@dataclass(frozen=True)
class Field:
    """A column as it leaves; ``choices`` are its codes with their English labels, empty where any value may stand."""

    name: str
    description: str
    kind: Kind
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def headers(self) -> list[str]:
        """Its columns in a CSV file: a text in several languages has one for each language of the interface."""
        return [f"{self.name}_{code}" for code, _ in settings.LANGUAGES] if self.kind == Kind.TEXTS else [self.name]


@dataclass(frozen=True)
class Export:
    """One table: ``rows`` gives what everybody may see.

    ``can_be_taken_back``: people made the rows and may withdraw them, so that older releases do not keep them.
    """

    name: str
    rows: Callable[[], models.QuerySet[Any]]
    columns: Mapping[str, Column]
    description: str
    can_be_taken_back: bool

    @property
    def lookups(self) -> list[str]:
        return [column.lookup for column in self.columns.values()]

    @property
    def is_from_sources(self) -> bool:
        """Whether each row names the edition that it came from, if it came from one."""
        return ORIGIN["source"].lookup in self.lookups

    def fields(self) -> list[Field]:
        """The data dictionary."""
        rows = self.rows()
        with translation.override("en"):
            return [_field(rows, name, column) for name, column in self.columns.items()]


ORIGIN = {
    "source": Column("edition__source__slug", "Source that states the row, see the table sources; empty: people here."),
    "edition": Column("edition__label", "Edition of that source, see the table editions."),
    "row": Column("source_row", "Line of the row in the file of that edition, the header counted."),
}

_exports: dict[str, Export] = {}


def register_export(
    name: str,
    rows: Callable[[], models.QuerySet[Any]],
    columns: Mapping[str, Column],
    *,
    description: str,
    can_be_taken_back: bool = False,
) -> None:
    """Called once per table from the owning context's ``AppConfig.ready``.

    ``rows`` leaves out what is private or protected: what it gives, the whole world reads.
    """
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name) or name in RESERVED:
        raise InputError("name", allowed=f"lower case letters, digits and _, none of {', '.join(RESERVED)}", got=name)
    undescribed = [header for header, column in columns.items() if not column.description]
    if undescribed or not description:
        raise InputError("description", allowed="a sentence", got=f"none for {', '.join([name, *undescribed])}")
    _exports[name] = Export(name, rows, columns, description, can_be_taken_back)


def exports() -> list[Export]:
    return [_exports[name] for name in sorted(_exports)]


def _field(rows: models.QuerySet[Any], name: str, column: Column) -> Field:
    stored = _stored(rows, column.lookup)
    kind = next((kind for each, kind in KINDS if isinstance(stored, each)), Kind.TEXT)
    codes = {str(code): str(label) for code, label in stored.flatchoices if code != ""}
    return Field(name, column.description, kind, tuple(codes.items()))


def _stored(rows: models.QuerySet[Any], lookup: str) -> Any:
    """The model's field behind a lookup, or what an annotation gives."""
    if lookup in rows.query.annotations:
        return rows.query.annotations[lookup].output_field
    field: Any = None
    for part in lookup.split("__"):
        field = (rows.model if field is None else field.related_model)._meta.get_field(part)
    return field
