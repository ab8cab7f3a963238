"""Where communities say they work, as a world of tiles."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mutirao.base.charts import Chart, Frame, Measure, Step, Tile, tile_world
from mutirao.movement import queries
from mutirao.movement.models import Territory


@dataclass(frozen=True)
class Whereabouts:
    """``n_known`` territories that a public community declares, of ``n_all``; protected ones are in neither number."""

    chart: Chart
    n_known: int
    n_all: int


def whereabouts() -> Whereabouts:
    """Public communities by declared territory; protected territories are not published. Two queries."""
    counts = queries.n_by_territory()
    territories = [each for each in Territory.objects.all() if each.tile_row and each.tile_column]
    tiles = [_tile(territory, counts.get(territory.slug)) for territory in territories]
    steps = [
        Step(1, ngettext("%(n)s community", "%(n)s communities", 1) % {"n": 1}),
        Step(2, _("%(low)s to %(high)s") % {"low": 2, "high": 4}),
        Step(5, _("%(low)s and more") % {"low": 5}),
    ]
    frame = Frame(key="where", title=_("Communities that say they work there"), rows_are=_("Territory"))
    chart = tile_world(tiles, steps, Measure(_("Communities")), frame)
    return Whereabouts(chart, len(counts), sum(not each.is_protected for each in territories))


def _tile(territory: Territory, n: int | None) -> Tile:
    return Tile(
        code=territory.slug,
        name=str(territory),
        row=(territory.tile_row or 1) - 1,
        column=(territory.tile_column or 1) - 1,
        amount=n,
        is_withheld=territory.is_protected,
        url=territory.get_absolute_url(),
    )
