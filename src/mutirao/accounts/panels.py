"""What accounts itself puts into the inbox: roles that need a word."""

from __future__ import annotations

from typing import Any

from mutirao.accounts import queries
from mutirao.base.panels import panel

SHOWN = 10


@panel("inbox", order=5, template="accounts/panels/roles_to_confirm.html")
def roles_to_confirm(subject: Any, user: Any) -> dict[str, Any] | None:
    grants = list(queries.roles_to_confirm(user)[:SHOWN])
    return {"grants": grants} if grants else None


@panel("inbox", order=6, template="accounts/panels/contests_to_settle.html")
def contests_to_settle(subject: Any, user: Any) -> dict[str, Any] | None:
    if not user.is_administrator:
        return None
    contests = list(queries.contests_to_settle(user)[:SHOWN])
    return {"contests": contests} if contests else None
