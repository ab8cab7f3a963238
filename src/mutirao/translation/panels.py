"""Translations that wait for a second reader, in the inbox of those who may publish them."""

from __future__ import annotations

from typing import Any

from mutirao.accounts.models import User
from mutirao.base.panels import panel
from mutirao.translation import queries


@panel("inbox", order=46, template="translation/partials/inbox.html")
def waiting_offers(subject: Any, user: Any) -> dict[str, Any] | None:
    n_waiting = queries.offers_to_read(user).count() if isinstance(user, User) else 0
    return {"n_waiting": n_waiting} if n_waiting else None
