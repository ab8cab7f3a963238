"""The words of the glossary and the kinds of support."""

from __future__ import annotations

import unicodedata
from typing import Any

from django.db.models import QuerySet

from mutirao.portal.models import SupportKind, Term


def all_terms(user: Any) -> QuerySet[Term]:
    """Everybody may read every word."""
    return Term.objects.all()


def terms_in_order() -> list[Term]:
    """As a dictionary in the reader's language has them; accents do not count."""
    return sorted(Term.objects.all(), key=lambda term: _without_accents(str(term.name)))


def all_support_kinds(user: Any) -> QuerySet[SupportKind]:
    """Everybody may read every kind."""
    return SupportKind.objects.all()


def _without_accents(word: str) -> str:
    letters = unicodedata.normalize("NFD", word.casefold())
    return "".join(letter for letter in letters if not unicodedata.category(letter).startswith("M"))
