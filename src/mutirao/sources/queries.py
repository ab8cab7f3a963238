"""Reading sources, their editions, and where a row comes from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Prefetch, QuerySet, Sum
from django.db.models.functions import Coalesce

from mutirao.sources.models import Edition, Source, SourcedModel


def visible_sources(user: Any) -> QuerySet[Source]:
    """Sources are public."""
    return Source.objects.all()


def visible_editions(user: Any) -> QuerySet[Edition]:
    """Editions are public."""
    return Edition.objects.select_related("source")


def current_editions() -> QuerySet[Edition]:
    return Edition.objects.filter(is_current=True).select_related("source").order_by("source__slug", "loader")


def with_current_editions(sources: QuerySet[Source]) -> QuerySet[Any]:
    """Each source with its current editions in ``current``; two queries."""
    editions = Edition.objects.filter(is_current=True).order_by("file_name")
    return sources.prefetch_related(Prefetch("editions", queryset=editions, to_attr="current"))


def editions_of(source: Source) -> QuerySet[Edition]:
    """All that was ever loaded of it, the present ones first."""
    return source.editions.order_by("-is_current", "-loaded_at", "loader")


@dataclass(frozen=True)
class LoadedFacts:
    """How much is loaded; ``loaded_at`` is None when nothing is."""

    n_editions: int
    n_rows: int
    loaded_at: dt.datetime | None


def loaded_facts() -> LoadedFacts:
    """One query."""
    found = Edition.objects.filter(is_current=True).aggregate(
        n_editions=Count("pk"), n_rows=Coalesce(Sum("n_rows"), 0), loaded_at=Max("loaded_at")
    )
    return LoadedFacts(**found)


@dataclass(frozen=True)
class Provenance:
    """Where a row stands: the edition's file and line, and the code that read it."""

    edition: Edition
    line: int | None

    @property
    def source(self) -> Source:
        return self.edition.source

    @property
    def file(self) -> str:
        # The first of a loader's files is the one whose lines the rows point to.
        return self.edition.file_name.split(", ")[0]

    @property
    def licence(self) -> str:
        return self.source.licence

    @property
    def code_version(self) -> str:
        return self.edition.code_version


def provenance_of(row: SourcedModel) -> Provenance | None:
    """None when the row did not come from a file. No query if ``edition__source`` was joined."""
    return Provenance(row.edition, row.source_row) if row.edition is not None else None
