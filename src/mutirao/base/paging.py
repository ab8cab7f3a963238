"""Lists in pages of fifty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from mutirao.base.prepared import Asked

PAGE_SIZE = 50
# Where each row is a card on a phone: fifty of those are forty screens. Whole rows of two, three and four.
CARDS_A_PAGE = 24


def page_of[M: Model](
    rows: QuerySet[M] | Asked[M] | Sequence[Any], request: HttpRequest, *, size: int = PAGE_SIZE
) -> Page[M]:
    """The page that ``?page=`` asks for; a wrong number gives the nearest page there is."""
    listed: Any = rows
    return Paginator(listed, size).get_page(request.GET.get("page"))


def address_without_page(request: HttpRequest) -> str:
    """The query of the present address, ready to take ``page=`` at its end."""
    query = request.GET.copy()
    query.pop("page", None)
    return f"?{query.urlencode()}&" if query else "?"
