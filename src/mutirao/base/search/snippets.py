"""The piece of a document that answers the question, with the words that do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from mutirao.base.languages import direction
from mutirao.base.models.search import SearchDocument
from mutirao.base.search.analysis import Word, words
from mutirao.base.search.statements import Slot

BEFORE, LONGEST = 60, 220


@dataclass(frozen=True)
class Snippet:
    """``html`` is safe: what people wrote is escaped, the words that fit are marked."""

    html: SafeString
    language: str

    @property
    def direction(self) -> str:
        return direction(self.language) if self.language else ""


def title_of(document: SearchDocument, slots: Sequence[Slot]) -> Snippet:
    """Its name in the reader's language, whole."""
    shown = document.names.shown()
    return Snippet(_marked(shown.text, _fitting(shown.text, slots)), shown.language)


def snippet_of(document: SearchDocument, slots: Sequence[Slot]) -> Snippet | None:
    """The text around the first word that fits in the reader's language; else what shows why it is here."""
    shown = document.text.shown()
    candidates = [(shown.text, shown.language)]
    if not _fitting(document.names.shown().text, slots):
        names = [(text, language) for language, text in document.names.texts.items()]
        others = [(text, language) for language, text in document.text.texts.items()]
        candidates += [*names, *((alias, "") for alias in document.aliases), *others]
    for text, language in candidates:
        if fitting := _fitting(text, slots):
            return Snippet(_window(text, fitting), language)
    return Snippet(_window(shown.text, []), shown.language) if shown.text else None


def _fitting(text: str, slots: Sequence[Slot]) -> list[Word]:
    exact = {term for slot in slots for term in slot.terms}
    beginnings = tuple(slot.terms[0] for slot in slots if slot.is_prefix)
    return [word for word in words(text) if word.term in exact or (beginnings and word.term.startswith(beginnings))]


def _window(text: str, fitting: list[Word]) -> SafeString:
    """Up to ``LONGEST`` letters that begin a little before the first word that fits, cut between words."""
    start = max(0, fitting[0].start - BEFORE) if fitting else 0
    if start:
        space = text.find(" ", start, fitting[0].start)
        start = space + 1 if space >= 0 else start
    end = min(len(text), start + LONGEST)
    if end < len(text):
        space = text.rfind(" ", start + LONGEST // 2, end)
        end = space if space >= 0 else end
    inside = [word for word in fitting if start <= word.start and word.end <= end]
    marked = _marked(text[:end], inside, start)
    return format_html("{}{}{}", "… " if start else "", marked, " …" if end < len(text) else "")


def _marked(text: str, fitting: Iterable[Word], start: int = 0) -> SafeString:
    pieces: list[tuple[str, str]] = []
    for first, last in _joined(fitting):
        pieces.append((text[start:first], text[first:last]))
        start = last
    return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", pieces), text[start:])


def _joined(fitting: Iterable[Word]) -> list[tuple[int, int]]:
    """Places of the words; pairs of letters that overlap are one."""
    places: list[tuple[int, int]] = []
    for word in fitting:
        if places and word.start <= places[-1][1]:
            places[-1] = (places[-1][0], max(places[-1][1], word.end))
        else:
            places.append((word.start, word.end))
    return places
