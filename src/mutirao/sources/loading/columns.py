"""What a column of a file may hold: one function per kind of value.

An empty cell means "not known": it reads as ``None``, as ``""`` in text and as ``[]`` in a list.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet

from mutirao.base.forms import WebAddress


@dataclass(frozen=True)
class Column:
    """``read`` turns the text of a cell that is not empty into its value; it raises ``ValueError`` when it cannot.

    With ``languages`` it stands for one header per language and reads as a ``Text``.
    """

    read: Callable[[str], Any]
    expected: str
    required: bool = False
    empty: Any = None
    languages: tuple[str, ...] = ()


def text(*, required: bool = False, matching: str = "", expected: str = "text") -> Column:
    """Text in Unicode normal form C, without white space around it; ``matching`` is a regular expression."""

    def read(cell: str) -> str:
        if matching and not re.fullmatch(matching, cell):
            raise ValueError(cell)
        return unicodedata.normalize("NFC", cell)

    return Column(read, expected, required, empty="")


def texts(*languages: str, required: bool = False) -> Column:
    """One text in several languages, ``name_en … name_hi``; by default all of the interface.

    The first language is the original; it is the one that ``required`` asks for.
    """
    codes = languages or tuple(code for code, _name in settings.LANGUAGES)
    return Column(text().read, "text", required, languages=codes)


def integer(*, required: bool = False, minimum: int | None = None, maximum: int | None = None) -> Column:
    """A whole number, written with digits only."""

    def read(cell: str) -> int:
        if not re.fullmatch(r"-?[0-9]{1,18}", cell):
            raise ValueError(cell)
        return _between(int(cell), minimum, maximum)

    return Column(read, "a whole number" + _range(minimum, maximum), required)


def number(*, required: bool = False, minimum: float | None = None, maximum: float | None = None) -> Column:
    """A number with a decimal point."""

    def read(cell: str) -> float:
        value = float(_plain(cell))
        if not math.isfinite(value):
            raise ValueError(cell)
        return _between(value, minimum, maximum)

    return Column(read, "a number" + _range(minimum, maximum), required)


def amount(*, required: bool = False) -> Column:
    """A sum of money, exact; nothing below zero."""

    def read(cell: str) -> Decimal:
        try:
            value = Decimal(_plain(cell))
        except InvalidOperation as error:
            raise ValueError(cell) from error
        if not value.is_finite():
            raise ValueError(cell)
        return _between(value, Decimal(0), None)

    return Column(read, "an amount of money", required)


def yes_no(*, required: bool = True) -> Column:
    def read(cell: str) -> bool:
        return {"yes": True, "no": False}[cell]

    return Column(read, "yes or no", required)


def date(*, required: bool = False) -> Column:
    """A day, YYYY-MM-DD."""

    def read(cell: str) -> dt.date:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", cell):
            raise ValueError(cell)
        return dt.date.fromisoformat(cell)

    return Column(read, "a date such as 2026-11-22", required)


def short_date(*, required: bool = False) -> Column:
    """A day, month or year, kept as text: YYYY-MM-DD, YYYY-MM or YYYY."""

    def read(cell: str) -> str:
        if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", cell):
            raise ValueError(cell)
        dt.date.fromisoformat(cell + "2000-01-01"[len(cell) :])
        return cell

    return Column(read, "a date such as 2026-11-22, 2026-11 or 2026", required, empty="")


def code(choices: type[Enum] | tuple[str, ...], *, required: bool = False) -> Column:
    """One of the values of an enum, or of a tuple."""
    allowed = choices if isinstance(choices, tuple) else tuple(str(member.value) for member in choices)

    def read(cell: str) -> str:
        if cell not in allowed:
            raise ValueError(cell)
        return cell

    return Column(read, "one of " + ", ".join(allowed), required, empty="")


def known(values: Mapping[str, Any], what: str, *, required: bool = False) -> Column:
    """A key of ``values``; reads as what stands behind it: ``known(ids_of(Territory), "a territory")``."""

    def read(cell: str) -> Any:
        return values[cell]

    return Column(read, f"{what} that is already loaded", required)


def list_of(item: Column, *, separator: str = ";", required: bool = False) -> Column:
    """Several values in one cell."""

    def read(cell: str) -> list[Any]:
        return [item.read(part.strip()) for part in cell.split(separator) if part.strip()]

    return Column(read, f"a list of {item.expected}, parted by {separator!r}", required, empty=())


def slug(*, required: bool = False) -> Column:
    return text(
        required=required, matching=r"[a-z0-9]+(-[a-z0-9]+)*", expected="lower case letters, digits and hyphens"
    )


def web_address(*, required: bool = False) -> Column:
    """The rule of forms holds for files too: what people may not type, no file brings in."""
    typed = WebAddress(max_length=1000)

    def read(cell: str) -> str:
        try:
            return str(typed.clean(cell))
        except ValidationError as error:
            raise ValueError(cell) from error

    return Column(read, "an address that begins with https:// or http://", required, empty="")


def ids_of(rows: type[Model] | QuerySet[Any], key: str = "slug") -> dict[str, int]:
    """The primary keys of rows that are loaded already, by their ``key``; one query."""
    found = rows if isinstance(rows, QuerySet) else rows._default_manager.all()
    return {str(name): pk for name, pk in found.values_list(key, "pk")}


def _plain(cell: str) -> str:
    # Python would take "1_000", " 7" and "Infinity" as well.
    if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?", cell):
        raise ValueError(cell)
    return cell


def _between[N: (int, float, Decimal)](value: N, minimum: N | None, maximum: N | None) -> N:
    if (minimum is not None and value < minimum) or (maximum is not None and value > maximum):
        raise ValueError(value)
    return value


def _range(minimum: float | None, maximum: float | None) -> str:
    if minimum is not None and maximum is not None:
        return f" from {minimum} to {maximum}"
    if minimum is not None:
        return f" of {minimum} or more"
    return f" of {maximum} or less" if maximum is not None else ""
