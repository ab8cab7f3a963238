"""What goes around a drawing and what comes out: the frame a caller gives, the chart a page shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from mutirao.base.charts.labels import Direction, isolated, plain
from mutirao.base.errors import InputError

# "//" and "/\" would lead to another host, other schemes could run script.
_ADDRESS = re.compile(r"(?:/(?![/\\])|https?://|[?#])[^\s\"'<>\\]*")


def checked_address(argument: str, url: str) -> str:
    """``url``, if it is empty or leads to a page; else ``InputError``."""
    if url and not _ADDRESS.fullmatch(url):
        raise InputError(argument, allowed="a path on this site or an http(s) address", got=url)
    return url


@dataclass(frozen=True)
class Frame:
    """What every chart is told about its place on the page.

    ``key`` is unique on the page and starts every id. ``rows_are`` heads the first column of the table ("Skill").
    ``summary`` is one sentence for who does not see the drawing; empty, it is made from the data. ``source`` and
    ``when_empty`` may be safe HTML. ``watermark`` is drawn inside; ``direction`` is the page's unless given.
    """

    key: str
    title: str
    rows_are: str = ""
    summary: str = ""
    source: str = ""
    procedure_url: str = ""
    when_empty: str = ""
    watermark: str = ""
    direction: Direction | None = None

    def __post_init__(self) -> None:
        if not re.fullmatch("[a-z][a-z0-9-]*", self.key):
            raise InputError("key", allowed="small letters, digits and hyphens, a letter first", got=self.key)
        if self.direction not in (None, "ltr", "rtl"):
            raise InputError("direction", allowed='"ltr", "rtl" or None', got=self.direction)
        checked_address("procedure_url", self.procedure_url)

    @property
    def reading(self) -> Direction:
        """The direction in which the chart is read."""
        return self.direction or ("rtl" if get_language_bidi() else "ltr")

    @property
    def first_column(self) -> str:
        return plain(self.rows_are) or _("Name")


@dataclass(frozen=True)
class Table:
    """The numbers of a chart as words; the first cell of a row is its name. Cells may be safe HTML."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def body(self) -> SafeString:
        """The rows as HTML: a template would take ten times as long for the hundreds of cells of a world."""
        heads = [conditional_escape(column) for column in self.columns[1:]]
        return mark_safe("\n".join(_row(row, heads) for row in self.rows))  # noqa: S308 - escaped cell by cell


def _row(row: Sequence[str], heads: Sequence[str]) -> str:
    cells = "".join(
        f'<td data-label="{head}"><bdi>{conditional_escape(cell)}</bdi></td>' if cell else "<td></td>"
        for head, cell in zip(heads, row[1:], strict=True)
    )
    return f'<tr><th scope="row"><bdi>{conditional_escape(row[0])}</bdi></th>{cells}</tr>'


@dataclass(frozen=True)
class Mark:
    """One line of the legend: a sample of what is drawn, and what it means."""

    sample: SafeString
    meaning: str


@dataclass(frozen=True)
class Chart:
    """A drawing (safe HTML), the same numbers as a table, the legend and one sentence that says it all."""

    frame: Frame
    svg: SafeString
    table: Table
    summary: str
    legend: tuple[Mark, ...] = ()


def with_watermark(frame: Frame, summary: str) -> str:
    """The sentence for who does not see the drawing: the caller's or ours, after the watermark that is drawn."""
    sentence = plain(frame.summary) or summary
    return f"{plain(frame.watermark)}: {sentence}" if frame.watermark else sentence


def empty_chart(frame: Frame, columns: Sequence[str]) -> Chart:
    """No box without content: a sentence in place of the drawing, and no table."""
    sentence = frame.when_empty or _("Nothing is known here yet.")
    table = Table(plain(frame.title), tuple(columns), ())
    return Chart(frame, format_html('<p class="chart-empty">{}</p>', sentence), table, str(sentence))


def highest_of(known: Sequence[tuple[float, str, str]], n_all: int, direction: Direction) -> str:
    """The sentence of a chart of ``n_all`` values, from the (value, name, value as written) of those known."""
    if not known:
        return _("None of the %(all)s values is known.") % {"all": n_all}
    _value, name, written = max(known, key=lambda one: one[0])
    # Translators: %(known)s and %(all)s count the values of a chart.
    sentence = _("Highest is %(name)s with %(value)s; known are %(known)s of %(all)s.")
    return sentence % {"name": isolated(name, direction), "value": written, "known": len(known), "all": n_all}
