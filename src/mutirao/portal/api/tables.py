"""The tables that the API answers from: those of the open data, with a key, filters and cursor pages."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models

from mutirao.base.models import OldSlug
from mutirao.base.text import Text
from mutirao.portal.api import cursors
from mutirao.portal.api.problems import Problem, bad_request
from mutirao.sources.exporting import Export, exports
from mutirao.sources.exporting.registry import Field, Kind

DEFAULT_LIMIT, LARGEST_LIMIT = 50, 100
CODE = r"^[A-Za-z0-9_.:@-]{1,100}$"
WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Page:
    """Rows as JSON, and the cursor of what follows; empty at the end."""

    rows: list[dict[str, Any]]
    next: str


@dataclass(frozen=True)
class Table:
    """One export, read live."""

    export: Export

    @property
    def name(self) -> str:
        return self.export.name

    @cached_property
    def fields(self) -> list[Field]:
        return self.export.fields()

    @cached_property
    def key(self) -> Field | None:
        """The first column, where it is the public identity of a row."""
        field = self._stored(self.fields[0])
        return self.fields[0] if field is not None and field.name in {"slug", "public_id"} else None

    @property
    def has_uuid_key(self) -> bool:
        return self.key is not None and isinstance(self._stored(self.key), models.UUIDField)

    @cached_property
    def filters(self) -> dict[str, Field]:
        """Columns to ask by: codes, yes or no, and the keys of other tables."""
        return {field.name: field for field in self.fields if field is not self.key and self._is_filter(field)}

    def page(self, asked: Mapping[str, str], *, cursor: str, limit: int, language: str) -> Page:
        """Rows in the order in which they were stored, one query."""
        rows = self.export.rows().order_by("pk")
        for name, value in asked.items():
            rows = rows.filter(**{self._lookup(self.filters[name]): self._value(self.filters[name], value)})
        question = f"{self.name} {sorted(asked.items())}"
        if cursor:
            rows = rows.filter(pk__gt=cursors.unseal(cursor, of=question))
        found = list(rows.values_list("pk", *self.export.lookups)[: limit + 1])
        shown = found[:limit]
        following = cursors.seal(shown[-1][0], of=question) if len(found) > limit else ""
        return Page([self._as_json(row[1:], language) for row in shown], following)

    def row(self, key: str, *, language: str) -> dict[str, Any] | None:
        """The row that everybody may see, or None; one query."""
        if self.key is None or not self._can_be_key(key):
            return None
        rows = self.export.rows().filter(**{self._lookup(self.key): key}).order_by()
        found = rows.values_list(*self.export.lookups).first()
        return None if found is None else self._as_json(found, language)

    def key_now(self, key: str) -> str:
        """The present key of what was called ``key`` before; empty if nothing was."""
        kind = getattr(self.export.rows().model, "kind", "")
        current = OldSlug.objects.filter(kind=kind, slug=key).values_list("current", flat=True).first()
        return current or ""

    def refuse_if_withdrawn(self, key: str) -> None:
        """Raises ``Problem`` 410 for what was listed once; why it went is for curators."""
        model = self.export.rows().model
        if self.key is None or not self._can_be_key(key) or not _has(model, "state") or not _has(model, "state_reason"):
            return
        if model._default_manager.filter(state=WITHDRAWN, **{self._lookup(self.key): key}).exists():
            raise Problem(HTTPStatus.GONE, "This was withdrawn.")

    def _lookup(self, field: Field) -> str:
        return self.export.columns[field.name].lookup

    def _stored(self, field: Field) -> Any:
        """The model's own field; None behind a foreign key or an annotation."""
        lookup, model = self._lookup(field), self.export.rows().model
        return model._meta.get_field(lookup) if _has(model, lookup) else None

    def _can_be_key(self, key: str) -> bool:
        try:
            return bool(re.match(CODE, key)) and self._stored(self.fields[0]).to_python(key) is not None
        except ValidationError:
            return False

    def _is_filter(self, field: Field) -> bool:
        if field.kind == Kind.YES_NO:
            return True
        return field.kind == Kind.TEXT and bool(field.choices or self._lookup(field).endswith("__slug"))

    def _value(self, field: Field, typed: str) -> Any:
        """Raises ``Problem`` naming what is allowed."""
        if field.kind == Kind.YES_NO:
            if typed not in {"true", "false"}:
                raise bad_request(field.name, allowed="true or false")
            return typed == "true"
        codes = [code for code, _label in field.choices]
        if codes and typed not in codes:
            raise bad_request(field.name, allowed=f"one of {', '.join(codes)}")
        if not re.match(CODE, typed):
            raise bad_request(field.name, allowed="a key of the table that it points to")
        return typed

    def _as_json(self, row: tuple[Any, ...], language: str) -> dict[str, Any]:
        return {field.name: _json(value, language) for field, value in zip(self.fields, row, strict=True)}


def tables() -> dict[str, Table]:
    return {export.name: Table(export) for export in exports()}


def _has(model: type[models.Model], field: str) -> bool:
    try:
        model._meta.get_field(field)
    except FieldDoesNotExist:
        return False
    return True


def _json(value: Any, language: str) -> Any:
    match value:
        case Text():
            return _texts(value, language)
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


def _texts(text: Text, language: str) -> dict[str, str] | None:
    """Every language, or only the one that a reader of ``language`` reads best."""
    if not text:
        return None
    if not language:
        return {code: words for code, words in text.texts.items() if words}
    shown = text.shown(language)
    return {shown.language: shown.text}
