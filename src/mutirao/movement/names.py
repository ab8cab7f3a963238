"""What languages, wikis and communities are called in the six languages, and how names are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from django.conf import settings

from mutirao.base.languages import language_name, locale_for, territory_name
from mutirao.base.text import Text

# Letters that do not come apart into a plain letter and an accent, and that people type in either way; apostrophes
# and joiners that they leave out.
_LETTERS = str.maketrans("øłđðħıŋىیکة", "olddhinييكه", "'’‘ʼʻʿʾ`´ـ\u200c\u200d\u00ad")
_PAIRS = {"æ": "ae", "œ": "oe", "þ": "th"}
# Both spellings of a nasal before a consonant are common in Hindi: हिन्दी, हिंदी.
_NASAL = re.compile("[ङञणनम]\u094d(?=[क-ह])")
# Marks that are letters rather than accents: signs that join Indic consonants, the voicing of kana.
_KEPT_MARKS = {0, 8, 9}


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """``text`` as names are compared: without case, accents, apostrophes and repeated spaces."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)
    for letter, pair in _PAIRS.items():
        plain = plain.replace(letter, pair)
    apart = unicodedata.normalize("NFD", plain)
    bare = "".join(letter for letter in apart if unicodedata.combining(letter) in _KEPT_MARKS)
    return " ".join(_NASAL.sub("\u0902", unicodedata.normalize("NFC", bare)).split())


def cldr_name(tag: str, within: str) -> str:
    """The name that CLDR has for exactly this language in the language ``within``; empty if it has none."""
    return str(locale_for(within).languages.get(tag.replace("-", "_")) or "")


def name_of_language(tag: str, within: str) -> str:
    """The name of exactly this language in the language ``within``, else in English; empty if CLDR has none."""
    shown = language_name(tag, within)
    return "" if shown == tag else shown


def script_name(code: str, within: str) -> str:
    """The name of an ISO 15924 script, else its code."""
    return str(locale_for(within).scripts.get(code) or locale_for("en").scripts.get(code) or code)


def sort_names(name: Text) -> dict[str, str]:
    """What to sort by for a reader of each language; for the others the original, under ``source``."""
    return {"source": folded(name.original), **{language: folded(text) for language, text in name.texts.items()}}


def names_of_language(tag: str, *also: str) -> set[str]:
    """Everything by which somebody may look for a language: its tag, its names in the six languages, ``also``.

    Those of the wider language too: who looks for English finds Simple English.
    """
    wider = tag.partition("-")[0]
    named = {name_of_language(each, within) for each in (tag, wider) for within in _languages()}
    return {tag, *named, *also} - {""}


def names_of_territory(code: str, name_en: str) -> set[str]:
    return {name_en, *(territory_name(code, within) for within in _languages())}


def search_text(words: Iterable[str]) -> str:
    """One line to look in: each of ``words`` once, folded; no match runs from one into the next."""
    return "\n".join(sorted({folded(word) for word in words if word}))


def _languages() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]
