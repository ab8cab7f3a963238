"""The world as tiles of equal size: small territories stay as visible as large ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from mutirao.base.charts.axis import Measure, checked
from mutirao.base.charts.chart import (
    Chart,
    Frame,
    Mark,
    Table,
    checked_address,
    empty_chart,
    with_watermark,
)
from mutirao.base.charts.drawing import joined, mark, watermark
from mutirao.base.charts.labels import isolated, plain
from mutirao.base.errors import InputError

# A tile is 24 px: the smallest target a finger may be given (WCAG 2.2), and room for two letters of 12 px.
TILE_PX = 24
PITCH_PX = 25
# Panels of ten columns stand side by side on a wide screen and below each other on a narrow one.
PANEL_COLUMNS = 10
N_TONES = 5
LARGEST_GRID = 60


@dataclass(frozen=True)
class Tile:
    """A territory at its place in the grid (from 0); ``amount`` None is not known, ``is_withheld`` not published."""

    code: str
    name: str
    row: int
    column: int
    amount: float | None = None
    is_withheld: bool = False
    url: str = ""

    def __post_init__(self) -> None:
        if not re.fullmatch("[A-Z]{2}", self.code):
            raise InputError("code", allowed="two capital letters", got=self.code)
        for name, number in (("row", self.row), ("column", self.column)):
            if not 0 <= number < LARGEST_GRID:
                raise InputError(name, allowed=f"a whole number from 0 to {LARGEST_GRID - 1}", got=number)
        if self.is_withheld and self.amount is not None:
            raise InputError("amount", allowed="None where nothing may be published", got=self.amount)
        checked_address("url", self.url)


@dataclass(frozen=True)
class Step:
    """A step of the ramp: from the amount ``least`` up to the next step, and the words for it."""

    least: float
    words: str


def tile_world(tiles: Sequence[Tile], steps: Sequence[Step], measure: Measure, frame: Frame) -> Chart:
    """Every territory as a tile with its code; the amount as one of 2 to 5 ``steps``, by tone and by a mark.

    Raises ``InputError`` for steps that do not rise, an amount below the first, or two tiles at one place.
    """
    columns = (plain(frame.rows_are) or _("Territory"), plain(measure.name), _("Group"))
    if not tiles:
        return empty_chart(frame, columns)
    _check_steps(steps)
    _check_places(tiles)
    ranks = {tile.code: _rank(tile, steps, measure) for tile in tiles}
    summary = with_watermark(frame, _summary(tiles, measure, frame))
    table = Table(plain(frame.title), columns, tuple(_table_rows(tiles, steps, ranks, measure)))
    legend = tuple(_legend(steps, ranks, frame))
    return Chart(frame, _panels(tiles, steps, ranks, measure, frame, summary), table, summary, legend)


def _check_steps(steps: Sequence[Step]) -> None:
    if not 2 <= len(steps) <= N_TONES:
        raise InputError("steps", allowed=f"2 to {N_TONES} steps", got=len(steps))
    least = [checked("steps", step.least) for step in steps]
    if any(later <= earlier for earlier, later in pairwise(least)):
        raise InputError("steps", allowed="amounts that rise from step to step", got=least)


def _check_places(tiles: Sequence[Tile]) -> None:
    taken: dict[tuple[int, int], str] = {}
    codes: set[str] = set()
    for tile in tiles:
        place = (tile.row, tile.column)
        if place in taken or tile.code in codes:
            got = f"{tile.code} at {place}, after {taken.get(place, tile.code)}"
            raise InputError("tiles", allowed="one tile for each place and code", got=got)
        taken[place] = tile.code
        codes.add(tile.code)


def _rank(tile: Tile, steps: Sequence[Step], measure: Measure) -> int | None:
    """The number of the step an amount falls into, from 0; None without an amount."""
    if tile.amount is None:
        return None
    amount = checked("amount", tile.amount, measure)
    if amount < steps[0].least:
        raise InputError("amount", allowed=f"{steps[0].least:g} or more, the first step", got=amount)
    return max(index for index, step in enumerate(steps) if step.least <= amount)


def _look(tile: Tile, rank: int | None) -> str:
    """The name of the drawn square that a tile shows: "s0" to "s4", "unknown" or "withheld"."""
    if rank is not None:
        return f"s{rank}"
    return "withheld" if tile.is_withheld else "unknown"


def _said(tile: Tile, measure: Measure) -> str:
    return _("not published") if tile.is_withheld else measure.written(tile.amount)


def _panels(
    tiles: Sequence[Tile],
    steps: Sequence[Step],
    ranks: dict[str, int | None],
    measure: Measure,
    frame: Frame,
    summary: str,
) -> SafeString:
    """The drawing: image if nothing in it leads anywhere, else a group, since links inside an image are not heard."""
    width = max(tile.column for tile in tiles) + 1
    in_order = sorted(tiles, key=lambda tile: (tile.row, tile.column))
    panels = []
    for first in range(0, width, PANEL_COLUMNS):
        here = [tile for tile in in_order if first <= tile.column < first + PANEL_COLUMNS]
        drawn = [_tile(tile, ranks[tile.code], first, measure, frame, len(steps)) for tile in here]
        n_columns = min(PANEL_COLUMNS, width - first)
        height = PITCH_PX * (1 + max((tile.row for tile in here), default=-1))
        squares = _squares(steps, frame) if first == 0 else SafeString("")
        panel = '<svg class="chart" width="{}" height="{}">{}{}{}</svg>'
        ghost = watermark(frame, height)
        panels.append(format_html(panel, n_columns * PITCH_PX, height, squares, joined(drawn), ghost))
    role = "group" if any(tile.url for tile in tiles) else "img"
    # A map keeps east on the right in every language.
    box = '<div class="chart-world" role="{}" aria-label="{}" dir="ltr">{}</div>'
    return format_html(box, role, f"{plain(frame.title)}. {summary}", joined(panels))


def _squares(steps: Sequence[Step], frame: Frame) -> SafeString:
    """One square per look, drawn once and used by every tile."""
    square = '<g id="{}-{}"><rect class="chart-tile {}" width="24" height="24" rx="2"/>{}</g>'
    level = '<path class="chart-level{}" d="M3 21h{}"/>'
    drawn = []
    for index in range(len(steps)):
        tone = _tone(index, len(steps))
        length = round(18 * index / (len(steps) - 1))
        line = format_html(level, " chart-inverse" if tone == N_TONES else "", length) if length else ""
        drawn.append(format_html(square, frame.key, f"s{index}", f"chart-tone-{tone}", line))
    hatch = format_html('<path class="chart-hatch" d="M0 {0} {0} 0M0 24 24 0M{0} 24 24 {0}"/>', 12)
    drawn.append(format_html(square, frame.key, "unknown", "chart-unknown", ""))
    drawn.append(format_html(square, frame.key, "withheld", "chart-withheld", hatch))
    return format_html("<defs>{}</defs>", joined(drawn))


def _tone(index: int, n_steps: int) -> int:
    """1 to 5: few steps spread over the whole ramp."""
    return 1 + round(index * (N_TONES - 1) / (n_steps - 1))


def _tile(tile: Tile, rank: int | None, first: int, measure: Measure, frame: Frame, n_steps: int) -> SafeString:
    inverse = ' class="chart-inverse"' if rank is not None and rank == n_steps - 1 else ""
    x, y = (tile.column - first) * PITCH_PX, tile.row * PITCH_PX
    drawn = format_html(
        '<title>{} ({}): {}</title><use href="#{}-{}" x="{}" y="{}"/><text{} x="{}" y="{}">{}</text>',
        *(isolated(tile.name, "ltr"), tile.code, _said(tile, measure)),
        *(frame.key, _look(tile, rank), x, y),
        *(SafeString(inverse), x + 12, y + 16, tile.code),
    )
    if tile.url:
        return format_html('<a href="{}">{}</a>', tile.url, drawn)
    return format_html("<g>{}</g>", drawn)


def _table_rows(
    tiles: Sequence[Tile], steps: Sequence[Step], ranks: dict[str, int | None], measure: Measure
) -> list[tuple[str, ...]]:
    """Largest amount first, then what is not known, then what is not published."""
    rows = []
    for tile in sorted(tiles, key=lambda tile: (tile.is_withheld, tile.amount is None, -(tile.amount or 0), tile.name)):
        name = f"{plain(tile.name)} ({tile.code})"
        rank = ranks[tile.code]
        cell = format_html('<a href="{}">{}</a>', tile.url, name) if tile.url else name
        rows.append((cell, _said(tile, measure), "" if rank is None else plain(steps[rank].words)))
    return rows


def _summary(tiles: Sequence[Tile], measure: Measure, frame: Frame) -> str:
    known = [(tile.amount, tile) for tile in tiles if tile.amount is not None]
    if not known:
        return _("None of the %(all)s values is known.") % {"all": len(tiles)}
    amount, highest = max(known, key=lambda pair: pair[0])
    # Translators: %(known)s and %(all)s count the values of a chart.
    return _("Highest is %(name)s with %(value)s; known are %(known)s of %(all)s.") % {
        "name": isolated(highest.name, frame.reading),
        "value": measure.written(amount),
        "known": len(known),
        "all": len(tiles),
    }


def _legend(steps: Sequence[Step], ranks: dict[str, int | None], frame: Frame) -> list[Mark]:
    use = '<use href="#{}-{}"/>'
    marks = [
        mark(format_html(use, frame.key, f"s{index}"), plain(step.words), width=TILE_PX)
        for index, step in enumerate(steps)
    ]
    marks.append(mark(format_html(use, frame.key, "unknown"), _("not known"), width=TILE_PX))
    marks.append(mark(format_html(use, frame.key, "withheld"), _("not published, to protect people"), width=TILE_PX))
    return marks
