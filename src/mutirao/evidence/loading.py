"""Readers of indicators, their figures, and where wikis are read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from mutirao.evidence.models import Figure, Indicator, ReaderShare
from mutirao.evidence.states import LEAST_PEOPLE, About, Dimension, Direction, Unit
from mutirao.movement.actions import set_sizes
from mutirao.movement.models import Community, Territory
from mutirao.sources.actions import open_edition
from mutirao.sources.loading import (
    Load,
    LoadError,
    Row,
    Table,
    code,
    ids_of,
    integer,
    known,
    loader,
    number,
    slug,
    text,
    texts,
    web_address,
)
from mutirao.sources.models import Edition

ACTIVE_EDITORS = "monthly-active-editors"
RETENTION = "new_editor_retention"
YEAR = integer(required=True, minimum=1900, maximum=2100)

INDICATORS = {
    "indicator": slug(required=True),
    "about": code(About, required=True),
    "dimension": code(Dimension, required=True),
    "name": texts(required=True),
    "unit": code(Unit, required=True),
    "direction": code(Direction, required=True),
    "source": slug(required=True),
    "original_source": text(),
    "original_url": web_address(),
    "origin_column": text(),
    "caveat": texts(),
}


@loader("indicators", feeds=_("what is measured about communities and societies"), files=("indicators.csv",), order=70)
def load_indicators(load: Load) -> None:
    copied = ("about", "dimension", "name", "unit", "direction", "original_source", "original_url", "origin_column")
    rows = (
        {"slug": row["indicator"], **{name: row[name] for name in copied}, "caveat": row["caveat"], **row.origin}
        for row in load.table("indicators.csv", INDICATORS, key=("indicator",))
    )
    load.replace(Indicator, rows, key=("slug",), removed="keep")


@loader(
    "territory-indicators",
    feeds=_("figures about the societies around communities"),
    files=("territory_indicators.csv",),
    order=80,
)
def load_territory_indicators(load: Load) -> None:
    columns = {
        "indicator": known(ids_of(Indicator.objects.filter(about=About.TERRITORY)), "an indicator", required=True),
        "territory": known(ids_of(Territory), "a territory", required=True),
        "year": YEAR,
        "value": number(required=True),
        "source": slug(required=True),
    }
    table = load.table("territory_indicators.csv", columns, key=("indicator", "territory", "year"))
    rows = [
        {
            "indicator_id": row["indicator"],
            "territory_id": row["territory"],
            "vintage": vintage_of(load.edition(row["source"])),
            "year": row["year"],
            "value": row["value"],
            **row.origin,
        }
        for row in table
    ]
    replace_figures(load, rows, about="territory")


# Our columns of wiki_metrics.csv are indicators: "_" stands for "-".
METRICS = (
    "active_administrators", "anonymous_edits", "bot_edits", "content_pages", "edits_gini", "mobile_edits",
    "monthly_active_editors", "monthly_editors", "monthly_new_active_editors", "monthly_pageviews",
    "monthly_unique_devices", "new_editor_retention", "revert_rate", "size_rank",
)  # fmt: skip


@loader("wiki-metrics", feeds=_("figures about communities"), files=("wiki_metrics.csv",), order=80)
def load_wiki_metrics(load: Load) -> None:
    columns = {
        "wiki": known(_communities_of_wikis(), "a wiki", required=True),
        "edition": text(required=True, matching=r"\d{4}-\d{2}", expected="a month such as 2023-01"),
        "year": YEAR,
        **{name: number() for name in METRICS},
        "source": slug(required=True),
    }
    rows = list(Table(load.path("wiki_metrics.csv"), columns, ("wiki", "edition")))
    editions = _edition_of_each_vintage(load, rows)
    metrics = (
        Metrics(row["wiki"], row["edition"], row["year"], {name: row[name] for name in METRICS}, row.line)
        for row in rows
    )
    write_metrics(load, metrics, editions)


def _edition_of_each_vintage(load: Load, rows: list[Row]) -> dict[str, Edition]:
    """The newest vintage in the file is the loader's edition; each older one gets an edition of its own beside it."""
    n_rows = Counter(row["edition"] for row in rows)
    load.label = max(n_rows)
    newest = load.edition(rows[0]["source"], line=rows[0].line)
    load.n_rows[newest.source.slug] = n_rows[load.label]
    older = {
        vintage: open_edition(source=newest.source, file=load.file, label=vintage, n_rows=n)
        for vintage, n in sorted(n_rows.items())
        if vintage != load.label
    }
    return {**older, load.label: newest}


# What else stands in a snapshot; the name of each column that we read stands with its indicator.
SNAPSHOT_UNREAD = (
    "mobile unique devices", "mobile web pageviews", "mobile app pageviews", "unique devices per editor",
    "majority mobile editors", "monthly nonbot edits", "visual edits", "all time content edits",
    "all time edits per content page", "edits per content page", "script direction", "project code", "language code",
    "language name", "domain name", "wiki name",
)  # fmt: skip


@loader(
    "wiki-comparison-snapshot",
    feeds=_("figures about communities, from a newer snapshot than the ones we ship"),
    files=("snapshot.csv",),
    source="wiki-comparison",
    order=80,
    embedded=False,
)
def load_snapshot(load: Load) -> None:
    """A snapshot as its publisher writes it, its month as the edition; wikis that are not known here are left out."""
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", load.label):
        name = load.path("snapshot.csv").name
        raise LoadError(name, expected="the month of the snapshot as its edition, such as 2024-01", got=load.label)
    indicators = Indicator.objects.filter(about=About.COMMUNITY).values_list("slug", "origin_column")
    theirs = {ours.replace("-", "_"): column for ours, column in indicators}
    columns = {"database code": text(required=True), **{column: number() for column in theirs.values()}}
    communities = _communities_of_wikis()
    year, month = (int(part) for part in load.label.split("-"))
    # The means are over the twelve months before the snapshot.
    year_of_means = year - 1 if month == 1 else year
    table = load.table("snapshot.csv", columns, key=("database code",), unread=SNAPSHOT_UNREAD)
    rows = [row for row in table if row["database code"] in communities]
    metrics = (
        Metrics(
            communities[row["database code"]],
            load.label,
            year_of_means,
            {ours: row[column] for ours, column in theirs.items()},
            row.line,
        )
        for row in rows
    )
    write_metrics(load, metrics, {load.label: load.edition()})


@dataclass(frozen=True)
class Metrics:
    """What one edition of the wiki comparison says about one community."""

    community_id: int
    vintage: str
    year: int
    values: Mapping[str, float | None]
    line: int

    def published(self, rates: Set[str]) -> Iterator[tuple[str, float]]:
        """The values that are known, by name; without ``rates`` about fewer than five people."""
        is_of_few = (self.values["monthly_editors"] or 0) < LEAST_PEOPLE
        newcomers_a_year = 12 * (self.values["monthly_new_active_editors"] or 0)
        for name, value in self.values.items():
            is_hidden = (name in rates and is_of_few) or (name == RETENTION and newcomers_a_year < LEAST_PEOPLE)
            if value is not None and not is_hidden:
                yield name, value


def write_metrics(load: Load, metrics: Iterable[Metrics], editions: Mapping[str, Edition]) -> None:
    """Store metrics as figures, and the newest number of active editors as each community's size."""
    indicators = Indicator.objects.filter(about=About.COMMUNITY).values_list("slug", "pk", "unit")
    ids = {name.replace("-", "_"): pk for name, pk, _unit in indicators}
    rates = {name.replace("-", "_") for name, _pk, unit in indicators if Unit(unit).is_rate}
    rows = [
        {
            "indicator_id": ids[name],
            "community_id": each.community_id,
            "vintage": each.vintage,
            "year": each.year,
            "value": value,
            "edition_id": editions[each.vintage].pk,
            "source_row": each.line,
        }
        for each in metrics
        for name, value in each.published(rates)
        if name in ids
    ]
    replace_figures(load, rows, about="community")
    set_sizes(_active_editors())


def _active_editors() -> dict[str, float | None]:
    """By community, from the newest vintage that counts them."""
    rows = Figure.objects.filter(indicator__slug=ACTIVE_EDITORS, community__isnull=False).order_by("vintage")
    return dict(rows.values_list("community__slug", "value"))


def replace_figures(load: Load, rows: list[dict[str, Any]], *, about: str) -> None:
    """Bring the vintages that the file states in line with it; figures of other vintages stay."""
    stated = {row["vintage"] for row in rows}
    within = Figure.objects.filter(vintage__in=stated, **{f"{about}__isnull": False})
    key = ("indicator_id", f"{about}_id", "year", "vintage")
    load.replace(Figure, rows, key=key, removed="delete", within=within)


@loader(
    "wiki-reader-territories",
    feeds=_("where wikis are read"),
    files=("wiki_reader_territories.csv",),
    order=80,
)
def load_reader_territories(load: Load) -> None:
    columns = {
        "wiki": known(_communities_of_wikis(), "a wiki", required=True),
        "territory": known(ids_of(Territory), "a territory", required=True),
        "pageviews_percent": integer(required=True, minimum=0, maximum=100),
        "year": YEAR,
        "source": slug(required=True),
    }
    table = load.table("wiki_reader_territories.csv", columns, key=("wiki", "territory", "year"))
    rows = (
        {
            "community_id": row["wiki"],
            "territory_id": row["territory"],
            "year": row["year"],
            "share": row["pageviews_percent"] / 100,
            **row.origin,
        }
        for row in table
    )
    load.replace(ReaderShare, rows, key=("community_id", "territory_id", "year"), removed="delete")


def vintage_of(edition: Edition) -> str:
    """What tells two editions of a source apart: the day it was published, else its name."""
    return edition.published_on.isoformat() if edition.published_on else edition.label[:20]


def _communities_of_wikis() -> dict[str, int]:
    return ids_of(Community.objects.filter(wiki__isnull=False), key="wiki__slug")
