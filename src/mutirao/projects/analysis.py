"""Where projects are, as tiles."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mutirao.base.charts import Chart, Frame, Measure, Step, Tile, tile_world


def world_of_projects(territories: Iterable[Any]) -> Chart:
    """How many projects each territory has that we know of; rows of ``queries.territories_with_projects``."""
    tiles = [_tile(each) for each in territories if each.tile_row and each.tile_column]
    steps = [Step(0, _("none known")), Step(1, _("1")), Step(2, _("2 to 4")), Step(5, _("5 or more"))]
    frame = Frame(
        key="world",
        title=_("Projects known to us, by territory"),
        rows_are=_("Territory"),
        procedure_url="#rule",
        when_empty=_("No territory is loaded on this server."),
    )
    return tile_world(tiles, steps, Measure(_("Projects")), frame)


def _tile(territory: Any) -> Tile:
    n = territory.n_projects
    return Tile(
        code=territory.slug,
        name=str(territory),
        row=territory.tile_row - 1,
        column=territory.tile_column - 1,
        # Where people need protection, "none" would say as much as a number.
        amount=None if territory.is_protected and not n else n,
        is_withheld=territory.is_protected and not n,
        url=f"{reverse('projects:projects')}?territory={territory.slug}" if n else "",
    )
