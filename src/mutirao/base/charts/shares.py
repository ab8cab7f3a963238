"""A share of people as dots in a hundred."""

from __future__ import annotations

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from mutirao.base.charts.axis import Measure, checked
from mutirao.base.charts.chart import Chart, Frame, Table, empty_chart, with_watermark
from mutirao.base.charts.drawing import LINE_PX, Pen, circle, number, small_picture
from mutirao.base.charts.labels import NARROW_PX, Direction, plain, wrapped

N_COLUMNS = 20
PITCH_PX = 12.5


def dots_in_100(share: float | None, people: str, frame: Frame, *, decimals: int = 0) -> Chart:
    """A ``share`` from 0 to 1 as full dots among a hundred; ``people`` ends the sentence "37 in 100 …".

    Raises ``InputError`` for anything else than a share.
    """
    measure = Measure(_("Share"), decimals=decimals, is_share=True)
    columns = (frame.first_column, plain(measure.name))
    if share is None:
        return empty_chart(frame, columns)
    checked("share", share, measure)
    n_full = round(100 * share)
    pen = Pen(frame.reading)
    sentence = _sentence(share, n_full, plain(people))
    summary = with_watermark(frame, sentence)
    lines = wrapped(sentence, NARROW_PX)
    dots_px = 100 / N_COLUMNS * PITCH_PX
    classes = ["chart-full"] * n_full + ["chart-hollow"] * (100 - n_full)
    parts = [_dot(index, css, pen.direction) for index, css in enumerate(classes)]
    parts += [pen.text(line, dots_px + LINE_PX * (index + 1)) for index, line in enumerate(lines)]
    svg = small_picture(frame, summary, (NARROW_PX, dots_px + LINE_PX * len(lines) + 6), parts)
    return Chart(frame, svg, Table(plain(frame.title), columns, ((plain(people), measure.written(share)),)), summary)


def _sentence(share: float, n_full: int, people: str) -> str:
    if n_full == 0 and share > 0:
        return _("fewer than 1 in 100 %(people)s") % {"people": people}
    if n_full == 100 and share < 1:
        return _("more than 99 in 100 %(people)s") % {"people": people}
    # Translators: %(people)s ends the sentence, such as "speakers can write the language".
    return _("%(number)s in 100 %(people)s") % {"number": n_full, "people": people}


def _dot(index: int, css: str, direction: Direction) -> SafeString:
    x = (index % N_COLUMNS + 0.5) * PITCH_PX
    y = (index // N_COLUMNS + 0.5) * PITCH_PX
    return circle(number(x if direction == "ltr" else NARROW_PX - x), y, 4.5, css)
