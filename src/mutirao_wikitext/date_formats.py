"""How the wikis of each language write a date: the order of its parts, the names of months, digits, zones."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from .errors import InputError

ENGLISH = "en"
ORDINARY = "{H}:{i}, {j} {F} {Y}"

# The default form of a signature's time in MediaWiki, by language. H hour, i minute, j day, n month as a number,
# F its name, M its short name, Y year, D shortest name of the weekday. Every other language: ORDINARY.
FORMS: dict[str, str] = {
    language: form
    for form, languages in {
        "{H}:{i}، {j} {F} {Y}": "ar arz",
        "{H}:{i}، {j}ی {F} {Y}": "ckb",
        "{H}:{i}، {j} {F} {Y}ء": "ur",
        "{j} {F} {Y}، ساعت {H}:{i}": "fa mzn",
        "{H}:{i} {j} {M} {Y}": "an ast es qu",
        "{H}:{i}, {j}. {M} {Y}": "bar de lb nds",
        "{H}:{i}, {j} {M} {Y}": "ca eo io it pl scn vec",
        "{H}:{i}, {j}. {F} {Y}": "sk sl",
        "{H}:{i}, {j}. {F} {Y}.": "hr sr",
        "{H}:{i}, {j}-{F} {Y}": "uz",
        "{H}:{i}, {Y} ж. {F} {j}": "kk",
        "{H}:{i}, ngày {j} tháng {n} năm {Y}": "vi",
        "{H}h{i}min de {j} de {F} de {Y}": "pt",
        "{H}.{i}, {j} {F} {Y}": "tr",
        "{j} {F} {Y} {H}.{i}": "id jv su",
        "{j} {F} {Y} {H}:{i}": "ro sq",
        "{j} {F} {Y} à {H}:{i}": "fr ht wa",
        "{j} {F} {Y} kl. {H}.{i}": "sv",
        "{j} {F} de {Y} a {H}.{i}": "oc",
        "{j} de {F} de {Y} ás {H}:{i}": "gl",
        "{j} {M} {Y} {H}:{i}": "nl",
        "{j} {M} {Y}, {H}.{i}": "fy",
        "{j} {M} {Y} da {H}:{i}": "br",
        "{j}. {M} {Y}, {H}:{i}": "da",
        "{j}. {M} {Y} kl. {H}:{i}": "fo no",
        "{j}. {F} {Y} kl. {H}:{i}": "is nn",
        "{j}. {F} {Y}, kell {H}:{i}": "et",
        "{j}. {F} {Y} kello {H}.{i}": "fi",
        "{j}. {F} {Y}, {H}:{i}": "hsb",
        "{j}. {n}. {Y}, {H}:{i}": "cs",
        "{Y}. {F} {j}., {H}:{i}": "hu",
        "{Y}. gada {j}. {F}, plkst. {H}.{i}": "lv",
        "{Y}年{n}月{j}日 ({D}) {H}:{i}": "ja zh",
        "{Y}年{n}月{j}號 ({D}) {H}:{i}": "yue",
        "{Y}년 {n}월 {j}일 ({D}) {H}:{i}": "ko",
    }.items()
    for language in languages.split()
}

# Wikis that write the digits of their own script.
DIGITS = {
    "bn": "০১২৩৪৫৬৭৮৯",
    "ckb": "٠١٢٣٤٥٦٧٨٩",
    "fa": "۰۱۲۳۴۵۶۷۸۹",
    "mr": "०१२३४५६७८९",
}

# Years of another era on the wiki's clock.
YEARS_AHEAD = {"th": 543}

# Minutes east of Greenwich. Historic zones that no wiki can have stamped are left out.
ZONES: dict[str, int] = {
    "UTC": 0,
    "GMT": 0,
    "ت ع م": 0,
    "ইউটিসি": 0,
    "WET": 0,
    "WEST": 60,
    "BST": 60,
    "CET": 60,
    "MEZ": 60,
    "CEST": 120,
    "MESZ": 120,
    "EET": 120,
    "EEST": 180,
    "IDT": 180,
    "MSK": 180,
    "WIB": 420,
    "ICT": 420,
    "KST": 540,
    "JST": 540,
}
# One abbreviation, three countries: Ireland's summer, Israel's winter, India.
INDIAN_STANDARD_TIME = 330
IST = {"ga": 60, "he": 120}

# Wiki codes that CLDR knows under another name, or whose months are those of a neighbour.
_KNOWN_AS = {
    "als": "gsw",
    "arz": "ar",
    "azb": "fa",
    "be-x-old": "be-tarask",
    "map-bms": "jv",
    "mzn": "fa",
    "no": "nb",
    "sco": "en",
    "sh": "sr-latn",
    "simple": "en",
    "tl": "fil",
    "zh-yue": "yue",
}

# Month names that wikis write and CLDR has not; each with its number.
_MORE_MONTHS: dict[str, str] = {
    "ckb": "تەممووز=7 کانوونی یەکەم=12",
    "fr": "fév=2 juill=7",
    "la": "ianuarii=1 februarii=2 martii=3 aprilis=4 maii=5 iunii=6 iulii=7 augusti=8 septembris=9 octobris=10 "
    "novembris=11 decembris=12",
}

_CODE = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8}){0,3}")


def check_language(language: str) -> str:
    """The code in lower case with hyphens; raises ``InputError`` for what cannot be a language code."""
    if not isinstance(language, str) or not _CODE.fullmatch(language):
        raise InputError("language", allowed="a language code such as en, pt-br or zh-hans", got=language)
    return language.lower().replace("_", "-")


def base_language(language: str) -> str:
    """The language of the tables above for a code: ``pt-br`` is written as ``pt``, ``nb`` as ``no``."""
    whole = {"nb": "no", "fil": "tl", "zh-yue": "yue"}.get(language, language)
    return whole if whole in FORMS else whole.split("-")[0]


@lru_cache(maxsize=256)
def locale_of(language: str) -> Locale:
    """CLDR's data for a language; English where it has none."""
    code = _KNOWN_AS.get(language, language)
    for candidate in (code, code.split("-")[0]):
        try:
            return Locale.parse(candidate, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse(ENGLISH)


@lru_cache(maxsize=64)
def month_numbers(language: str) -> dict[str, int]:
    """Every name of a month in the language and in English, folded as ``fold`` does, with the month's number."""
    names: dict[str, int] = {}
    # Later ones win: the page's own language over English.
    for locale in (Locale.parse(ENGLISH), locale_of(language)):
        for context in ("stand-alone", "format"):
            for width in ("abbreviated", "wide"):
                for number, name in locale.months[context][width].items():
                    names[fold(name)] = number
    for entry in re.findall(r"[^=]+=\d+", _MORE_MONTHS.get(language, "")):
        name, number = entry.split("=")
        names[fold(name)] = int(number)
    return {name: number for name, number in names.items() if not name.isdecimal()}


def fold(text: str) -> str:
    """``text`` as months are compared: composed, without case, full stops and outer spaces."""
    return unicodedata.normalize("NFC", text).casefold().replace(".", "").strip()
