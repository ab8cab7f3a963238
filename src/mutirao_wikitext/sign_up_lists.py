"""Sign-ups as people write them on a wiki: numbered lists of signatures, read and written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from .date_formats import check_language
from .errors import InputError, check_text
from .lines import SEPARATORS, UNUSED, Line, Signed, named, seen, signature, signed
from .names import WITHOUT_BIDI
from .timestamps import LONGEST_TEXT
from .wikitext_lines import lines_of_wikitext

LONGEST_REMARK = 2_000
LEAD, PARTICIPATE = "lead", "participate"

# Bold in the source, which nobody's escaped remark can be.
_LEAD_MARK = "'''Lead:'''"
_LEAD_SEEN = "Lead:"
_BRACKETS = " ):,."
# What MediaWiki or a template around the line could take for markup. A colon matters before a letter (a protocol),
# an apostrophe beside another one; three words turn a number after them into a link.
_MARKUP = re.compile(r"[\[\]{}<>|~&=#*_＿/;]|''|!!|:(?!\s|$)|^[:']|'$|(?:RFC|PMID|ISBN)\s", re.ASCII)


@dataclass(frozen=True, slots=True)
class Remark:
    """A line that somebody set under a sign-up; ``user`` and ``signed_at`` are None where nobody signed it."""

    text: str
    user: str | None
    signed_at: datetime | None
    line: int


@dataclass(frozen=True, slots=True)
class SignUp:
    """One person's entry in a list: who, from which wiki, since when (UTC or None), what they said.

    ``kind`` is "lead" or "participate". ``withdrawn`` says that the entry is struck out. ``remarks`` are the lines
    set under it. ``line`` counts from 1.
    """

    user: str
    wiki: str | None
    signed_at: datetime | None
    kind: str
    remark: str
    remarks: tuple[Remark, ...]
    withdrawn: bool
    line: int


def sign_ups(wikitext: str, *, heading: str | None = None, language: str = "en") -> tuple[SignUp, ...]:
    """The people in the numbered lists of a page, or of its section under ``heading``, one entry each.

    An entry is a line with one ``#`` and a signature; lines below it with a longer mark (``#:``, ``##``) are its
    remarks. Who signed more than once has one entry: at the place of the first, with the earliest time and all
    remarks, withdrawn only if every one is. The section goes to the next heading of its level or a higher one.

    Raises ``InputError`` as ``signatures`` does, and if the page has no such heading.
    """
    check_text("wikitext", wikitext, longest=LONGEST_TEXT)
    code = check_language(language)
    lines: Iterator[Line] = lines_of_wikitext(wikitext, code)
    if heading is not None:
        lines = _section(lines, heading)
    entries: dict[str, list[SignUp]] = {}
    remarks: dict[str, list[Remark]] = {}
    user: str | None = None
    for line in lines:
        if line.markers == "#":
            entry = _entry(line, code)
            user = entry.user if entry else None
            if entry:
                entries.setdefault(entry.user, []).append(entry)
        elif not line.markers.startswith("#"):
            # A blank line parts two lists, and a remark belongs to the list it stands in.
            user = None
        elif user is not None:
            remarks.setdefault(user, []).append(_remark(line, code))
    return tuple(_merged(each, remarks.get(name, [])) for name, each in entries.items())


def sign_up_wikitext(remark: str, *, kind: str) -> str:
    """One line of wikitext for a person to paste under a list on Meta: ``# remark ~~~~``.

    The remark comes out as plain text, whatever it holds: on one line, without control characters and marks that turn
    the direction of writing, and inside ``<nowiki>`` where a character could be markup. ``kind`` is "lead" or
    "participate"; the first is written before the remark.

    Raises ``InputError`` if ``remark`` is no string or longer than two thousand characters, or ``kind`` is another.
    """
    check_text("remark", remark, longest=LONGEST_REMARK)
    if kind not in {LEAD, PARTICIPATE}:
        raise InputError("kind", allowed=f'"{LEAD}" or "{PARTICIPATE}"', got=kind)
    words = [_LEAD_MARK if kind == LEAD else "", plain_wikitext(remark), "~~~~"]
    return " ".join(["#", *(word for word in words if word)])


def plain_wikitext(text: str) -> str:
    """Wikitext that a wiki shows as ``text`` on one line, whatever it holds."""
    return _as_plain_text(_one_line(text))


def _section(lines: Iterator[Line], heading: str) -> Iterator[Line]:
    check_text("heading", heading, longest=LONGEST_REMARK)
    wanted = " ".join(heading.split()).casefold()
    level = 0
    for line in lines:
        if level and 0 < line.heading <= level:
            return
        if level:
            yield line
        elif line.heading and seen(line.text).casefold() == wanted:
            level = line.heading
    if not level:
        raise InputError("heading", allowed="a heading of the page", got=heading)


def _entry(line: Line, language: str) -> SignUp | None:
    place, who = signed(line, language) or named(line), signature(line, language)
    if place is None or who is None:
        return None
    before = line.text[: place.start]
    leads = line.source.lstrip().startswith(_LEAD_MARK)
    if leads:
        before = before.lstrip().removeprefix(_LEAD_SEEN)
    remark = " ".join(filter(None, [seen(before), seen(line.text[place.end :].lstrip(SEPARATORS + _BRACKETS))]))
    return SignUp(
        user=who.user,
        wiki=who.wiki,
        signed_at=who.signed_at,
        kind=LEAD if leads else PARTICIPATE,
        remark=remark,
        remarks=(),
        withdrawn=who.struck or (_has_words(remark) and _is_struck(line, place)),
        line=line.number,
    )


def _is_struck(line: Line, place: Signed) -> bool:
    """Whether every letter of the line outside its signature is crossed out."""
    done = 0
    left: list[str] = []
    for start, end in [*line.struck_spans, (place.start, place.end), (len(line.text), len(line.text))]:
        left.append(line.text[done:start])
        done = max(done, end)
    return not _has_words("".join(left))


def _has_words(text: str) -> bool:
    return any(sign.isalnum() for sign in text)


def _remark(line: Line, language: str) -> Remark:
    who = signature(line, language)
    if who is None:
        return Remark(seen(line.text), None, None, line.number)
    return Remark(who.text, who.user, who.signed_at, line.number)


def _merged(entries: list[SignUp], remarks: list[Remark]) -> SignUp:
    return replace(
        entries[0],
        signed_at=min((entry.signed_at for entry in entries if entry.signed_at is not None), default=None),
        kind=LEAD if any(entry.kind == LEAD for entry in entries) else PARTICIPATE,
        remark="\n".join(dict.fromkeys(entry.remark for entry in entries if entry.remark)),
        remarks=tuple(remarks),
        withdrawn=all(entry.withdrawn for entry in entries),
    )


def _one_line(text: str) -> str:
    # Controls and halves of pairs go; joiners and other marks of format are parts of words and stay.
    spaced = " ".join(text.translate(WITHOUT_BIDI).translate(UNUSED).split())
    kept = "".join(sign for sign in spaced if unicodedata.category(sign) not in {"Cc", "Cs"})
    return " ".join(unicodedata.normalize("NFC", kept).split())


def _as_plain_text(text: str) -> str:
    joins = bool(text) and unicodedata.category(text[0]).startswith("M")
    edges = text.strip(SEPARATORS) != text
    if not (joins or edges or _MARKUP.search(text)):
        return text
    inside = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if joins:
        # A combining mark would melt into the ">" of the tag when the wiki composes letters, and open the tag.
        inside = f"&#{ord(text[0])};{inside[1:]}"
    return f"<nowiki>{inside}</nowiki>"
