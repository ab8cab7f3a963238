"""Names, directions and nearest matches of languages, from CLDR through Babel and langcodes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import langcodes
from babel import Locale, UnknownLocaleError
from django.conf import settings
from django.utils.translation import get_language
from langcodes.tag_parser import LanguageTagError

RIGHT_TO_LEFT_SCRIPTS = frozenset({"Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm", "Rohg", "Mand", "Samr"})
# CLDR calls a distance below 25 close enough to read without a shock; above, another language serves no better
# than the source text.
NEAR_ENOUGH = 25


def interface_language() -> str:
    """The language of the present page, BCP 47."""
    return get_language() or settings.LANGUAGE_CODE


@lru_cache(maxsize=4096)
def direction(language: str) -> str:
    """``rtl`` or ``ltr``, from the language's likely script."""
    try:
        script = langcodes.get(language).maximize().script
    except LanguageTagError:
        return "ltr"
    return "rtl" if script in RIGHT_TO_LEFT_SCRIPTS else "ltr"


@lru_cache(maxsize=256)
def locale_for(language: str) -> Locale:
    """Babel's locale for a BCP 47 tag, English where CLDR has none."""
    try:
        return Locale.parse(langcodes.standardize_tag(language), sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def language_name(language: str, within: str | None = None) -> str:
    """The name of ``language`` in the language ``within`` (the interface's by default); the tag itself if unknown."""
    # What is kept must not depend on the page that asked first.
    return _language_name(language, within or interface_language())


@lru_cache(maxsize=16384)
def _language_name(language: str, within: str) -> str:
    """From Babel: langcodes would load names in all languages, 270 MB, and calls Serbo-Croatian "Serbian (Latin)"."""
    code, *parts = language.split("-")
    for names in (locale_for(within), Locale("en")):
        if whole := names.languages.get("_".join([code, *parts])):
            return str(whole) if code != "und" else language
        details = [
            names.scripts.get(part) or names.territories.get(part) or names.variants.get(part.upper()) for part in parts
        ]
        if code in names.languages and all(details):
            return f"{names.languages[code]} ({', '.join(map(str, details))})"
    return language


def territory_name(territory: str, within: str | None = None) -> str:
    """The name of an ISO 3166 territory in the reader's language; the code itself if CLDR has none."""
    return _territory_name(territory, within or interface_language())


@lru_cache(maxsize=16384)
def _territory_name(territory: str, within: str) -> str:
    names = locale_for(within).territories
    return names.get(territory) or Locale("en").territories.get(territory) or territory


@lru_cache(maxsize=16384)
def _nearest(wanted: str, available: tuple[str, ...]) -> str | None:
    if wanted in available:
        return wanted
    try:
        found = langcodes.closest_supported_match(wanted, list(available), max_distance=NEAR_ENOUGH)
    except LanguageTagError:
        # What a reader's address or browser asks for need not be a tag at all.
        return None
    return found if found in available else None


def nearest(wanted: str, available: Iterable[str]) -> str | None:
    """The member of ``available`` that a reader of ``wanted`` reads best, or None (CLDR language matching)."""
    return _nearest(wanted, tuple(sorted(available)))
