"""What each kind of column takes."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import models

from mutirao.sources.loading import amount, code, date, integer, list_of, number, short_date, slug, text, web_address


class Size(models.TextChoices):
    BIG = "big", "Big"
    SMALL = "small", "Small"


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        (integer(), "-12", -12),
        (number(), "1e3", 1000.0),
        (number(), "-0.5", -0.5),
        (amount(), "12.50", Decimal("12.50")),
        (date(), "2026-02-28", dt.date(2026, 2, 28)),
        (short_date(), "2026", "2026"),
        (short_date(), "2026-11", "2026-11"),
        (short_date(), "2026-11-22", "2026-11-22"),
        (slug(), "sub-saharan-africa-2", "sub-saharan-africa-2"),
        (web_address(), "https://example.org/a?b=c", "https://example.org/a?b=c"),
        (code(Size), "small", "small"),
        (list_of(text(), separator="|"), "a | b||c", ["a", "b", "c"]),
    ],
)
def test_column_reads(column, cell, value):
    assert column.read(cell) == value


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        (integer(), "9" * 19),
        (integer(maximum=5), "6"),
        (number(), "Infinity"),
        (number(), "1,5"),
        (number(), "0x10"),
        (amount(), "-1"),
        (amount(), "NaN"),
        (date(), "2026-02-30"),
        (date(), "20260228"),
        (date(), "22.11.2026"),
        (short_date(), "2026-13"),
        (short_date(), "26"),
        (slug(), "Upper-Case"),
        (slug(), "-edge"),
        (web_address(), "javascript:alert(1)"),
        (web_address(), "ftp://example.org"),
        (web_address(), "https://example.org/ <script>"),
        (code(Size), "BIG"),
    ],
)
def test_column_refuses(column, cell):
    with pytest.raises((ValueError, KeyError)):
        column.read(cell)
