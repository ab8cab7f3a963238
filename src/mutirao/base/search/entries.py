"""What stands in the index for one object: its terms and their weights."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from typing import Any

from mutirao.base.models.search import TERM_LENGTH
from mutirao.base.references import Reference
from mutirao.base.search.analysis import Word, words
from mutirao.base.search.registry import Document, Searchable

# A word of a title says more than a text that repeats it, and the more, the fewer other words the title has.
IN_NAME, WHOLE_NAME = 1000, 300
IN_TEXT, EACH_TIME, MOST_TIMES = 100, 20, 5
# Of one text; what stands further down does not tell what it is about.
MOST_WORDS = 5000
SHORTEST_MISSPELT, LONGEST_MISSPELT = 4, 16


@dataclass(frozen=True)
class Entry:
    """One object with its document, ready to be written."""

    reference: Reference
    document: Document

    @cached_property
    def pk(self) -> int:
        return document_id(self.reference)

    @cached_property
    def facet(self) -> tuple[str, str]:
        return self.reference.kind, " ".join(sorted(set(self.document.languages)))

    def names(self) -> list[str]:
        return [*self.document.names.texts.values(), *self.document.aliases]

    def weights(self) -> dict[str, int]:
        """How much each term says about the object."""
        weights: dict[str, int] = {}
        for text in [*self.document.text.texts.values(), " ".join(self.document.keywords)]:
            for term, times in Counter(_terms(text)).items():
                weights[term] = max(weights.get(term, 0), IN_TEXT + EACH_TIME * min(times, MOST_TIMES))
        for name in self.names():
            terms = set(_terms(name))
            for term in terms:
                weights[term] = max(weights.get(term, 0), IN_NAME + WHOLE_NAME // len(terms))
        return {term: weight + self.document.prior for term, weight in weights.items()}

    def spellings(self) -> Iterator[tuple[str, str]]:
        """Each word of its names, whole and with each one letter left out."""
        for term in {term for name in self.names() for term in _terms(name)}:
            if can_be_misspelt(term):
                yield from ((variant, term) for variant in variants(term))


def entry_of(searchable: Searchable, row: Any) -> Entry:
    reference = Reference(searchable.kind, str(getattr(row, searchable.registered.key)))
    return Entry(reference, searchable.document(row))


def document_id(reference: Reference) -> int:
    """A number of 63 bits: the same on every database, so that ties between results are settled alike."""
    digest = hashlib.blake2b(str(reference).encode(), digest_size=8).digest()
    return int.from_bytes(digest) >> 1


def can_be_misspelt(term: str) -> bool:
    """Short words and numbers cannot: too much is near them."""
    return SHORTEST_MISSPELT <= len(term) <= LONGEST_MISSPELT and not any(map(str.isdigit, term))


def variants(term: str) -> set[str]:
    """The term and what is left of it without one of its letters; two words one slip apart share one of these."""
    return {term, *(term[:place] + term[place + 1 :] for place in range(len(term)))}


@lru_cache(maxsize=4096)
def _terms(text: str) -> tuple[str, ...]:
    """Kept, because each name is looked at twice, and many objects are named alike."""
    found: Iterator[Word] = islice(words(text), MOST_WORDS)
    return tuple(word.term[:TERM_LENGTH] for word in found)
