"""Estimates in the cells of a table, all on one axis: the words beside them are the table that a chart must have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from mutirao.base.charts.axis import Axis, Measure, axis_for, checked
from mutirao.base.charts.drawing import Pen, grouped, joined, number
from mutirao.base.charts.labels import Direction, plain
from mutirao.base.errors import InputError

HEIGHT_PX = 26
AXIS_PX = 18
# The watermark stands above the line, where it hides no dot.
WATERMARK_PX = 9


@dataclass(frozen=True)
class Spread:
    """A value with the interval that holds it; ``own_share`` (0 to 1) of it comes from people's own answers."""

    value: float
    low: float
    high: float
    own_share: float = 1.0

    def __post_init__(self) -> None:
        for name in ("value", "low", "high", "own_share"):
            checked(name, getattr(self, name))
        if not self.low <= self.value <= self.high:
            raise InputError("value", allowed=f"a number from {self.low} to {self.high}, its interval", got=self.value)
        if not 0 <= self.own_share <= 1:
            raise InputError("own_share", allowed="a share from 0 to 1", got=self.own_share)


@dataclass(frozen=True)
class Cells:
    """One drawing for each row, in their order, and the numbers of the axis that they share."""

    drawings: tuple[SafeString, ...]
    axis: SafeString


def interval_cells(
    rows: Sequence[Spread], measure: Measure, direction: Direction, *, watermark: str = "", names: Sequence[str] = ()
) -> Cells:
    """A dot on its interval for each row: solid as far as own answers carry it, pale where it is borrowed.

    ``names`` are what a screen reader says of each; without them the drawings are hidden from it.
    """
    if not rows:
        return Cells((), SafeString(""))
    pen = Pen(direction)
    axis = axis_for(measure, [end for row in rows for end in (row.low, row.high)], with_zero=True)
    frame = _frame(axis, pen, watermark)
    titles = names or [""] * len(rows)
    drawings = tuple(_drawing(row, title, axis, frame, pen) for row, title in zip(rows, titles, strict=True))
    return Cells(drawings, _picture([pen.axis(axis, 12)], AXIS_PX, "", direction))


def _frame(axis: Axis, pen: Pen, watermark: str) -> SafeString:
    """What is the same in each cell, drawn once."""
    middle = HEIGHT_PX / 2
    zero = pen.tick(axis.place(0), 2, HEIGHT_PX - 2, "chart-axis")
    words = pen.text_at(plain(watermark), 0.5, WATERMARK_PX, "chart-watermark") if watermark else SafeString("")
    return joined([words, pen.line(0, 1, middle, "chart-axis"), zero])


def _drawing(row: Spread, title: str, axis: Axis, frame: SafeString, pen: Pen) -> SafeString:
    middle = HEIGHT_PX / 2
    value, low, high = (axis.place(each) for each in (row.value, row.low, row.high))
    parts = [frame]
    if row.own_share < 1:
        parts.append(grouped([pen.line(low, high, middle, "chart-interval")], css="chart-borrowed"))
    if row.own_share > 0:
        start, end = (value - row.own_share * (value - low), value + row.own_share * (high - value))
        parts.append(pen.line(start, end, middle, "chart-interval chart-own-part"))
    dot = pen.dot(value, middle, 5.5, "chart-dot")
    parts.append(dot if row.own_share > 0 else grouped([dot], css="chart-borrowed"))
    return _picture(parts, HEIGHT_PX, title, pen.direction)


def _picture(parts: Sequence[SafeString], height: float, title: str, direction: Direction) -> SafeString:
    said = format_html('role="img" aria-label="{}"', plain(title)) if title else SafeString('aria-hidden="true"')
    size = f'width="100%" height="{number(height)}" direction="{direction}"'
    return joined((f'<svg class="chart chart-cell" {said} {size}>', *parts, "</svg>"))
