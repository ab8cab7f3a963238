"""Real talk pages against what MediaWiki's own reader of discussions makes of them: authors and times.

The pages name real people: figures per page only, nothing per person, and no page in the repository.
"""

from __future__ import annotations

import datetime as dt
import html
import json
from collections import Counter
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from mutirao_wikitext import Signature, posts_from_html, signatures, signatures_from_html

from .shared import data_folder

LANGUAGES = {"signatures": "en"}
STAMPS, AUTHORS = 0.98, 0.97  # the least share that must be found, and be right
# The wiki once wrote short months and hours of one digit. Its reader of today passes them over; we read them.
OLDER_FORMS = "fr-unsigned-oldparser"

Read = Callable[[str, str, str | None], tuple[Signature, ...]]


def folder() -> Path:
    return data_folder("discussiontools_talk_pages/cases")


def pages() -> list[tuple[str, str, str | None]]:
    """Name, language and title of every page that is there as HTML."""
    titles = {case["dom"].split("/")[1]: case["title"] for case in json.loads((folder() / "comments.json").read_text())}
    names = sorted(path.stem for path in folder().glob("*.html"))
    return [(name, LANGUAGES.get(name.split("-")[0], name.split("-")[0]), titles.get(name)) for name in names]


def comments(items: list[dict[str, Any]]) -> Iterator[tuple[str, tuple[str, dt.datetime]]]:
    """The place, author and time of each comment; one under a smaller heading is listed more than once."""
    for item in items:
        if item["type"] == "comment":
            digits = "".join(sign for sign in item["timestamp"] if sign.isdigit())
            moment = dt.datetime.strptime(digits[:14], "%Y%m%d%H%M%S").replace(tzinfo=dt.UTC)
            yield str(item["range"]), (item["author"], moment)
        yield from comments(item["replies"])


def expected(name: str) -> Counter[tuple[str, dt.datetime]]:
    return Counter(dict(comments(json.loads((folder() / f"{name}.json").read_text()))).values())


def times(found: Counter[tuple[str, dt.datetime]]) -> Counter[dt.datetime]:
    only: Counter[dt.datetime] = Counter()
    for (_, moment), number in found.items():
        only[moment] += number
    return only


def measured(read: Read) -> list[tuple[str, int, int, int, int]]:
    """For each page: its name, how many are expected, how many we read, right times, right authors and times."""
    rows = []
    for name, language, title in pages():
        wanted = expected(name)
        found = Counter(
            (each.user, each.signed_at)
            for each in read((folder() / f"{name}.html").read_text(), language, title)
            if each.signed_at
        )
        right_times = (times(wanted) & times(found)).total()
        rows.append((name, wanted.total(), found.total(), right_times, (wanted & found).total()))
    return rows


def printed(rows: list[tuple[str, int, int, int, int]]) -> str:
    table = [f"{'page':30}{'expected':>9}{'read':>6}{'stamps P':>10}{'R':>7}{'authors P':>11}{'R':>7}"]
    for name, wanted, found, stamps, authors in rows:
        table.append(
            f"{name:30}{wanted:9}{found:6}{stamps / found:10.3f}{stamps / wanted:7.3f}"
            f"{authors / found:11.3f}{authors / wanted:7.3f}"
        )
    return "\n" + "\n".join(table)


def assert_floors(rows: list[tuple[str, int, int, int, int]]) -> None:
    total = ("all pages", *(sum(row[column] for row in rows) for column in range(1, 5)))
    low = [
        row
        for row in [*rows, total]
        if row[3] < STAMPS * row[1]
        or row[4] < AUTHORS * row[1]
        or (row[0] != OLDER_FORMS and (row[3] < STAMPS * row[2] or row[4] < AUTHORS * row[2]))
    ]
    assert low == []


def from_html(page: str, language: str, title: str | None) -> tuple[Signature, ...]:
    return signatures_from_html(page, language=language, page_title=title)


def test_authors_and_times_of_rendered_pages_are_read(capsys):
    rows = measured(from_html)
    with capsys.disabled():
        print(printed(rows))
    assert_floors(rows)


def test_what_we_read_beyond_is_written_in_older_forms():
    page = (folder() / f"{OLDER_FORMS}.html").read_text()
    months = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre"]
    months += ["octobre", "novembre", "décembre"]
    found = Counter((each.user, each.signed_at) for each in from_html(page, "fr", None))
    beyond = [moment.astimezone(ZoneInfo("Europe/Paris")) for _, moment in found - expected(OLDER_FORMS)]
    as_today = [f"{each.day} {months[each.month - 1]} {each.year} à {each:%H:%M}" for each in beyond]
    assert len(beyond) == 19
    assert [stamp for stamp in as_today if stamp in html.unescape(page)] == []


class Unrendered(HTMLParser):
    """A page's HTML turned back into the wikitext that it could have come from."""

    MARKS = {"ul": "*", "ol": "#", "dl": ":"}
    LINES = frozenset({"p", "li", "dd", "dt", "div", "table", "tr", "td", "th", *MARKS})
    SILENT = frozenset({"blockquote", "q", "h1", "h2", "h3", "h4", "style"})

    def __init__(self, title: str | None) -> None:
        super().__init__()
        self.title, self.markers, self.silent = title, "", 0
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in self.SILENT
        self.markers += self.MARKS.get(tag, "")
        given = dict(attrs)
        if tag in self.LINES or "outdent-template" in (given.get("class") or ""):
            self.parts.append(f"\n{self.markers} ")
        elif tag == "a":
            self.parts.append(f"[[{self.target(given)}|")
        elif tag in {"font", "small", "s", "del", "b"}:
            self.parts.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in self.SILENT
        if tag in self.MARKS:
            self.markers = self.markers[:-1]
        if tag in self.LINES:
            self.parts.append(f"\n{self.markers} ")
        elif tag == "a":
            self.parts.append("]]")
        elif tag in {"font", "small", "s", "del", "b"}:
            self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            text = html.escape(" ".join(data.split("\n")), quote=False)
            self.parts.append(text.translate({ord(sign): f"&#{ord(sign)};" for sign in "[]{}|'"}))

    def target(self, given: dict[str, str | None]) -> str:
        if "mw-selflink" in (given.get("class") or ""):
            return self.title or "?"
        address = (given.get("href") or "").split("/wiki/")[-1].split("title=")[-1].split("&")[0].split("#")[0]
        return unquote(address.removeprefix("./")) or "?"


def from_wikitext(page: str, language: str, title: str | None) -> tuple[Signature, ...]:
    unrendered = Unrendered(title)
    unrendered.feed(page)
    unrendered.close()
    return signatures("".join(unrendered.parts), language=language)


def test_authors_and_times_of_the_same_pages_in_wikitext_are_read(capsys):
    rows = measured(from_wikitext)
    with capsys.disabled():
        print(printed(rows))
    assert_floors(rows)


def comments_with_levels(name: str) -> Counter[tuple[str, dt.datetime, int]]:
    def listed(items: list[dict[str, Any]]) -> Iterator[tuple[str, tuple[str, dt.datetime, int]]]:
        for item in items:
            if item["type"] == "comment":
                ((place, (author, moment)),) = comments([{**item, "replies": []}])
                yield place, (author, moment, item["level"])
            yield from listed(item["replies"])

    return Counter(dict(listed(json.loads((folder() / f"{name}.json").read_text()))).values())


def test_posts_are_read_with_author_time_and_level(capsys):
    wanted_total = authors = levels = 0
    table = [f"{'page':30}{'expected':>9}{'author and time':>17}{'level too':>11}"]
    for name, language, title in pages():
        wanted = comments_with_levels(name)
        page = (folder() / f"{name}.html").read_text()
        read = [each for each in posts_from_html(page, language=language, page_title=title) if each.signed_at]
        found = Counter((each.author, each.signed_at, each.level) for each in read)
        bare = (Counter(key[:2] for key in wanted.elements()) & Counter(key[:2] for key in found.elements())).total()
        deep = (wanted & found).total()
        table.append(f"{name:30}{wanted.total():9}{bare / wanted.total():17.3f}{deep / wanted.total():11.3f}")
        wanted_total, authors, levels = wanted_total + wanted.total(), authors + bare, levels + deep
    table.append(f"{'together':30}{wanted_total:9}{authors / wanted_total:17.3f}{levels / wanted_total:11.3f}")
    with capsys.disabled():
        print("\n" + "\n".join(table))
    assert authors >= 0.99 * wanted_total
    assert levels >= 0.98 * wanted_total
