"""Queries whose SQL is written once: Django takes longer to write some than the database to answer them.

Only the SQL is kept, never a row. What differs from one asking to the next comes in as a value: who asks, the day, the
language. A query that read the clock or the page's language by itself would freeze them, so
``tests/architecture/test_prepared.py`` writes every one twice, at other times and in other languages, and compares.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connections, models
from django.db.models.expressions import Expression

_known: dict[str, Prepared[Any]] = {}


class Given(Expression):
    """The place of a value: stands wherever Django takes an expression. The value is never None."""

    def __init__(self, name: str, output_field: models.Field[Any, Any]) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)

    def get_group_by_cols(self) -> list[Any]:
        return []


@dataclass(frozen=True)
class Written:
    """SQL with the places of its values, and what Django needs to make rows from the answer."""

    rows: models.QuerySet[Any, Any]
    compiler: Any
    sql: str
    parameters: tuple[Any, ...]

    def filled(self, given: dict[str, Any]) -> tuple[Any, ...]:
        return tuple(given[each.name] if isinstance(each, Given) else each for each in self.parameters)

    def answers(self, parameters: tuple[Any, ...], part: str = "") -> models.QuerySet[Any, Any]:
        """The rows for ``parameters``; ``part`` limits them."""
        # A compiler of its own for each asking: connections belong to threads.
        compiler = copy.copy(self.compiler)
        compiler.connection = connections[self.rows.db]
        compiler.as_sql = lambda: (f"{self.sql} {part}", parameters)
        rows = self.rows.all()
        rows.query.get_compiler = lambda *args, **kwargs: compiler  # type: ignore[method-assign]
        return rows


class Prepared[Row]:
    """Called with a value for each name, it answers with the list of what its queryset holds."""

    def __init__(
        self, write: Callable[..., models.QuerySet[Any, Row]], places: dict[str, models.Field[Any, Any]], name: str
    ) -> None:
        self.name = name
        self._write = write
        self._places = places
        self._kept: Written | None = None
        self._counted: Prepared[int] | None = None
        _known[name] = self

    def __call__(self, **values: Any) -> list[Row]:
        written, parameters = self._filled(values)
        return list(written.answers(parameters))

    def part(self, start: int, stop: int, **values: Any) -> list[Row]:
        """From row ``start`` to before row ``stop``; for a queryset that is not sliced already."""
        written, parameters = self._filled(values)
        return list(written.answers(parameters, f"LIMIT {stop - start:d} OFFSET {start:d}"))

    def n(self, **values: Any) -> int:
        """How many rows there are; for a queryset that is neither sliced nor distinct."""
        self._counted = self._counted or Prepared(self._write_count, self._places, f"{self.name} counted")
        return self._counted(**values)[0]

    def _write_count(self, **places: Given) -> models.QuerySet[Any, int]:
        # A bare function, not an aggregate, as Django would group by it; order costs as much as the answer.
        counted = models.Func(models.F("pk"), function="COUNT", output_field=models.IntegerField())
        rows: models.QuerySet[Any, Any] = self._write(**places).order_by()
        n_rows: models.QuerySet[Any, int] = rows.annotate(n_rows=counted).values_list("n_rows", flat=True)
        return n_rows

    def written(self) -> Written:
        """Written anew."""
        rows = self._write(**{name: Given(name, place) for name, place in self._places.items()})
        compiler = rows.query.get_compiler(using=rows.db)
        sql, parameters = compiler.as_sql()
        return Written(rows, compiler, sql, tuple(parameters))

    def _filled(self, values: dict[str, Any]) -> tuple[Written, tuple[Any, ...]]:
        if values.keys() != self._places.keys():
            raise TypeError(f"{self.name} takes {', '.join(self._places)}; got {', '.join(values)}")
        written = self._kept = self._kept or self.written()
        connection = connections[written.rows.db]
        given = {name: place.get_db_prep_value(values[name], connection) for name, place in self._places.items()}
        return written, written.filled(given)


class Asked[Row]:
    """A prepared query with its values, for a list in pages."""

    def __init__(self, query: Prepared[Row], **values: Any) -> None:
        self._query = query
        self._values = values

    def __len__(self) -> int:
        return self._query.n(**self._values)

    def __iter__(self) -> Iterator[Row]:
        return iter(self._query(**self._values))

    def __getitem__(self, part: slice) -> list[Row]:
        return self._query.part(part.start or 0, part.stop, **self._values)


def prepared[Row](
    **places: models.Field[Any, Any],
) -> Callable[[Callable[..., models.QuerySet[Any, Row]]], Prepared[Row]]:
    """Decorate a function that makes a queryset from a ``Given`` for each of ``places``, by name and kind of value."""

    def prepare(write: Callable[..., models.QuerySet[Any, Row]]) -> Prepared[Row]:
        return Prepared(write, places, name=f"{write.__module__}.{write.__qualname__}")

    return prepare


def known() -> list[Prepared[Any]]:
    return [_known[name] for name in sorted(_known)]
