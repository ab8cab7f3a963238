"""Translations that wait for a second reader, in the inbox of those who may publish them."""

from __future__ import annotations

from typing import Any

from mutirao.accounts.models import User
from mutirao.base.panels import panel
from mutirao.translation import queries
from mutirao.translation.texts import translatables


@panel("inbox", order=46, template="translation/partials/inbox.html")
def waiting_offers(subject: Any, user: Any) -> dict[str, Any] | None:
    n_waiting = queries.offers_to_read(user).count() if isinstance(user, User) else 0
    return {"n_waiting": n_waiting} if n_waiting else None


@panel("community", order=90, template="translation/partials/link.html")
@panel("action_line", order=90, template="translation/partials/link.html")
@panel("skill", order=90, template="translation/partials/link.html")
def way_to_translate(subject: Any, user: Any) -> dict[str, Any] | None:
    """A link to the texts of the thing, if they can be translated; no query."""
    return {} if any(each.name == subject.kind for each in translatables()) else None
