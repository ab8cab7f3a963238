"""The HTML of a talk page, read block by block into what a reader sees of it (old parser and Parsoid)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser

from .lines import UNUSED, Line, Link
from .names import Person, person_of_address, person_of_title

_BLOCK_NAMES = (
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody td tfoot th thead tr ul"
)
# Somebody else's words, or no words at all: a signature in them signs nothing here.
_NOT_SAID_HERE_NAMES = "blockquote cite h1 h2 h3 h4 h5 h6 head q script style"
_VOID_NAMES = "area base br col embed hr img input link meta source track wbr"
_BLOCKS, _NOT_SAID_HERE, _VOID = (
    frozenset(names.split()) for names in (_BLOCK_NAMES, _NOT_SAID_HERE_NAMES, _VOID_NAMES)
)
_ITEMS = ("li", "dd", "dt")
_STRUCK = ("s", "del", "strike")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_QUOTATIONS = ("blockquote", "q", "cite")
# Tables of contents, links to edit a section, styles: of the page, said by nobody.
_OF_THE_PAGE = frozenset({"toc", "mw-editsection", "ext-discussiontools-init-replylink-buttons", "noprint"})
_SIGNED_FOR = frozenset({"autosigned", "unsigned", "nonfirmato"})


def lines_of_html(html: str, page_title: str | None) -> Iterator[Line]:
    """Every block that says something. Links of the page to itself lead to the person whose page ``page_title`` is."""
    parser = _BlockReader(person_of_title(page_title) if page_title else None)
    # The standard parser stops with an AssertionError at an odd "<![": such a section is shown as text instead.
    # It is never closed, because what it holds back then is an unfinished tag, and reading that again and again
    # takes quadratic time in the versions of Python we support.
    parser.feed(html.translate(UNUSED).replace("<![", "&lt;![") + "<p>")
    yield from parser.lines


class _BlockReader(HTMLParser):
    """Collects the blocks. Elements that nobody closed end with the one around them."""

    def __init__(self, own: Person | None) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[Line] = []
        self._own = own
        self._elements: list[str] = []
        self._inside: Counter[str] = Counter()
        self._unheard = 0
        self._link: tuple[Person | None, int] = (None, 0)
        self._seen: list[str] = []
        self._heading: list[str] = []
        self._length: int = 0
        self._line: Line = Line("", 1)
        # How many elements were open where a part of the page began that nobody said.
        self._of_the_page: int | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        classes = (attributes.get("class") or "").split()
        if tag in _BLOCKS or "outdent-template" in classes:
            self._end_block()
        if tag in _VOID:
            self._seen.append(" " if tag == "br" else "")
            self._length += tag == "br"
            return
        self._elements.append(tag)
        self._inside[tag] += 1
        self._unheard += tag in _NOT_SAID_HERE
        if not _OF_THE_PAGE.isdisjoint(classes) and self._of_the_page is None:
            self._of_the_page = len(self._elements)
        if not _SIGNED_FOR.isdisjoint(classes):
            self._line = replace(self._line, is_signed_for=True)
        if tag == "a":
            self._link = (self._person(attributes), self._length)

    def handle_endtag(self, tag: str) -> None:
        if not self._inside[tag]:
            return
        if tag in _BLOCKS:
            self._end_block()
        if tag == "a":
            self._end_link()
        while True:
            closed = self._elements.pop()
            self._inside[closed] -= 1
            self._unheard -= closed in _NOT_SAID_HERE
            if self._of_the_page is not None and len(self._elements) < self._of_the_page:
                self._of_the_page = None
            if closed == tag:
                return

    def handle_data(self, data: str) -> None:
        if self._of_the_page is not None:
            return
        if self._unheard:
            self._hear_aside(data)
            return
        start, self._length = self._length, self._length + len(data)
        self._seen.append(data)
        if self._is_struck():
            self._line.struck_spans.append((start, self._length))

    def _end_block(self) -> None:
        self._end_link()
        if self._heading:
            self.lines.append(Line("".join(self._heading), self._line.number, heading=self._heading_level()))
        if self._seen or self._line.links or self._line.quotations:
            # Depth alone is known here, not which mark made each level.
            depth = sum(self._inside[item] for item in _ITEMS)
            self.lines.append(replace(self._line, text="".join(self._seen), markers=":" * depth))
        self._seen, self._heading, self._length, self._line = [], [], 0, Line("", self.getpos()[0])

    def _hear_aside(self, data: str) -> None:
        """Headings stand on a line of their own; quotations go along with the line around them."""
        if self._heading_level():
            self._heading.append(data)
        elif any(self._inside[tag] for tag in _QUOTATIONS):
            self._line.quotations.append((self._length, data))

    def _heading_level(self) -> int:
        return next((level for tag, level in _HEADINGS.items() if self._inside[tag]), 0)

    def _end_link(self) -> None:
        person, start = self._link
        if person is not None and not self._unheard:
            self._line.links.append(Link(start, self._length, person, struck=self._is_struck()))
        self._link = (None, 0)

    def _person(self, attributes: dict[str, str | None]) -> Person | None:
        classes = (attributes.get("class") or "").split()
        if "mw-selflink" in classes:
            return self._own
        # On a link to another wiki the title keeps the prefix that the address spells out.
        if "extiw" in classes and (person := person_of_title(attributes.get("title") or "")):
            return person
        return person_of_address(attributes.get("href") or "")

    def _is_struck(self) -> bool:
        return any(self._inside[tag] for tag in _STRUCK)
