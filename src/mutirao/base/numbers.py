"""Numbers and dates as a reader writes them; each is worked out once, since pages repeat them in every row."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from babel.dates import format_date, format_skeleton
from babel.numbers import format_compact_decimal, format_decimal, format_percent

from mutirao.base.languages import interface_language, locale_for

N_KEPT = 16384
LEFT_TO_RIGHT = "\u200e"


def decimal(value: float, pattern: str | None = None) -> str:
    """``value`` in the reader's digits and grouping, by a pattern of CLDR or in the locale's own way."""
    # Equal numbers share what is kept: minus zero is written as zero.
    return _decimal(value or 0, pattern, interface_language())


def percent(share: float, decimals: str) -> str:
    """A share of 0 to 1 as a percentage; ``decimals`` continues the pattern: "" for none, ".#" for at most one."""
    return _percent(share or 0, decimals, interface_language())


def compact(value: float) -> str:
    """A large number in short: 1.2M."""
    return _compact(value or 0, interface_language())


def short_date(written: str) -> str:
    """A day, month or year, stored as ``2026-11-22``, ``2026-11`` or ``2026``, as exact as it is known."""
    return _short_date(written, interface_language())


@lru_cache(maxsize=N_KEPT)
def _short_date(written: str, language: str) -> str:
    if len(written) < 7:
        return written
    locale = locale_for(language)
    if len(written) == 7:
        return str(format_skeleton("yMMMM", dt.date.fromisoformat(f"{written}-01"), locale=locale))
    return str(format_date(dt.date.fromisoformat(written), "long", locale=locale))


@lru_cache(maxsize=N_KEPT)
def _decimal(value: float, pattern: str | None, language: str) -> str:
    locale = locale_for(language)
    size = str(format_decimal(abs(value), format=pattern, locale=locale))
    # What rounds to zero has no sign.
    if value >= 0 or size == format_decimal(0, format=pattern, locale=locale):
        return size
    written = str(format_decimal(value, format=pattern, locale=locale))
    # Right to left, the minus sign would end up behind its number.
    return f"{LEFT_TO_RIGHT}{written}" if locale.text_direction == "rtl" else written


@lru_cache(maxsize=N_KEPT)
def _percent(share: float, decimals: str, language: str) -> str:
    # French and Spanish put a space before the sign, Hindi groups by two: all but the decimals is the locale's own.
    locale = locale_for(language)
    whole = locale.percent_formats[None].pattern
    return str(format_percent(share, format=whole.replace("##0", f"##0{decimals}"), locale=locale))


@lru_cache(maxsize=N_KEPT)
def _compact(value: float, language: str) -> str:
    return str(format_compact_decimal(value, locale=locale_for(language), fraction_digits=1))
