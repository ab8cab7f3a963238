"""Amounts side by side: horizontal bars, each with its value, year and source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from mutirao.base.charts.axis import Axis, Measure, axis_for, checked
from mutirao.base.charts.chart import Chart, Frame, Mark, Table, empty_chart, highest_of, with_watermark
from mutirao.base.charts.drawing import SMALL_LINE_PX, Pen, grouped, mark, picture, value_class
from mutirao.base.charts.labels import NARROW_PX, SMALL_PX, isolated, plain, wrapped
from mutirao.base.errors import InputError

BAR_PX = 12
GAP_PX = 12


@dataclass(frozen=True)
class Bar:
    """An amount of 0 or more, with its year and source; None is not known."""

    label: str
    value: float | None
    year: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        if self.value is not None and checked("value", self.value) < 0:
            raise InputError("value", allowed="0 or more: a bar starts at 0", got=self.value)

    @property
    def origin(self) -> str:
        return ", ".join(part for part in (plain(self.year), plain(self.source)) if part)


def bars(rows: Sequence[Bar], measure: Measure, frame: Frame) -> Chart:
    """A bar from 0 for each amount, with its value, year and source written beside it.

    Raises ``InputError`` for a value that the axis of ``measure`` cannot show.
    """
    columns = (frame.first_column, plain(measure.name), _("Year"), _("Source"))
    if not rows:
        return empty_chart(frame, columns)
    values = [checked("rows", row.value, measure) for row in rows if row.value is not None]
    axis = axis_for(measure, values, with_zero=True) if values else None
    pen = Pen(frame.reading)
    parts: list[SafeString] = []
    height = 0.0
    for row in rows:
        part, height = _row(row, height, measure, axis, pen)
        parts.append(part)
    known = [(row.value, row.label, measure.written(row.value)) for row in rows if row.value is not None]
    summary = with_watermark(frame, highest_of(known, len(rows), pen.direction))
    table = Table(plain(frame.title), columns, tuple(_cells(row, measure) for row in rows))
    return Chart(frame, picture(frame, summary, height, parts), table, summary, _legend(measure))


def _row(row: Bar, y: float, measure: Measure, axis: Axis | None, pen: Pen) -> tuple[SafeString, float]:
    written = measure.written(row.value)
    parts, y = pen.heading(plain(row.label), written, y, value_class(row.value))
    y += 2
    if axis and row.value is not None:
        parts.append(pen.bar(1, y, BAR_PX, "chart-rail"))
        parts.append(pen.bar(axis.place(row.value), y, BAR_PX, "chart-bar"))
        y += BAR_PX + 2
    for line in wrapped(row.origin, NARROW_PX, size_px=SMALL_PX) if row.origin else []:
        parts.append(pen.text(line, y + 12, css="chart-small"))
        y += SMALL_LINE_PX
    return grouped(parts, title=_sentence(row, measure, pen)), y + GAP_PX


def _cells(row: Bar, measure: Measure) -> tuple[str, ...]:
    return (plain(row.label), measure.written(row.value), plain(row.year), plain(row.source))


def _sentence(row: Bar, measure: Measure, pen: Pen) -> str:
    words = {"name": isolated(row.label, pen.direction), "value": measure.written(row.value)}
    if not row.origin:
        return _("%(name)s: %(value)s") % words
    return _("%(name)s: %(value)s (%(origin)s)") % {**words, "origin": isolated(row.origin, pen.direction)}


def _legend(measure: Measure) -> tuple[Mark, ...]:
    meaning = plain(measure.name)
    if measure.is_logarithmic:
        meaning = _("%(measure)s; each equal step means ten times more") % {"measure": meaning}
    return (mark(Pen("ltr").bar(1, 6, BAR_PX, "chart-bar"), meaning),)
