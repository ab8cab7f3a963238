"""A line of a talk page, whatever it was written in, and who signed it.

Wikitext and HTML are both read into ``Line``; whose signature stands in it is decided here, once. The rule is the
one DiscussionTools uses: a signature is a time stamp, with a link to its author before it on the same line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

from .names import WITHOUT_BIDI, Person
from .timestamps import Stamp, stamps

# How far before its stamp a signature may begin, and how much may stand between two links of one signature.
SIGNATURE_LENGTH = 100
GAP = 40
_WORD = re.compile(r"\w+")
# What people put between a comment and their name.
SEPARATORS = " \t\n\xa0\u200b-\u2010\u2011\u2012\u2013\u2014\u2015\u2212~\u2022\u00b7|/"

# Characters that Unicode keeps out of texts stand for markup that only looks like it: the inside of <nowiki>.
# They are taken from every text that comes in, so each one found later is ours.
MARKUP = "[]{}<>'#*:;=_" + SEPARATORS.strip()
NEW_LINE, COMMENTED_NEW_LINE = "\ufdef", "\ufdee"
SHIELDED = {ord(sign): chr(0xFDD0 + place) for place, sign in enumerate(MARKUP)} | {ord("\n"): NEW_LINE}
UNSHIELDED = {ord(code): chr(sign) for sign, code in SHIELDED.items()}
UNUSED = dict.fromkeys([*range(0xFDD0, 0xFDF0), 0xFFFE, 0xFFFF])


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed, when, and what they said before it on that line.

    ``user`` is in MediaWiki's spelling; ``wiki`` is the prefix of the link ("w:es") or None; ``signed_at`` is in UTC,
    or None where a name stands without a time; ``line`` counts from 1; ``depth`` is 0 outside lists; ``struck`` says
    that the name is crossed out.
    """

    user: str
    wiki: str | None
    signed_at: datetime | None
    text: str
    line: int
    depth: int
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a person, from ``start`` to ``end`` in the text of its line."""

    start: int
    end: int
    person: Person
    struck: bool


@dataclass(frozen=True, slots=True)
class Line:
    """What a reader sees of one line or block, with its links to people in order of their place.

    ``markers`` are the list marks before it ("#:"), ``heading`` is its level if it is one, ``source`` its wikitext.
    """

    text: str
    number: int
    markers: str = ""
    heading: int = 0
    source: str = ""
    links: list[Link] = field(default_factory=list)
    given_stamps: list[Stamp] = field(default_factory=list)
    struck_spans: list[tuple[int, int]] = field(default_factory=list)
    # Quotations, by where they stand in ``text``: they are said here, but sign nothing.
    quotations: list[tuple[int, str]] = field(default_factory=list)
    # Somebody else signed for who wrote it.
    is_signed_for: bool = False

    def said(self, end: int | None = None) -> str:
        """The text up to ``end`` with its quotations."""
        parts, done = [], 0
        for place, quotation in self.quotations:
            if end is not None and place > end:
                break
            parts += [self.text[done:place], quotation]
            done = place
        return "".join([*parts, self.text[done:end]])


@dataclass(frozen=True, slots=True)
class Signed:
    """The place of a signature in its line: from the first link to the end of its stamp."""

    start: int
    end: int
    link: Link
    moment: datetime | None


def signed(line: Line, language: str) -> Signed | None:
    """The first signature with a time on the line; later ones on it are amendments of the same comment."""
    if not line.links:
        return None
    done = passed = 0
    for stamp in sorted([*stamps(line.text, language), *line.given_stamps], key=lambda stamp: stamp.start):
        while passed < len(line.links) and line.links[passed].end <= stamp.start:
            passed += 1
        nearest = line.links[passed - 1] if passed else None
        if nearest and nearest.start >= done and stamp.start - nearest.end <= SIGNATURE_LENGTH:
            first = _run(line.text, line.links[passed - 1 :: -1], since=stamp.start - SIGNATURE_LENGTH)[-1]
            return Signed(first.start, stamp.end, nearest, stamp.moment)
        done = stamp.end
    return None


def named(line: Line) -> Signed | None:
    """A name without a time that opens or closes the line, as people write who sign a list by hand."""
    if not line.links:
        return None
    first, last = line.links[0], line.links[-1]
    if not line.text[: first.start].strip(SEPARATORS):
        return Signed(first.start, _run(line.text, line.links)[-1].end, first, None)
    if not _WORD.search(line.text, last.end):
        return Signed(_run(line.text, line.links[::-1])[-1].start, len(line.text), last, None)
    return None


def _run(text: str, links: list[Link], *, since: int = 0) -> list[Link]:
    """The links at the head of ``links`` that make one signature: to one person, with at most a word between."""
    run = links[:1]
    for link in links[1:]:
        gap = text[min(run[-1].end, link.end) : max(run[-1].start, link.start)]
        apart = len(gap) > GAP or len(_WORD.findall(gap)) > 1
        if link.person.name != run[0].person.name or link.start < since or apart:
            break
        run.append(link)
    return run


def signed_links(line: Line, place: Signed) -> list[Link]:
    """The links that make the signature at ``place``, in their order."""
    inside = [link for link in line.links if place.start <= link.start <= link.end <= place.end]
    return [link for link in inside if link.person.name == place.link.person.name]


def signature(line: Line, language: str) -> Signature | None:
    """The signature of a line, if it has one; a name without a time counts in lists only."""
    place = signed(line, language) or (named(line) if line.markers else None)
    if place is None:
        return None
    person = place.link.person
    text = seen(line.text[: place.start])
    return Signature(person.name, person.wiki, place.moment, text, line.number, len(line.markers), place.link.struck)


def seen(text: str) -> str:
    """``text`` as one line for people: separators cut from both ends, one space between words."""
    plain = text.strip(SEPARATORS).translate(UNSHIELDED).translate(WITHOUT_BIDI)
    return " ".join(plain.split())
