"""Showing text, names and numbers in the reader's language."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from mutirao.base import numbers
from mutirao.base.languages import direction, interface_language, language_name, territory_name
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
    return numbers.percent(share, "#,##0.#%")
