"""One community among comparable ones: a strip of dots for each figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from mutirao.base.charts.axis import Measure, axis_for, checked
from mutirao.base.charts.chart import Chart, Frame, Mark, Table, empty_chart, with_watermark
from mutirao.base.charts.drawing import SMALL_LINE_PX, Pen, grouped, joined, mark, picture, value_class
from mutirao.base.charts.labels import isolated, plain

BAND_PX = 24
GAP_PX = 14


@dataclass(frozen=True)
class Strip:
    """One figure: what it measures, the ``values`` of comparable communities, and the ``highlight`` among them.

    The highlighted value is not one of ``values``; None is not known. Raises ``InputError`` for a value that the
    axis cannot show, such as a negative one on a logarithmic axis.
    """

    measure: Measure
    values: Sequence[float]
    highlight: float | None = None

    def __post_init__(self) -> None:
        for value in self.values:
            checked("values", value, self.measure)
        if self.highlight is not None:
            checked("highlight", self.highlight, self.measure)

    @property
    def ordered(self) -> list[float]:
        return sorted(self.values)


def strip(rows: Sequence[Strip], highlighted: str, frame: Frame) -> Chart:
    """For each figure the others as dots, their median as a tick, the community ``highlighted`` as a diamond."""
    columns = (
        plain(frame.rows_are) or _("Figure"),
        plain(highlighted),
        _("Median of the others"),
        _("Lowest"),
        _("Highest"),
        _("Others compared"),
        _("All values of the others, from low to high"),
    )
    shown = [row for row in rows if row.values or row.highlight is not None]
    if not shown:
        return empty_chart(frame, columns)
    pen = Pen(frame.reading)
    parts: list[SafeString] = []
    height = 0.0
    for row in rows:
        part, height = _row(row, height, highlighted, pen)
        parts.append(part)
    sentences = [_sentence(row, highlighted, pen) for row in rows]
    summary = with_watermark(frame, "; ".join(sentences))
    table = Table(plain(frame.title), columns, tuple(_cells(row) for row in rows))
    return Chart(frame, picture(frame, summary, height, parts), table, summary, _legend(rows, highlighted))


def _row(row: Strip, y: float, highlighted: str, pen: Pen) -> tuple[SafeString, float]:
    written = row.measure.written(row.highlight)
    parts, y = pen.heading(plain(row.measure.name), written, y, value_class(row.highlight))
    parts.append(_band(row, pen, y + BAND_PX / 2))
    y += BAND_PX
    parts.append(_foot(row, pen, y + 12))
    return grouped(parts, title=_sentence(row, highlighted, pen)), y + SMALL_LINE_PX + GAP_PX


def _band(row: Strip, pen: Pen, y: float) -> SafeString:
    numbers = row.ordered if row.highlight is None else [*row.ordered, row.highlight]
    line = pen.line(0, 1, y, "chart-axis")
    if not numbers:
        return line
    axis = axis_for(row.measure, numbers)
    parts = [line, grouped([pen.dots(map(axis.place, row.ordered), y, 4)], css="chart-others")]
    if row.values:
        parts.append(pen.tick(axis.place(median(row.values)), y - 9, y + 9, "chart-median"))
    if row.highlight is not None:
        parts.append(pen.diamond(axis.place(row.highlight), y, "chart-own"))
    return joined(parts)


def _foot(row: Strip, pen: Pen, y: float) -> SafeString:
    """Lowest, median and highest as words: at fixed places, since at their own they would cover each other."""
    if not row.values:
        return pen.text(_("nothing to compare with yet"), y, css="chart-small")
    written = row.measure.written
    middle = _("median %(value)s") % {"value": written(median(row.values))}
    return joined(
        [
            pen.text(written(row.ordered[0]), y, css="chart-small"),
            pen.text_at(middle, 0.5, y, "chart-small"),
            pen.text(written(row.ordered[-1]), y, at="end", css="chart-small"),
        ]
    )


def _cells(row: Strip) -> tuple[str, ...]:
    written = row.measure.written
    own = (plain(row.measure.name), written(row.highlight))
    if not row.values:
        return (*own, "", "", "", "0", "")
    ordered = row.ordered
    return (*own, written(median(ordered)), written(ordered[0]), written(ordered[-1]), str(len(ordered)), _every(row))


def _every(row: Strip) -> str:
    """All values from low to high; those that are written alike once, with their number."""
    times = Counter(row.measure.written(value) for value in row.ordered)
    # Translators: in a list of values, one that several communities share: "12 (3 times)".
    repeated = _("%(value)s (%(times)s times)")
    each = [repeated % {"value": value, "times": count} if count > 1 else value for value, count in times.items()]
    return "; ".join(each)


def _sentence(row: Strip, highlighted: str, pen: Pen) -> str:
    words = {
        "figure": isolated(row.measure.name, pen.direction),
        "name": isolated(highlighted, pen.direction),
        "value": row.measure.written(row.highlight),
        "number": len(row.values),
        "median": row.measure.written(median(row.values)) if row.values else "",
    }
    if not row.values:
        return _("%(figure)s: %(name)s %(value)s, nothing to compare with yet") % words
    return _("%(figure)s: %(name)s %(value)s, median of the others %(median)s (compared: %(number)s)") % words


def _legend(rows: Sequence[Strip], highlighted: str) -> tuple[Mark, ...]:
    pen = Pen("ltr")
    marks = [mark(pen.diamond(0.5, 12, "chart-own"), plain(highlighted))]
    if any(row.values for row in rows):
        marks.append(mark(grouped([pen.dot(0.5, 12, 4)], css="chart-others"), _("a comparable community")))
        marks.append(mark(pen.tick(0.5, 3, 21, "chart-median"), _("median: half lie below, half above")))
    if any(row.measure.is_logarithmic and row.values for row in rows):
        names = ", ".join(plain(row.measure.name) for row in rows if row.measure.is_logarithmic)
        line = pen.line(0, 1, 12, "chart-axis")
        marks.append(mark(line, _("each equal step means ten times more: %(figures)s") % {"figures": names}))
    return tuple(marks)
