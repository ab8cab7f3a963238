"""Showing text, names and numbers in the reader's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from babel.dates import format_date, format_time
from babel.lists import format_list
from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from mutirao.base import numbers
from mutirao.base.languages import direction, interface_language, language_name, locale_for, territory_name
from mutirao.base.text import Text

register = template.Library()


@register.simple_tag
def text(value: Text, *, mark: bool = True) -> SafeString:
    """The text for the reader; in another language it carries ``lang`` and ``dir``, and says when it is outdated."""
    shown = value.shown()
    if not shown.is_fallback:
        return format_html("{}", shown.text)
    html = format_html('<span lang="{}" dir="{}">{}</span>', shown.language, shown.direction, shown.text)
    if mark and shown.is_outdated:
        # Translators: mark beside a translation whose original has changed since.
        html = format_html('{} <span class="tag">{}</span>', html, gettext("older translation"))
    return html


@register.filter
def language(code: str) -> str:
    """The name of a language in the reader's language."""
    return language_name(code, interface_language())


@register.filter
def languages(codes: Iterable[str]) -> str:
    """The names of languages in the reader's language, in the order given."""
    return comma().join(language_name(code) for code in codes)


@register.filter
def territory(code: str) -> str:
    """The name of a territory in the reader's language."""
    return territory_name(code, interface_language())


@register.filter
def text_direction(code: str) -> str:
    return direction(code)


@register.filter
def number(value: Any) -> str:
    """A number in the reader's digits and grouping, at most two decimals below 100; unknown is said."""
    if value is None:
        return gettext("not known")
    rounded = round(value) if abs(value) >= 100 else round(value, 2)
    return numbers.decimal(rounded)


@register.filter
def compact(value: Any) -> str:
    """A large number in short: 1.2M; unknown is said."""
    if value is None:
        return gettext("not known")
    return numbers.compact(value)


@register.filter
def percent(share: float | None) -> str:
    """A share of 0 to 1 as a percentage; unknown is said."""
    if share is None:
        return gettext("not known")
    return numbers.percent(share, ".#")


@register.filter(expects_localtime=True)
def day(value: dt.date | None) -> str:
    """A date, or the date of a moment in the reader's zone: CLDR's month names, since Django's have misspellings."""
    return "" if value is None else str(format_date(value, "long", locale=locale_for(interface_language())))


@register.filter(expects_localtime=True)
def moment(value: dt.datetime | None) -> str:
    """Day, time and the name of the zone that both are in."""
    if value is None:
        return ""
    time = format_time(value, "short", locale=locale_for(interface_language()))
    # Translators: a moment, as in "5 November 2026, 13:04 UTC".
    return gettext("%(day)s, %(time)s %(zone)s") % {"day": day(value), "time": time, "zone": value.tzname()}


@register.simple_tag
def comma() -> str:
    """What stands between items that are links or marked; plain words are ``listed``."""
    # Translators: between the items of a list. Keep the space; Arabic has a comma of its own.
    return pgettext("between items", ", ")


@register.simple_tag
def colon() -> str:
    """What stands between a label and what it says of, where either is marked up: French has a space before it."""
    return gettext("%(name)s: %(value)s") % {"name": "", "value": ""}


@register.filter
def listed(items: Iterable[Any]) -> str:
    """Words as a sentence lists them: a, b and c."""
    return str(format_list([str(item) for item in items], locale=locale_for(interface_language())))


@register.filter
def short_date(written: str) -> str:
    """A day, month or year as it is stored (``2026-11-22``, ``2026-11``, ``2026``), as exact as it is known."""
    return numbers.short_date(written)


@register.filter
def exact(value: Any) -> str:
    """A sum of money with every cent that is stated."""
    return numbers.decimal(value)
