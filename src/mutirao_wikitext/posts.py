"""The posts of a discussion: who wrote what, when, under which heading, in answer to what.

A post is what stands before a signature. What nobody signed is a post too, and says so; so does a post whose
signature says two things. Nothing is guessed: a doubt goes along with what the page states.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .date_formats import check_language
from .errors import check_text
from .html_lines import lines_of_html
from .lines import SIGNATURE_LENGTH, Line, Link, Signed, seen, signed, signed_links
from .timestamps import LONGEST_TEXT, stamps
from .wikitext_lines import lines_of_wikitext

# A link that follows another one this closely belongs to the same signature.
_NEAR = 4


class Doubt(StrEnum):
    """Why a post may not be by whom its page seems to say."""

    UNSIGNED = "unsigned"
    SIGNED_FOR_THEM = "signed_for_them"
    OTHER_NAME = "other_name"
    SEVERAL_NAMES = "several_names"


@dataclass(frozen=True, slots=True)
class Post:
    """One post; ``author`` and ``signed_at`` (UTC) are None where nobody signed.

    ``wiki`` is the prefix of the link to the author or None; ``shown_as`` the name that the page shows, if another;
    ``level`` is 1 for what answers nothing, ``heading`` the last heading above; ``line`` counts from 1.
    """

    author: str | None
    wiki: str | None
    signed_at: datetime | None
    text: str
    heading: str = ""
    level: int = 1
    line: int = 1
    doubt: Doubt | None = None
    shown_as: str = ""


def posts(wikitext: str, *, language: str = "en") -> tuple[Post, ...]:
    """The posts of a talk page in wikitext, in its order; ``language`` is that of its wiki.

    Text above the first heading that nobody signed is the page's own, no post. Raises ``InputError`` if ``wikitext``
    is no string or longer than four million characters, or ``language`` cannot be a language code.
    """
    check_text("wikitext", wikitext, longest=LONGEST_TEXT)
    code = check_language(language)
    return tuple(_posts(lines_of_wikitext(wikitext, code), code))


def posts_from_html(html: str, *, language: str = "en", page_title: str | None = None) -> tuple[Post, ...]:
    """As ``posts``, of a rendered page; see ``signatures_from_html`` for ``page_title``."""
    check_text("html", html, longest=LONGEST_TEXT)
    if page_title is not None:
        check_text("page_title", page_title, longest=LONGEST_TEXT)
    code = check_language(language)
    return tuple(_posts(lines_of_html(html, page_title), code))


def _posts(lines: Iterable[Line], language: str) -> Iterator[Post]:
    heading, unsigned = "", list[Line]()
    has_heading = False
    for line in lines:
        place = None if line.heading else signed(line, language)
        if line.heading:
            yield from _without_author(unsigned, heading, is_post=has_heading)
            heading, unsigned, has_heading = seen(line.text), [], True
        elif place is not None:
            # A shallower line above is another post that nobody signed, not the beginning of this one.
            own = [each for each in unsigned if len(each.markers) >= len(line.markers)]
            others = unsigned[: len(unsigned) - len(own)] if own == unsigned[len(unsigned) - len(own) :] else unsigned
            yield from _without_author(others, heading, is_post=has_heading)
            yield _signed_post(own if others is not unsigned else [], line, place, heading, language)
            unsigned = []
        elif line.said().strip():
            unsigned.append(line)
    yield from _without_author(unsigned, heading, is_post=has_heading)


def _signed_post(above: list[Line], line: Line, place: Signed, heading: str, language: str) -> Post:
    text = "\n".join(filter(None, [*(seen(each.said()) for each in above), seen(line.said(place.start))]))
    doubt, shown_as = _doubt(line, place, language)
    person = place.link.person
    return Post(
        author=person.name,
        wiki=person.wiki,
        signed_at=place.moment,
        text=text,
        heading=heading,
        level=1 + len(line.markers),
        line=above[0].number if above else line.number,
        doubt=doubt,
        shown_as=shown_as,
    )


def _without_author(lines: list[Line], heading: str, *, is_post: bool) -> Iterator[Post]:
    """One post for each run of lines of one depth or deeper."""
    if not is_post:
        return
    runs: list[tuple[Line, list[str]]] = []
    for line in lines:
        depth, text = len(line.markers), seen(line.said())
        # Each answer in a thread is a post of its own; lines without a mark are paragraphs of one.
        is_paragraph = bool(runs) and (depth == 0 or depth > len(runs[-1][0].markers)) and bool(text)
        if is_paragraph and depth >= len(runs[-1][0].markers):
            runs[-1][1].append(text)
        elif text:
            runs.append((line, [text]))
    for first, texts in runs:
        level = 1 + len(first.markers)
        yield Post(None, None, None, "\n".join(texts), heading, level, first.number, Doubt.UNSIGNED)


def _doubt(line: Line, place: Signed, language: str) -> tuple[Doubt | None, str]:
    if line.is_signed_for or any(stamp.end == place.end and stamp.start == stamp.end for stamp in line.given_stamps):
        return Doubt.SIGNED_FOR_THEM, ""
    own = signed_links(line, place)
    if _names_two(line, place, own) or _is_signed_again(line, place, language):
        return Doubt.SEVERAL_NAMES, ""
    shown = next((seen(line.text[link.start : link.end]) for link in own if not link.person.is_talk), "")
    if shown and not _is_like(shown, place.link.person.name):
        return Doubt.OTHER_NAME, shown
    return None, ""


def _names_two(line: Line, place: Signed, own: list[Link]) -> bool:
    """A talk page of one person right behind the page of another: one of the two links was changed."""
    if any(not link.person.is_talk for link in own):
        return False
    return any(
        link.person.name != place.link.person.name and not link.person.is_talk and 0 <= place.start - link.end <= _NEAR
        for link in line.links
    )


def _is_signed_again(line: Line, place: Signed, language: str) -> bool:
    """A second signature on the line, of another person."""
    again = next((stamp for stamp in stamps(line.text, language) if stamp.start >= place.end), None)
    between = [link for link in line.links if again and place.end <= link.start and link.end <= again.start]
    nearest = between[-1] if again and between and again.start - between[-1].end <= SIGNATURE_LENGTH else None
    return nearest is not None and nearest.person.name != place.link.person.name


def _is_like(shown: str, name: str) -> bool:
    """Whether one is the other or a part of it, letters and digits alone."""
    one, other = (_letters(text) for text in (shown, name))
    return bool(one) and (one in other or other in one)


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())
