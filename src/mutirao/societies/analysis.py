"""What the pages of societies draw and list, from rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from mutirao.base.charts import Bar, Chart, Frame, Measure, Step, Tile, bars, tile_world
from mutirao.evidence.queries import Latest
from mutirao.evidence.states import Dimension
from mutirao.movement.models import Territory
from mutirao.movement.names import folded
from mutirao.movement.states import Region
from mutirao.societies.models import Society

# A figure this old is said to be old.
OLD_AFTER_YEARS = 5
# Asking the model makes this table anew for each of 250 rows.
REGIONS = dict(Region.choices)


@dataclass(frozen=True)
class TerritoryRow:
    """A territory in the list; None is not known."""

    territory: Territory
    name: str
    n_languages: int
    n_without_wikipedia: int | None
    population: float | None
    population_year: int | None

    @property
    def region(self) -> str:
        return str(REGIONS.get(self.territory.region, self.territory.region))

    @property
    def address(self) -> str:
        return reverse("societies:territory", args=[self.territory.slug])


@dataclass(frozen=True)
class DatedFigure:
    """A figure with its age in years and whether that is much."""

    latest: Latest
    age_years: int

    @property
    def is_old(self) -> bool:
        return self.age_years >= OLD_AFTER_YEARS


def matching(rows: Iterable[TerritoryRow], *, q: str, region: str) -> list[TerritoryRow]:
    """Rows of ``region`` whose name here, English name or code holds ``q``; by region, then name."""
    wanted = folded(q)
    found = [
        row
        for row in rows
        if (not region or row.territory.region == region)
        and (
            wanted in folded(row.name)
            or wanted in folded(row.territory.name_en)
            or wanted == folded(row.territory.slug)
        )
    ]
    return sorted(found, key=lambda row: (not row.territory.region, row.region, folded(row.name)))


def world_of_languages(rows: Iterable[TerritoryRow]) -> Chart:
    """Where large languages wait for a Wikipedia."""
    tiles = [
        Tile(
            code=row.territory.slug,
            name=row.name,
            row=row.territory.tile_row - 1,
            column=row.territory.tile_column - 1,
            amount=row.n_without_wikipedia,
            url=row.address,
        )
        for row in rows
        if row.territory.tile_row and row.territory.tile_column
    ]
    steps = [
        Step(0, _("none")),
        Step(1, _("1")),
        Step(2, _("2 to 4")),
        Step(5, _("5 to 9")),
        Step(10, _("10 or more")),
    ]
    frame = Frame(
        key="world",
        title=_("Languages of 100,000 speakers or more without an open Wikipedia"),
        rows_are=_("Territory"),
        source=format_html(
            '<a href="{}">Unicode CLDR</a>, <a href="{}">Wikimedia</a>',
            reverse("sources:source", args=["unicode-cldr"]),
            reverse("sources:source", args=["wikimedia-canonical"]),
        ),
        procedure_url="#rule",
        when_empty=_("No territory is loaded on this server."),
    )
    return tile_world(tiles, steps, Measure(_("Languages without a Wikipedia")), frame)


def speakers_elsewhere(society: Society, others: Sequence[Society]) -> Chart:
    """This society's speakers beside those of the same language elsewhere."""
    known = [(each.speakers, each) for each in [society, *others] if each.speakers is not None]
    rows = [Bar(str(each.territory), n, str(each.year)) for n, each in sorted(known, key=lambda pair: -pair[0])]
    source = society.edition.source if society.edition else None
    frame = Frame(
        key="elsewhere-chart",
        title=_("Speakers by territory, the largest"),
        rows_are=_("Territory"),
        source=format_html('<a href="{}">{}</a>', source.get_absolute_url(), source.name) if source else "",
    )
    return bars(rows, Measure(_("Speakers"), is_logarithmic=True), frame)


def by_dimension(figures: Iterable[Latest], *, present_year: int) -> list[tuple[str, list[DatedFigure]]]:
    """Figures with their age, under the words for their dimension; dimensions without any are left out."""
    groups: dict[Dimension, list[DatedFigure]] = {}
    for latest in figures:
        groups.setdefault(latest.now.dimension, []).append(DatedFigure(latest, present_year - latest.now.year))
    return [(str(dimension.label), groups[dimension]) for dimension in Dimension if dimension in groups]
