"""Estimates one below the other on a shared axis: a dot with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from mutirao.base.charts.axis import Axis, Measure, axis_for, checked
from mutirao.base.charts.chart import Chart, Frame, Mark, Table, empty_chart, highest_of, with_watermark
from mutirao.base.charts.drawing import SMALL_LINE_PX, Pen, grouped, joined, mark, picture
from mutirao.base.charts.labels import NARROW_PX, SMALL_PX, isolated, plain, wrapped
from mutirao.base.errors import InputError

BAND_PX = 22
GAP_PX = 8


@dataclass(frozen=True)
class Estimate:
    """A value with the interval that holds it and the word for how sure we are; without a value it is not known.

    ``is_borrowed`` says that similar communities lent it: these people's own answers were too few.
    """

    label: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    tier: str = ""
    is_borrowed: bool = False

    def __post_init__(self) -> None:
        numbers = {"value": self.value, "low": self.low, "high": self.high}
        for name, number in numbers.items():
            if (number is None) != (self.value is None):
                raise InputError(name, allowed="a value with both ends of its interval, or none of them", got=number)
            if number is not None:
                checked(name, number)
        if self.known and not self.known[1] <= self.known[0] <= self.known[2]:
            raise InputError("value", allowed=f"a number from {self.low} to {self.high}, its interval", got=self.value)

    @property
    def known(self) -> tuple[float, float, float] | None:
        """Value, low and high."""
        if self.value is None or self.low is None or self.high is None:
            return None
        return self.value, self.low, self.high


def dot_interval(rows: Sequence[Estimate], measure: Measure, frame: Frame, *, level: float = 0.9) -> Chart:
    """Each estimate as a dot on the line that holds it ``level`` of the time: filled from own answers, hollow borrowed.

    Raises ``InputError`` for a value that the axis of ``measure`` cannot show.
    """
    columns = (frame.first_column, plain(measure.name), _("From"), _("To"), _("How sure"), _("Based on"))
    if not 0 < level < 1:
        raise InputError("level", allowed="more than 0 and less than 1", got=level)
    if not rows:
        return empty_chart(frame, columns)
    numbers = [checked("rows", number, measure) for row in rows if row.known for number in row.known]
    axis = axis_for(measure, numbers) if numbers else None
    known = [(row.known[0], row.label, _written(row.known, measure)) for row in rows if row.known]
    summary = with_watermark(frame, highest_of(known, len(rows), frame.reading))
    parts, height = _rows(rows, measure, axis, Pen(frame.reading))
    table = Table(plain(frame.title), columns, tuple(_cells(row, measure) for row in rows))
    return Chart(frame, picture(frame, summary, height, parts), table, summary, _legend(rows, level))


def _rows(rows: Sequence[Estimate], measure: Measure, axis: Axis | None, pen: Pen) -> tuple[list[SafeString], float]:
    parts: list[SafeString] = []
    y = 0.0
    for row in rows:
        sureness = plain(row.tier) if row.known else _("not known")
        words, y = pen.heading(plain(row.label), sureness, y, "chart-small")
        band = SafeString("")
        if axis and row.known:
            band = _dot(row.known, axis, pen, y + BAND_PX / 2)
            y += BAND_PX
        css = "chart-borrowed" if row.is_borrowed else ""
        parts.append(grouped([*words, band], title=_sentence(row, measure, pen), css=css))
        y += GAP_PX
    if axis is None:
        return parts, y
    name = wrapped(plain(measure.name), NARROW_PX, size_px=SMALL_PX)
    foot = [pen.text(line, y + (2 + index) * SMALL_LINE_PX - 4, css="chart-small") for index, line in enumerate(name)]
    return [*parts, pen.axis(axis, y + 12), *foot], y + (1 + len(name)) * SMALL_LINE_PX + 4


def _dot(known: tuple[float, float, float], axis: Axis, pen: Pen, y: float) -> SafeString:
    value, low, high = (axis.place(number) for number in known)
    ticks = [pen.tick(axis.place(tick), y - 4, y + 4, "chart-axis") for tick in axis.ticks]
    if axis.low < 0 < axis.high:
        ticks.append(pen.tick(axis.place(0), y - 8, y + 8, "chart-zero"))
    interval = pen.line(low, high, y, "chart-interval")
    return joined([pen.line(0, 1, y, "chart-axis"), *ticks, interval, pen.dot(value, y, 5.5, "chart-dot")])


def _basis(row: Estimate) -> str:
    if not row.known:
        return ""
    return _("similar communities") if row.is_borrowed else _("own answers")


def _cells(row: Estimate, measure: Measure) -> tuple[str, ...]:
    if not row.known:
        return (plain(row.label), _("not known"), "", "", "", "")
    return (plain(row.label), *(measure.written(number) for number in row.known), plain(row.tier), _basis(row))


def _sentence(row: Estimate, measure: Measure, pen: Pen) -> str:
    label = isolated(row.label, pen.direction)
    if not row.known:
        return _("%(name)s: not known") % {"name": label}
    sureness = ", ".join(part for part in (isolated(row.tier, pen.direction), _basis(row)) if part)
    # Translators: an estimate with its interval, then how sure it is and what it is based on.
    sentence = _("%(name)s: %(value)s, %(sureness)s")
    return sentence % {"name": label, "value": _written(row.known, measure), "sureness": sureness}


def _written(known: tuple[float, float, float], measure: Measure) -> str:
    value, low, high = (measure.written(number) for number in known)
    # Translators: an estimate and the interval that holds it.
    return _("%(value)s (%(low)s to %(high)s)") % {"value": value, "low": low, "high": high}


def _legend(rows: Sequence[Estimate], level: float) -> tuple[Mark, ...]:
    pen = Pen("ltr")
    sample = joined([pen.line(0, 1, 12, "chart-interval"), pen.dot(0.5, 12, 5.5, "chart-dot")])
    borrowed = grouped([sample], css="chart-borrowed")
    known = {row.is_borrowed for row in rows if row.known}
    marks = []
    if False in known:
        marks.append(mark(sample, _("from own answers")))
    if True in known:
        marks.append(mark(borrowed, _("borrowed from similar communities")))
    if known:
        line = pen.line(0, 1, 12, "chart-interval")
        # Translators: %(times)s is a number such as 90; a value lies on the drawn line that often.
        marks.append(mark(line, _("where the value lies %(times)s times in 100") % {"times": round(100 * level)}))
    return tuple(marks)
