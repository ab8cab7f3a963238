"""Asking the index in few words, and comparing it with one made anew."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from tests.base.conftest import database, shared_database

from mutirao.base import search
from mutirao.base.models import SearchDocument, SearchPosting

__all__ = ["database", "shared_database"]


def found(question: str, **asked: Any) -> list[str]:
    """The references that a stranger finds, the best first."""
    results = search.find(question, user=AnonymousUser(), **asked)
    return [str(hit.document.reference) for hit in results.hits]


def content(kind: str) -> tuple[list[Any], list[Any]]:
    """All that the index says of a kind, without numbers that a database gives."""
    documents = (
        SearchDocument.objects.filter(kind=kind)
        .order_by("pk")
        .values_list("pk", "kind", "public_id", "facet__languages", "digest", "names", "text", "aliases")
    )
    postings = (
        SearchPosting.objects.filter(document__kind=kind)
        .order_by("document", "term")
        .values_list("document", "term", "weight", "facet__kind", "facet__languages")
    )
    return list(documents), list(postings)


def is_as_made_anew(kind: str) -> bool:
    before = content(kind)
    search.rebuild()
    return before == content(kind)
