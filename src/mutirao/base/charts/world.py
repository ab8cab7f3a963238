"""The world as tiles of equal size: small territories stay as visible as large ones."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mutirao.base.charts.axis import Measure, checked
from mutirao.base.charts.chart import (
    Chart,
    Frame,
    Mark,
    Table,
    checked_address,
    empty_chart,
    highest_of,
    with_watermark,
)
from mutirao.base.charts.drawing import WATERMARK_PX, joined, mark, watermark
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


@dataclass(frozen=True)
class _Shown:
    """A tile as it is drawn and said: the square it uses, its amount as written, the words of its step."""

    tile: Tile
    look: str
    amount: str
    group: str = ""


def tile_world(tiles: Sequence[Tile], steps: Sequence[Step], measure: Measure, frame: Frame) -> Chart:
    """Every territory as a tile with its code; the amount as one of 2 to 5 ``steps``, by tone and by a mark.

    Raises ``InputError`` for steps that do not rise, an amount below the first, or two tiles at one place.
    """
    columns = (plain(frame.rows_are) or _("Territory"), plain(measure.name), pgettext("class of a map", "Group"))
    if not tiles:
        return empty_chart(frame, columns)
    _check_steps(steps)
    _check_places(tiles)
    shown = [_shown(tile, steps, measure) for tile in sorted(tiles, key=lambda tile: (tile.row, tile.column))]
    known = [(one.tile.amount, one.tile.name, one.amount) for one in shown if one.tile.amount is not None]
    summary = with_watermark(frame, highest_of(known, len(tiles), frame.reading))
    table = Table(plain(frame.title), columns, tuple(_cells(one) for one in sorted(shown, key=_largest_first)))
    return Chart(frame, _world(shown, steps, frame, summary), table, summary, tuple(_legend(steps, frame)))


def _check_steps(steps: Sequence[Step]) -> None:
    if not 2 <= len(steps) <= N_TONES:
        raise InputError("steps", allowed=f"2 to {N_TONES} steps", got=len(steps))
    least = [checked("steps", step.least) for step in steps]
    if any(later <= earlier for earlier, later in pairwise(least)):
        raise InputError("steps", allowed="amounts that rise from step to step", got=least)


def _check_places(tiles: Sequence[Tile]) -> None:
    taken = Counter[object]([*((tile.row, tile.column) for tile in tiles), *(tile.code for tile in tiles)])
    twice = [place_or_code for place_or_code, count in taken.items() if count > 1]
    if twice:
        raise InputError("tiles", allowed="one tile for each place and each code", got=twice)


def _shown(tile: Tile, steps: Sequence[Step], measure: Measure) -> _Shown:
    if tile.is_withheld:
        return _Shown(tile, "withheld", _("not published"))
    if tile.amount is None:
        return _Shown(tile, "unknown", measure.written(None))
    amount = checked("amount", tile.amount, measure)
    if amount < steps[0].least:
        raise InputError("amount", allowed=f"{steps[0].least:g} or more, the first step", got=amount)
    index = max(index for index, step in enumerate(steps) if step.least <= amount)
    return _Shown(tile, _tone(index, len(steps)), measure.written(amount), plain(steps[index].words))


def _tone(index: int, n_steps: int) -> str:
    """The name of a step's square: few steps spread over the whole ramp, "tone-1" to "tone-5"."""
    return f"tone-{1 + round(index * (N_TONES - 1) / (n_steps - 1))}"


def _world(shown: Sequence[_Shown], steps: Sequence[Step], frame: Frame, summary: str) -> SafeString:
    """An image if nothing in it leads anywhere, else a group: links inside an image are not heard."""
    width = max(one.tile.column for one in shown) + 1
    panels = [
        _panel(shown, first, min(PANEL_COLUMNS, width - first), frame) for first in range(0, width, PANEL_COLUMNS)
    ]
    return format_html(
        # A map keeps east on the right in every language.
        '<div class="chart-world" role="{}" aria-label="{}" dir="ltr"><svg width="0" height="0">{}</svg>{}</div>',
        "group" if any(one.tile.url for one in shown) else "img",
        f"{plain(frame.title)}. {summary}",
        _squares(steps, frame),
        joined(panels),
    )


def _panel(shown: Sequence[_Shown], first: int, n_columns: int, frame: Frame) -> SafeString:
    here = [one for one in shown if first <= one.tile.column < first + n_columns]
    if not here:
        return SafeString("")
    height = PITCH_PX * (1 + max(one.tile.row for one in here))
    tiles = joined(_drawn(one, first, frame) for one in here)
    foot = watermark(frame, height + WATERMARK_PX / 2)
    height += WATERMARK_PX if foot else 0
    return format_html(
        '<svg class="chart" width="{}" height="{}">{}{}</svg>', n_columns * PITCH_PX, height, tiles, foot
    )


def _squares(steps: Sequence[Step], frame: Frame) -> SafeString:
    """One square per look, drawn once and used by every tile; the mark at its foot grows with the step."""
    square = '<g id="{}-{}"><rect class="chart-tile chart-{}" width="24" height="24" rx="2"/>{}</g>'
    hatch = SafeString('<path class="chart-hatch" d="M0 12 12 0M0 24 24 0M12 24 24 12"/>')
    contents = {"unknown": SafeString(""), "withheld": hatch}
    for index in range(len(steps)):
        css = "chart-level chart-inverse" if index == len(steps) - 1 else "chart-level"
        length = round(18 * index / (len(steps) - 1))
        contents[_tone(index, len(steps))] = format_html('<path class="{}" d="M3 21h{}"/>', css, length)
    return joined(format_html(square, frame.key, look, look, content) for look, content in contents.items())


def _drawn(one: _Shown, first: int, frame: Frame) -> SafeString:
    tile = one.tile
    x, y = (tile.column - first) * PITCH_PX, tile.row * PITCH_PX
    inverse = ' class="chart-inverse"' if one.look == f"tone-{N_TONES}" else ""
    opening, closing = (f'<a href="{escape(tile.url)}">', "</a>") if tile.url else ("<g>", "</g>")
    words = escape(f"{isolated(tile.name, 'ltr')} ({tile.code}): {one.amount}")
    square = f'<use href="#{frame.key}-{one.look}" x="{x}" y="{y}"/>'
    code = f'<text{inverse} x="{x + TILE_PX // 2}" y="{y + 16}">{tile.code}</text>'
    return joined((opening, f"<title>{words}</title>", square, code, closing))


def _largest_first(one: _Shown) -> tuple[bool, bool, float, str]:
    """Then what is not known, then what is not published."""
    return one.tile.is_withheld, one.tile.amount is None, -(one.tile.amount or 0), one.tile.name


def _cells(one: _Shown) -> tuple[str, ...]:
    name = f"{plain(one.tile.name)} ({one.tile.code})"
    cell = format_html('<a href="{}">{}</a>', one.tile.url, name) if one.tile.url else name
    return cell, one.amount, one.group


def _legend(steps: Sequence[Step], frame: Frame) -> list[Mark]:
    meanings = {_tone(index, len(steps)): plain(step.words) for index, step in enumerate(steps)}
    meanings["unknown"] = _("not known")
    meanings["withheld"] = _("not published, to protect people")
    use = '<use href="#{}-{}"/>'
    return [mark(format_html(use, frame.key, look), meaning, width=TILE_PX) for look, meaning in meanings.items()]
