"""From the address or title of a page to the person it belongs to."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import unquote

from .errors import InputError
from .namespaces import CONTRIBUTIONS, PEOPLE, PROJECTS

# Marks that only turn the direction of writing; they ride along when a name is copied from a page.
BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
WITHOUT_BIDI = dict.fromkeys(map(ord, BIDI_CONTROLS))

_LONGEST_NAME = 255  # MediaWiki's own limit for a title, there in bytes
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z]{2,12}){0,2}")
_NOT_IN_NAMES = re.compile(r"[#<>\[\]{}|/\x00-\x1f\x7f\ufffd]")
_ARTICLE = re.compile(r"(?:https?:)?(?://[^/?#]+)?/(?:wiki|[a-z]{2}-[a-z]{2,4})/([^?#]+)")
_SCRIPT = re.compile(r"(?:(?:https?:)?//[^/?#]+)?/w/index\.php\?(?:[^#]*?&)?title=([^&#]+)")
_PARSOID = re.compile(r"\./([^?#]+)")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody a link leads to: the user name, and the prefix of another wiki if the link has one ("w:es").

    ``is_talk`` says that it leads to their talk page or contributions, whose words are no name.
    """

    name: str
    wiki: str | None
    is_talk: bool = field(default=False, compare=False)


def user_name(text: str) -> str | None:
    """The user name in MediaWiki's own spelling, or None where ``text`` cannot be one.

    Spaces for underscores, composed letters (NFC), a capital first, no marks that turn the direction of writing.
    Raises ``InputError`` if ``text`` is no string.
    """
    if not isinstance(text, str):
        raise InputError("text", allowed="a string", got=text)
    spaced = " ".join(unicodedata.normalize("NFC", text.translate(WITHOUT_BIDI)).replace("_", " ").split())
    if not spaced or len(spaced) > _LONGEST_NAME or _NOT_IN_NAMES.search(spaced):
        return None
    capital = spaced[0].upper()
    # MediaWiki leaves a letter alone whose capital is two letters (ß).
    return capital + spaced[1:] if len(capital) == 1 else spaced


def person_of_title(title: str) -> Person | None:
    """The person whose page, talk page, subpage or contributions a link target names; None for any other page.

    Knows the names of these pages in every language of the table, and prefixes of other wikis: ``User:X``,
    ``:pt:Usuária:X``, ``w:es:Usuario discusión:X``, ``Spezial:Beiträge/X``, ``User:X/signature``.
    """
    parts = title.split(":", 6)
    prefixes: list[str] = []
    for place, part in enumerate(parts[:-1]):
        key = _key(part)
        owned = _named(key, ":".join(parts[place + 1 :]))
        if owned is not None:
            name = user_name(owned)
            return None if name is None else Person(name, ":".join(prefixes) or None, is_talk=key not in _own_pages())
        if key and not _leads_to_a_wiki(key):
            return None
        prefixes += [key] if key else []
    return None


def person_of_address(address: str) -> Person | None:
    """As ``person_of_title``, for the address of a link in a page's HTML (old parser and Parsoid)."""
    for form in (_ARTICLE, _PARSOID, _SCRIPT):
        found = form.match(address)
        if found:
            return person_of_title(unquote(found[1]))
    return None


def _named(namespace: str, rest: str) -> str | None:
    """The part of a title that names the person, if the namespace is one that belongs to people."""
    if namespace in _people():
        return re.split(r"[/#]", rest, maxsplit=1)[0]
    if namespace in _special():
        page, _, name = rest.partition("/")
        return name.split("#")[0] if _key(page) in _contributions() else None
    return None


def _leads_to_a_wiki(key: str) -> bool:
    return key in PROJECTS or _LANGUAGE.fullmatch(key) is not None


def _key(name: str) -> str:
    plain = unicodedata.normalize("NFC", name[:80].translate(WITHOUT_BIDI))
    return " ".join(plain.replace("_", " ").split()).casefold()


def _keys(column: list[str]) -> frozenset[str]:
    return frozenset(_key(name) for names in column for name in names.split("|"))


@lru_cache(maxsize=1)
def _people() -> frozenset[str]:
    return _keys([names for pair in PEOPLE.values() for names in pair])


@lru_cache(maxsize=1)
def _own_pages() -> frozenset[str]:
    return _keys([page for page, _ in PEOPLE.values()])


@lru_cache(maxsize=1)
def _special() -> frozenset[str]:
    return _keys([special for special, _ in CONTRIBUTIONS.values()])


@lru_cache(maxsize=1)
def _contributions() -> frozenset[str]:
    return _keys([page for _, page in CONTRIBUTIONS.values()])
