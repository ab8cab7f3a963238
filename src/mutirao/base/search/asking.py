"""Asking the index: what fits all words, else what fits with a letter corrected, else what fits some of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import connection

from mutirao.base.models.search import TERM_LENGTH, SearchDocument, SearchFacet, SearchSpelling
from mutirao.base.references import resolve_many
from mutirao.base.search.analysis import words
from mutirao.base.search.entries import can_be_misspelt, variants
from mutirao.base.search.statements import (
    ENOUGH,
    Part,
    Slot,
    all_of,
    any_of,
    counts_and_best,
    is_only_one,
    numbers_of_postings,
)

MOST_LETTERS = 200
MOST_WORDS = 10
# One letter begins too many words of an alphabet.
SHORTEST_PREFIX = 2
PAGE_SIZE = 20
LAST_PAGE = 50


@dataclass(frozen=True)
class Hit:
    """A document that fits, and the object itself, which the reader may see."""

    document: SearchDocument
    found: Any
    score: int


@dataclass(frozen=True)
class Found:
    """A page of what fits, the best first; counts are of everything public that fits, by kind and by language.

    ``is_partial``: nothing holds all words, these hold some. ``is_corrected``: nothing held a word as it was typed.
    """

    hits: list[Hit] = field(default_factory=list)
    n_all: int = 0
    by_kind: Counter[str] = field(default_factory=Counter)
    by_language: Counter[str] = field(default_factory=Counter)
    slots: tuple[Slot, ...] = ()
    is_corrected: bool = False
    is_partial: bool = False


def slots_of(question: str) -> tuple[Slot, ...]:
    """What a question asks for; the last word may be the beginning of one."""
    found = list(words(question[:MOST_LETTERS]))
    slots = [Slot((word.term[:TERM_LENGTH],)) for word in found if not word.is_extra]
    if slots and not question[-1:].isspace():
        slots[-1] = _open_end(slots[-1], is_alone=not found[-1].is_extra and len(slots[-1].terms[0]) == 1)
    return tuple(dict.fromkeys(slots))[:MOST_WORDS]


def find(question: str, *, user: Any, kind: str = "", language: str = "", page: int = 1) -> Found:
    """The ``page`` of results that ``user`` may see, limited to a kind and a language if given."""
    slots = _without_needless_beginning(slots_of(question))
    if not slots:
        return Found()
    numbers = _numbers(slots)
    asked = _Asking(user, kind, language, page)
    if all(numbers):
        found = asked.found(all_of(_rarest_first(slots, numbers)), slots)
        if found.n_all or len(slots) == 1:
            return found
    corrected = _corrected(slots, numbers)
    if corrected != slots and all(numbers := _numbers(corrected)):
        found = asked.found(all_of(_rarest_first(corrected, numbers)), corrected)
        if found.n_all:
            return replace(found, is_corrected=True)
    rare = [slot for slot, n in zip(corrected, numbers, strict=True) if 0 < n < ENOUGH]
    at_least = -(-len(slots) // 2)
    if len(slots) == 1 or len(rare) < at_least:
        return Found(slots=slots)
    return replace(asked.found(any_of(rare, at_least=at_least), corrected), is_partial=True)


@dataclass(frozen=True)
class _Asking:
    """For whom, limited to what, which page."""

    user: Any
    kind: str
    language: str
    page: int

    def found(self, hits: Part, slots: tuple[Slot, ...]) -> Found:
        facets = {facet.pk: facet for facet in SearchFacet.objects.all()}
        wanted = [pk for pk, facet in facets.items() if self._is_of_kind(facet) and self._is_in_language(facet)]
        offset = PAGE_SIZE * (min(max(self.page, 1), LAST_PAGE) - 1)
        is_limited = bool(self.kind or self.language)
        rows = _rows(
            counts_and_best(
                hits,
                facets=wanted if is_limited else None,
                limit=PAGE_SIZE,
                offset=offset,
                is_one_scan=len(slots) == 1 and slots[0].is_single,
            )
        )
        counts = [(facets[what], what, number) for sort, what, number in rows if not sort]
        best = sorted(((number, what) for sort, what, number in rows if sort), key=lambda each: (-each[0], each[1]))
        by_kind, by_language = Counter[str](), Counter[str]()
        for facet, _, number in counts:
            if self._is_in_language(facet):
                by_kind[facet.kind] += number
            if self._is_of_kind(facet):
                by_language.update(dict.fromkeys(facet.languages.split(), number))
        n_all = sum(number for _, what, number in counts if what in wanted)
        return Found(self._hits(best), n_all, by_kind, by_language, slots)

    def _is_of_kind(self, facet: SearchFacet) -> bool:
        return not self.kind or facet.kind == self.kind

    def _is_in_language(self, facet: SearchFacet) -> bool:
        return not self.language or self.language in facet.languages.split()

    def _hits(self, best: list[tuple[int, int]]) -> list[Hit]:
        documents = SearchDocument.objects.in_bulk([pk for _, pk in best])
        seen = resolve_many([document.reference for document in documents.values()], user=self.user)
        return [
            Hit(documents[pk], seen[documents[pk].reference], score)
            for score, pk in best
            if pk in documents and documents[pk].reference in seen
        ]


def _open_end(slot: Slot, *, is_alone: bool) -> Slot:
    """The last word, as a beginning; pairs of letters are whole unless one letter stands alone."""
    (term,) = slot.terms
    if len(term) >= SHORTEST_PREFIX or (is_alone and not term.isascii()):
        return Slot(slot.terms, is_prefix=True)
    return slot


def _without_needless_beginning(slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
    """Where one word alone begins like the last one, look for that word: nothing has to be grouped then."""
    if not slots or not slots[-1].is_prefix:
        return slots
    ((first, second),) = _rows(is_only_one(slots[-1]))
    return (*slots[:-1], Slot((first,))) if first and not second else slots


def _rarest_first(slots: Sequence[Slot], numbers: Sequence[int]) -> list[Slot]:
    # A beginning that is no rarer comes last: looking it up in one document is cheap, in all of them it is not.
    order = sorted(range(len(slots)), key=lambda place: (numbers[place], slots[place].is_prefix, place))
    return [slots[place] for place in order]


def _numbers(slots: Sequence[Slot]) -> list[int]:
    return list(_rows(numbers_of_postings(slots))[0])


def _corrected(slots: tuple[Slot, ...], numbers: Sequence[int]) -> tuple[Slot, ...]:
    """Words that stand nowhere give way to those of titles that are one slip away."""
    wrong = [slot.terms[0] for slot, n in zip(slots, numbers, strict=True) if not n and can_be_misspelt(slot.terms[0])]
    if not wrong:
        return slots
    wanted = {variant for term in wrong for variant in variants(term)}
    known = SearchSpelling.objects.filter(variant__in=wanted).order_by("word").values_list("variant", "word")
    near: dict[str, set[str]] = {}
    for variant, word in known:
        near.setdefault(variant, set()).add(word)
    return tuple(_mended(slot, near) if slot.terms[0] in wrong else slot for slot in slots)


def _mended(slot: Slot, near: dict[str, set[str]]) -> Slot:
    (term,) = slot.terms
    candidates = {word for variant in variants(term) for word in near.get(variant, ()) if is_one_slip(term, word)}
    return Slot(tuple(sorted(candidates))) if candidates else slot


def is_one_slip(typed: str, meant: str) -> bool:
    """Whether one letter is missing, too many, wrong, or two neighbours are exchanged."""
    if len(typed) < len(meant):
        typed, meant = meant, typed
    start = next((place for place, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b), len(meant))
    rest, other = typed[start:], meant[start:]
    if len(typed) > len(meant):
        return rest[1:] == other
    return rest[1:] == other[1:] or (rest[2:] == other[2:] and rest[:2] == other[1::-1])


def _rows(part: Part) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(part.sql, part.values)
        return list(cursor.fetchall())
