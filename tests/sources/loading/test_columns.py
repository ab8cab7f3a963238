"""What each kind of column takes."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.db import models
from tests.architecture.tree import PACKAGE

from mutirao.sources.errors import LoadError
from mutirao.sources.loading import (
    Table,
    amount,
    code,
    date,
    integer,
    list_of,
    number,
    short_date,
    slug,
    text,
    web_address,
)


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
        (web_address(), "JavaScript:alert(1)//https://example.org"),
        (web_address(), "data:text/html,https://example.org"),
        (web_address(), "ftp://example.org"),
        (web_address(), "https://"),
        (web_address(), "https:///example.org"),
        (web_address(), "https://example.org/\u202egpj.exe"),
        (web_address(), f"https://example.org/{'a' * 1000}"),
        (web_address(), "https://example.org/ <script>"),
        (code(Size), "BIG"),
    ],
)
def test_column_refuses(column, cell):
    with pytest.raises((ValueError, KeyError)):
        column.read(cell)


def test_every_loader_reads_addresses_by_this_rule():
    modules = [*PACKAGE.glob("*/loading.py"), *PACKAGE.glob("*/loading/*.py")]
    columns = [found for path in modules for found in re.findall(r'"(\w*url)": (\w+)\(', path.read_text())]
    assert len(columns) > 5
    assert {kind for _name, kind in columns} == {"web_address"}


def test_an_address_that_runs_script_is_one_error_with_its_place(tmp_path):
    file = tmp_path / "pages.csv"
    file.write_text("name,url\nGood,https://example.org/\nBad,javascript:alert(1)\n")
    with pytest.raises(LoadError) as refused:
        list(Table(file, {"name": text(), "url": web_address()}))
    assert all(part in str(refused.value) for part in ("pages.csv", "3", "url", "https://", "javascript:alert(1)"))
