"""Strokes and words as SVG. Places run along the width in per cent and down the height in pixels: letters keep
their size at any width. Colours come from classes alone, as the Content-Security-Policy wants.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from mutirao.base.charts.axis import Axis
from mutirao.base.charts.chart import Frame, Mark
from mutirao.base.charts.labels import NARROW_PX, SMALL_PX, Direction, plain, width_px, wrapped

# Room at both ends of an axis for half a dot, in per cent of the width.
MARGIN = 3.0
LINE_PX = 18
SMALL_LINE_PX = 16
WATERMARK_EVERY_PX = 140
WATERMARK_PX = 36

Edge = Literal["start", "end"]


def number(value: float) -> str:
    """A coordinate: two decimals are finer than a screen, and short."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def joined(parts: Iterable[str]) -> SafeString:
    """One piece of markup from parts whose words are escaped: a chart has hundreds, too many to ask each again."""
    return mark_safe("".join(parts))  # noqa: S308 - every part is safe already


def grouped(parts: Iterable[SafeString], *, title: str = "", css: str = "") -> SafeString:
    """Parts that belong together; ``title`` shows when a pointer rests on them."""
    css_class = f' class="{css}"' if css else ""
    said = f"<title>{conditional_escape(title)}</title>" if title else ""
    return joined((f"<g{css_class}>{said}", *parts, "</g>"))


@dataclass(frozen=True)
class Pen:
    """Draws for one reading direction: places 0 to 1 run from where the reader starts."""

    direction: Direction

    def across(self, place: float) -> str:
        percent = MARGIN + (100 - 2 * MARGIN) * place
        return number(percent if self.direction == "ltr" else 100 - percent) + "%"

    def text(self, words: str, y: float, *, at: Edge = "start", css: str = "") -> SafeString:
        """Words that begin or end at an edge of the drawing; ``y`` is their base line."""
        x = "0" if (at == "start") == (self.direction == "ltr") else "100%"
        return _text(words, x, y, at, css)

    def text_at(self, words: str, place: float, y: float, css: str = "") -> SafeString:
        """Words around a place; near an edge they turn inward, so that nothing is cut."""
        anchor = "start" if place < 0.12 else "end" if place > 0.88 else "middle"
        return _text(words, self.across(place), y, anchor, css)

    def heading(self, label: str, ending: str, top: float, css: str) -> tuple[list[SafeString], float]:
        """A row's name beside the word or number at its end, and where the next line begins."""
        (ending,) = wrapped(ending, NARROW_PX * 0.7, size_px=SMALL_PX, n_lines=1)
        lines = wrapped(label, NARROW_PX - width_px(ending) - 12)
        parts = [self.text(line, top + 14 + index * LINE_PX) for index, line in enumerate(lines)]
        parts.append(self.text(ending, top + 14, at="end", css=css))
        return parts, top + len(lines) * LINE_PX

    def line(self, start: float, end: float, y: float, css: str) -> SafeString:
        return _line(self.across(start), self.across(end), number(y), number(y), css)

    def tick(self, place: float, top: float, bottom: float, css: str) -> SafeString:
        x = self.across(place)
        return _line(x, x, number(top), number(bottom), css)

    def dot(self, place: float, y: float, radius: float, css: str = "") -> SafeString:
        return circle(self.across(place), y, radius, css)

    def dots(self, places: Iterable[float], y: float, radius: float) -> SafeString:
        """Dots of one size in one line."""
        size = f'cy="{number(y)}" r="{number(radius)}"'
        return joined(f'<circle cx="{self.across(place)}" {size}/>' for place in places)

    def bar(self, end: float, y: float, height: float, css: str) -> SafeString:
        """A bar from the start edge to ``end``; bars need no margin, their ends are square."""
        x = "0" if self.direction == "ltr" else number(100 - 100 * end) + "%"
        rectangle = '<rect class="{}" x="{}" y="{}" width="{}%" height="{}"/>'
        return format_html(rectangle, css, x, number(y), number(100 * end), number(height))

    def diamond(self, place: float, y: float, css: str) -> SafeString:
        # A nested svg, since a path knows no per cent.
        shape = '<svg x="{}" y="{}" overflow="visible"><path class="{}" d="M0-7 7 0 0 7-7 0Z"/></svg>'
        return format_html(shape, self.across(place), number(y), css)

    def axis(self, axis: Axis, y: float) -> SafeString:
        """The ticks of an axis in words, with their base line at ``y``."""
        written = axis.measure.written
        return joined(self.text_at(written(tick), axis.place(tick), y, "chart-small") for tick in axis.ticks)


def circle(x: str, y: float, radius: float, css: str = "") -> SafeString:
    css_class = f'class="{css}" ' if css else ""
    return joined((f'<circle {css_class}cx="{x}" cy="{number(y)}" r="{number(radius)}"/>',))


def _line(start: str, end: str, top: str, bottom: str, css: str) -> SafeString:
    return joined((f'<line class="{css}" x1="{start}" x2="{end}" y1="{top}" y2="{bottom}"/>',))


def _text(words: str, x: str, y: float, anchor: str, css: str) -> SafeString:
    css_class = f'class="{css}" ' if css else ""
    anchored = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return joined((f'<text {css_class}x="{x}" y="{number(y)}"{anchored}>{conditional_escape(words)}</text>',))


def picture(frame: Frame, summary: str, height: float, parts: Iterable[SafeString]) -> SafeString:
    """The drawing as one image with a title and a sentence, for eyes and for screen readers."""
    n_times = max(1, round(height / WATERMARK_EVERY_PX))
    middles = [height * (2 * index + 1) / (2 * n_times) for index in range(n_times)]
    # Under the drawing, often enough that no cut-out of a tall one is without it.
    return _image(frame, summary, "100%", height, [*(watermark(frame, middle) for middle in middles), *parts])


def small_picture(frame: Frame, summary: str, size: tuple[float, float], parts: Iterable[SafeString]) -> SafeString:
    """A drawing of fixed width and height, too dense to write under: the watermark stands at its foot."""
    width, height = size
    foot = watermark(frame, height + WATERMARK_PX / 2)
    height += WATERMARK_PX if foot else 0
    return _image(frame, summary, number(width), height, [*parts, foot])


def _image(frame: Frame, summary: str, width: str, height: float, parts: Iterable[SafeString]) -> SafeString:
    return format_html(
        '<svg class="chart" role="img" aria-labelledby="{key}-title {key}-summary" width="{width}" '
        'height="{height}" direction="{direction}"><title id="{key}-title">{title}</title>'
        '<desc id="{key}-summary">{summary}</desc>{parts}</svg>',
        key=frame.key,
        width=width,
        height=number(height),
        direction=frame.reading,
        title=plain(frame.title),
        summary=summary,
        parts=joined(parts),
    )


def watermark(frame: Frame, middle: float) -> SafeString:
    """The frame's watermark across the drawing, ``middle`` pixels from its top; nothing without one."""
    words = plain(frame.watermark)
    return _text(words, "50%", middle + 9, "middle", "chart-watermark") if words else SafeString("")


def value_class(value: float | None) -> str:
    """A known value stands out, an unknown one does not."""
    return "chart-small" if value is None else "chart-value"


def mark(parts: SafeString, meaning: str, *, width: int = 32) -> Mark:
    """A legend line whose sample is 24 px high."""
    sample = format_html('<svg class="chart" aria-hidden="true" width="{}" height="24">{}</svg>', width, parts)
    return Mark(sample, meaning)
