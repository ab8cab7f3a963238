"""Headings of an XLSForm: which column, in which language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import langcodes
from babel import Locale
from langcodes.tag_parser import LanguageTagError

from mutirao.base.languages import language_name

# As tools and older versions of the standard write them.
ALIASES = {
    "relevance": "relevant",
    "relevent": "relevant",
    "calculate": "calculation",
    "caption": "label",
    "list name": "list_name",
    "constraint message": "constraint_message",
    "constraint_msg": "constraint_message",
    "required message": "required_message",
    "read_only": "readonly",
    "read only": "readonly",
    "command": "type",
    "value": "name",
    "tag": "name",
    "repeat count": "repeat_count",
    "choice filter": "choice_filter",
    "bind::relevant": "relevant",
    "bind::required": "required",
    "bind::constraint": "constraint",
    "bind::calculate": "calculation",
    "bind::jr:constraintmsg": "constraint_message",
    "bind::jr:requiredmsg": "required_message",
    "control::appearance": "appearance",
}
TRANSLATED = frozenset({"label", "hint", "constraint_message", "required_message", "guidance_hint"})
_IN_BRACKETS = re.compile(r"\(\s*([A-Za-z0-9-]{2,35})\s*\)\s*$")


def column_of(heading: str) -> tuple[str, str]:
    """(column, what stands after ``::``): ``("label", "Français (fr)")``; other headings as they are, in lower case."""
    base, _sign, rest = heading.partition("::")
    if not rest and ":" in heading and heading.partition(":")[0].strip().lower() in TRANSLATED:
        base, _sign, rest = heading.partition(":")
    base, rest = base.strip().lower(), rest.strip()
    whole = f"{base}::{rest.lower()}" if rest else base
    if whole in ALIASES:
        return ALIASES[whole], ""
    return ALIASES.get(base, base), rest


def language_tag(written: str) -> str | None:
    """The BCP 47 tag of a language as a heading names it: ``Français (fr)``, ``fr``, ``French``; None if unknown."""
    in_brackets = _IN_BRACKETS.search(written)
    candidate = in_brackets[1] if in_brackets else written.strip()
    if (named := _names().get(written.strip().casefold())) is not None:
        return named
    try:
        tag = langcodes.standardize_tag(candidate.replace("_", "-"))
        is_valid = langcodes.tag_is_valid(tag)
    except LanguageTagError:
        return None
    return tag if is_valid else None


def stand_in(written: str, taken: Iterable[str]) -> str:
    """A private tag for a language that nobody could name."""
    slug = re.sub("[^a-z0-9]", "", written.casefold())[:8] or "other"
    return next(tag for n in range(1, 100) if (tag := f"x-{slug[:6]}{n if n > 1 else ''}") not in set(taken))


@cache
def _names() -> dict[str, str]:
    """Names of languages in English, French, Spanish, Portuguese, Arabic and Hindi, and in themselves."""
    names: dict[str, str] = {}
    for within in ("en", "fr", "es", "pt", "ar", "hi"):
        for code, name in Locale(within).languages.items():
            names.setdefault(str(name).casefold(), str(code).replace("_", "-"))
    for code in map(str, Locale("en").languages):
        if len(code) == 2:
            names.setdefault(language_name(code, code).casefold(), code)
    return names
