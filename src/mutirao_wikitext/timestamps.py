"""The time stamps of signatures, read and written in the languages of the wikis."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from babel.dates import format_datetime

from .date_formats import (
    DIGITS,
    FORMS,
    INDIAN_STANDARD_TIME,
    IST,
    ORDINARY,
    YEARS_AHEAD,
    ZONES,
    base_language,
    check_language,
    fold,
    locale_of,
    month_numbers,
)
from .errors import InputError, check_text
from .names import WITHOUT_BIDI

LONGEST_TEXT = 4_000_000

_WINDOW = 90  # characters before the zone; the longest form has about sixty
_ZONE = re.compile(r"\(([^()\n]{2,24})\)")
_OFFSET = re.compile(r"(?:UTC|GMT)?([+\u2212-])(\d{1,2}):?(\d{2})?")
_MARKS = r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]*"
_TIME = rf"(?<!\d)(?P<hour>\d{{1,2}}){_MARKS}[:.h時]{_MARKS}(?P<minute>\d{{2}})(?!\d)"
# A stamp is a time and a date in either order, then the zone. The date's numbers are a day and a year in either
# order; the month is a word somewhere between, or a third number. That covers every form that MediaWiki ships.
_FORMS = [
    re.compile(form)
    for form in (
        rf"{_TIME}(?P<p>\D{{1,30}})(?P<a>\d{{1,4}})(?P<q>\D{{1,40}})(?P<b>\d{{1,4}})(?P<r>\D{{0,14}})\Z",
        rf"(?<!\d)(?P<a>\d{{1,4}})(?P<p>\D{{1,40}})(?P<b>\d{{1,4}})(?P<q>\D{{1,40}}){_TIME}(?P<r>\D{{0,14}})\Z",
        rf"{_TIME}\D{{1,30}}(?P<a>\d{{1,4}})\D{{1,15}}(?P<month>\d{{1,2}})\D{{1,15}}(?P<b>\d{{1,4}})\D{{0,14}}\Z",
        rf"(?<!\d)(?P<a>\d{{1,4}})\D{{1,15}}(?P<month>\d{{1,2}})\D{{1,15}}(?P<b>\d{{1,4}})\D{{1,20}}{_TIME}\D{{0,14}}\Z",
    )
]


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time stamp in a text: where it starts and ends, and its moment in UTC."""

    start: int
    end: int
    moment: datetime


def parse_timestamp(text: str, *, language: str) -> datetime | None:
    """The moment, in UTC, of the first time stamp in ``text``; None if there is none that is a real date.

    ``language`` is the language of the wiki the stamp comes from ("en", "pt-br", "zh"); English months are understood
    beside it, and the digits of every script. The stamp ends with its zone: ``(UTC)``, ``(CEST)``, ``(+07)``.

    Raises ``InputError`` if ``text`` is no string or too long, or ``language`` cannot be a language code.
    """
    check_text("text", text, longest=LONGEST_TEXT)
    return next((stamp.moment for stamp in stamps(text, check_language(language))), None)


def timestamp_in(language: str, moment: datetime) -> str:
    """``moment`` as a wiki of that language writes it in a signature, in UTC: "12:00, 22 November 2026 (UTC)".

    The form is MediaWiki's; names of months and weekdays are CLDR's, which for a few short names differ from it.

    Raises ``InputError`` if ``moment`` has no time zone or ``language`` cannot be a language code.
    """
    code = check_language(language)
    if not isinstance(moment, datetime) or moment.tzinfo is None or not 1000 < moment.year < 9000:
        raise InputError("moment", allowed="a time with its zone, in the years 1001 to 8999", got=moment)
    moment, base, locale = moment.astimezone(UTC), base_language(code), locale_of(code)
    written = FORMS.get(base, ORDINARY).format(
        H=f"{moment:%H}",
        i=f"{moment:%M}",
        j=moment.day,
        n=moment.month,
        Y=f"{moment.year + YEARS_AHEAD.get(base, 0):04}",
        F=format_datetime(moment, "MMMM", locale=locale),
        M=format_datetime(moment, "MMM", locale=locale),
        D=format_datetime(moment, "EEEEE", locale=locale),
    )
    return f"{written.translate(str.maketrans('0123456789', DIGITS.get(base, '0123456789')))} (UTC)"


def stamps(text: str, language: str) -> Iterator[Stamp]:
    """Every time stamp of ``text``, in order; ``language`` is a code that ``check_language`` passed."""
    done = 0
    for zone in _ZONE.finditer(text):
        minutes = _minutes_east(zone[1], language)
        if minutes is None:
            continue
        start = max(done, zone.start() - _WINDOW)
        found = _moment(_with_plain_digits(text[start : zone.start()]), language)
        if found is not None:
            offset, local = found
            done = zone.end()
            yield Stamp(start + offset, done, (local - timedelta(minutes=minutes)).replace(tzinfo=UTC))


def _minutes_east(zone: str, language: str) -> int | None:
    name = " ".join(zone.translate(WITHOUT_BIDI).split()).upper()
    if name == "IST":
        return IST.get(base_language(language), INDIAN_STANDARD_TIME)
    offset = _OFFSET.fullmatch(_with_plain_digits(name))
    if offset:
        minutes = int(offset[2]) * 60 + int(offset[3] or 0)
        return minutes if offset[1] == "+" else -minutes
    return ZONES.get(name)


def _moment(window: str, language: str) -> tuple[int, datetime] | None:
    """Where the stamp that ends with ``window`` begins in it, and the local time it states."""
    for form in _FORMS:
        found = form.search(window)
        if not found:
            continue
        parts = found.groupdict()
        month = int(parts["month"]) if "month" in parts else _month(parts["p"], parts["q"], parts["r"], language)
        year, day = (parts["a"], parts["b"]) if len(parts["a"]) == 4 else (parts["b"], parts["a"])
        local = _date(int(year), month, int(day), int(parts["hour"]), int(parts["minute"]), language)
        if local is not None and len(year) == 4:
            return found.start(), local
    return None


def _date(year: int, month: int | None, day: int, hour: int, minute: int, language: str) -> datetime | None:
    ahead = YEARS_AHEAD.get(base_language(language), 0)
    if month is None or not 1000 < year < 9000:
        return None
    try:
        # A year of our own era may stand on such a wiki too: nobody signs five centuries from now.
        return datetime(year - ahead if year > 2400 else year, month, day, hour, minute)
    except ValueError:
        return None


def _month(before: str, between: str, after: str, language: str) -> int | None:
    """The month whose name stands in the gaps around a date's numbers.

    A whole word first, with up to four letters of an ending; then a word that begins as just one month does, since
    wikis shorten and inflect names in their own ways; then a name inside a longer word, where scripts join them.
    """
    names = month_numbers(language)
    gaps = fold(f"{between} | {before} | {after}".translate(WITHOUT_BIDI))
    whole, inside = _name_patterns(language)
    found = whole.search(gaps)
    if found:
        return names[found[1]]
    for word in re.findall(r"[^\W\d_]{3,}", gaps):
        beginning = {number for name, number in names.items() if name.startswith(word[:5])}
        if len(beginning) == 1:
            return beginning.pop()
    found = inside.search(gaps)
    return names[found[0]] if found else None


@lru_cache(maxsize=64)
def _name_patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    names = sorted(month_numbers(language), key=len, reverse=True)
    whole = "|".join(map(re.escape, names))
    long = "|".join(re.escape(name) for name in names if len(name) > 3 or (len(name) == 3 and not name.isascii()))
    return re.compile(rf"(?<!\w)({whole})(?!\w{{5}})"), re.compile(long)


def _with_plain_digits(text: str) -> str:
    """``text``, as long as it was, with 0 to 9 for the digits of every script."""
    return text if text.isascii() else "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text)
