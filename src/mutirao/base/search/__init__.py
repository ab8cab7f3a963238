"""Finding what is public, by words in any language: the register of kinds, the index and the questions to it.

A context registers its kinds in its ``search`` module; ``docs/record.md`` shows how.
"""

from mutirao.base.search.asking import LAST_PAGE, MOST_LETTERS, PAGE_SIZE, Found, Hit, find
from mutirao.base.search.indexing import (
    follow,
    index,
    mark_outdated,
    rebuild,
    refresh,
    refresh_outdated,
    refresh_reading,
)
from mutirao.base.search.registry import (
    Document,
    Searchable,
    named_in_each_language,
    register_search,
    searchable_named,
    searchables,
)
from mutirao.base.search.snippets import Snippet, snippet_of, title_of

__all__ = [
    "LAST_PAGE",
    "MOST_LETTERS",
    "PAGE_SIZE",
    "Document",
    "Found",
    "Hit",
    "Searchable",
    "Snippet",
    "find",
    "follow",
    "index",
    "mark_outdated",
    "named_in_each_language",
    "rebuild",
    "refresh",
    "refresh_outdated",
    "refresh_reading",
    "register_search",
    "searchable_named",
    "searchables",
    "snippet_of",
    "title_of",
]
