"""Wikitext, read line by line into what a reader sees of it.

Not a parser of MediaWiki's language: one pass over each line with a table of marks, in time that grows with the
length of the page and nothing else. What the marks do not explain stays as text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from urllib.parse import unquote

from .lines import COMMENTED_NEW_LINE, NEW_LINE, SHIELDED, UNUSED, Line, Link
from .names import Person, person_of_address, person_of_title, user_name
from .namespaces import PERSON_LINKS, UNSIGNED
from .timestamps import Stamp, stamps

_VERBATIM = re.compile(r"(<!--|-->|</?(?:nowiki|pre|syntaxhighlight|source|math)(?:\s[^<>\n]{0,200})?/?>)", re.I)
_TAG = re.compile(r"<(/?)([a-z]+)")
_LINE = re.compile(r"(?P<markers>[#*:;]*)(?P<source>.*)")
_HEADING = re.compile(r"(={1,6})(.+?)\1[ \t]*")
_BRACES = re.compile(r"\{\{|\}\}")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_MARK = re.compile(
    r"""
      (?P<link>\[\[ (?P<target>[^\[\]{}|<>]{1,300}) (?P<bar>\| | (?=\]\]) ) )
    | (?P<unlink>\]\])
    | (?P<brace>\{\{ | \}\})
    | (?P<tag>< (?P<close>/?) (?P<name>[A-Za-z][A-Za-z0-9]*) [^<>]{0,1000} >)
    | (?P<quotes>'{2,5})
    | (?P<address>\[ (?P<url>(?:https?:)?//[^\s\[\]<>]{1,1000}) [ ]? )
    | (?P<bracket>\])
    """,
    re.VERBOSE,
)
_STRUCK = {"s", "del", "strike"}
_HIDDEN_LINK = re.compile(r"\s*(?:file|image|category|media)\s*:", re.I)
_PARAMETER_NAME = re.compile(r"\s*\w{1,20}\s*=")
# How much of a template is searched for a name and a time.
_TEMPLATE_LENGTH = 600
_PARAMETERS = 4


def lines_of_wikitext(wikitext: str, language: str) -> Iterator[Line]:
    """Every line of the page, with comments taken out and the inside of ``<nowiki>`` and the like as plain text."""
    number = 1
    for raw in _without_verbatim(wikitext).split("\n"):
        plain = raw.replace(COMMENTED_NEW_LINE, "")
        heading = _HEADING.fullmatch(plain)
        if heading:
            yield _LineReader(heading[2], language).line(number, heading=len(heading[1]))
        else:
            found = _LINE.match(plain)
            markers, source = found.groups() if found else ("", plain)
            yield _LineReader(source, language).line(number, markers=markers, source=source)
        number += 1 + raw.count(COMMENTED_NEW_LINE) + raw.count(NEW_LINE)


def _without_verbatim(wikitext: str) -> str:
    parts = _VERBATIM.split(wikitext.translate(UNUSED).replace("\r\n", "\n"))
    tags = [_TAG.match(part.lower()) if place % 2 else None for place, part in enumerate(parts)]
    last_close = {tag[2]: place for place, tag in enumerate(tags) if tag and tag[1]}
    kept: list[str] = []
    end = ""  # what closes the stretch we are in
    for place, part in enumerate(parts):
        tag = tags[place]
        name = tag[2] if tag and not tag[1] else ""
        if end == "-->":
            kept.append(COMMENTED_NEW_LINE * part.count("\n"))
            end = "" if part == end and place % 2 else end
        elif end:
            closes = bool(place % 2) and part.lower().startswith(end)
            kept.append("" if closes else _decoded(part).translate(SHIELDED))
            end = "" if closes else end
        elif place % 2 and part == "<!--":
            end = "-->"
        elif name and last_close.get(name, -1) > place and not part.endswith("/>"):
            end = f"</{name}"
        else:
            kept.append("" if tag else part)
    return "".join(kept)


class _LineReader:
    """Reads the marks of one line in one pass."""

    def __init__(self, source: str, language: str) -> None:
        self._source = source
        self._language = language
        self._seen: list[str] = []
        self._length = 0
        self._hidden = 0
        self._struck = 0
        self._open: list[tuple[str, Person | None, int, int]] = []
        self._templates = 0
        self._closed_at = _closed_templates(source)
        self._links: list[Link] = []
        self._given_stamps: list[Stamp] = []
        self._struck_spans: list[tuple[int, int]] = []

    def line(self, number: int, *, markers: str = "", heading: int = 0, source: str = "") -> Line:
        read = {
            "link": self._link,
            "unlink": self._unlink,
            "brace": self._brace,
            "tag": self._tag,
            "address": self._address,
            "bracket": self._bracket,
        }
        done = 0
        for mark in _MARK.finditer(self._source):
            self._say(self._source[done : mark.start()])
            done = mark.end()
            kind = mark.lastgroup
            if kind in read:
                read[kind](mark)
        self._say(self._source[done:])
        # Made once and whole: to copy it with a change took half the time of a page of a hundred thousand lines.
        return Line(
            "".join(self._seen),
            number,
            markers,
            heading,
            source,
            self._links,
            self._given_stamps,
            self._struck_spans,
        )

    def _say(self, text: str) -> None:
        if self._hidden or not text:
            return
        text = _decoded(text)
        start, self._length = self._length, self._length + len(text)
        self._seen.append(text)
        if self._struck:
            self._struck_spans.append((start, self._length))

    def _link(self, mark: re.Match[str]) -> None:
        target = mark["target"]
        hides = int(_HIDDEN_LINK.match(target) is not None)
        self._open.append(("[[", _person(target), self._length, hides))
        self._hidden += hides
        if not mark["bar"]:
            self._say(target.lstrip(" :"))

    def _unlink(self, mark: re.Match[str]) -> None:
        if self._open and self._open[-1][0] == "[[":
            self._close()
        elif self._open:
            self._close()
            self._say("]")
        else:
            self._say(mark[0])

    def _address(self, mark: re.Match[str]) -> None:
        self._open.append(("[", person_of_address(mark["url"]), self._length, 0))

    def _bracket(self, mark: re.Match[str]) -> None:
        if self._open and self._open[-1][0] == "[":
            self._close()
        else:
            self._say(mark[0])

    def _close(self) -> None:
        _, person, start, hides = self._open.pop()
        self._hidden -= hides
        self._meet(person, start)

    def _meet(self, person: Person | None, start: int) -> None:
        if person is not None:
            self._links.append(Link(start, self._length, person, struck=self._struck > 0))

    def _tag(self, mark: re.Match[str]) -> None:
        if mark["name"].lower() in _STRUCK:
            self._struck = max(0, self._struck + (-1 if mark["close"] else 1))

    def _brace(self, mark: re.Match[str]) -> None:
        if mark[0] == "{{" and mark.start() in self._closed_at:
            end = min(self._closed_at[mark.start()], mark.end() + _TEMPLATE_LENGTH)
            self._template(self._source[mark.end() : end])
            self._templates += 1
            self._hidden += 1
        elif mark[0] == "}}" and self._templates:
            self._templates -= 1
            self._hidden -= 1
        else:
            self._say(mark[0])

    def _template(self, inside: str) -> None:
        """Meets the person a template stands for. Its text stays unseen, since nobody here can expand it."""
        name, *parameters = inside.split("|")[: 1 + _PARAMETERS]
        values = [_PARAMETER_NAME.sub("", parameter, count=1).strip() for parameter in parameters]
        key = " ".join(name.replace("_", " ").split()).casefold().removeprefix("subst:")
        if key in UNSIGNED:
            times = [stamp for value in values for stamp in self._stamps(value)][:1]
            people = [value for value in values if not list(self._stamps(value))]
        else:
            times, people = [], values if key in PERSON_LINKS else []
        named = user_name(people[0]) if people else None
        person = (person_of_title(people[0]) if people else _person(name)) or (Person(named, None) if named else None)
        self._meet(person, self._length)
        if person is not None:
            self._given_stamps.extend(Stamp(self._length, self._length, time.moment) for time in times)

    def _stamps(self, value: str) -> Iterator[Stamp]:
        # Inside such a template people often leave the zone out, and mean that of the wiki.
        return stamps(value if ")" in value else f"{value} (UTC)", self._language)


def _person(title: str) -> Person | None:
    return person_of_title(unquote(html.unescape(title)))


def _decoded(text: str) -> str:
    # Only what MediaWiki takes for an entity: the standard function also takes those without a semicolon.
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), text) if "&" in text else text


def _closed_templates(source: str) -> dict[int, int]:
    """Where each ``{{`` that is closed on the line ends; one that is not hides nothing."""
    closed_at: dict[int, int] = {}
    if "}}" not in source:
        return closed_at
    opened: list[int] = []
    for brace in _BRACES.finditer(source):
        if brace[0] == "{{":
            opened.append(brace.start())
        elif opened:
            closed_at[opened.pop()] = brace.start()
    return closed_at
