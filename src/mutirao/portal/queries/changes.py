"""What changed lately: acts of the audit chain whose subject everybody may see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser

from mutirao.action_lines.states import Act as LineAct
from mutirao.base.acts import Act, names_in_chain
from mutirao.base.models import AuditRow
from mutirao.base.references import resolve_many
from mutirao.discussion.states import Act as DiscussionAct
from mutirao.movement.states import Act as MovementAct
from mutirao.needs.states import Act as NeedsAct
from mutirao.portal.states import Act as PortalAct
from mutirao.sources.states import Act as SourceAct
from mutirao.translation.states import Act as TranslationAct

TOLD: tuple[Act, ...] = (
    SourceAct.EDITION_LOADED,
    MovementAct.COMMUNITY_LISTED,
    MovementAct.COMMUNITY_MERGED,
    MovementAct.COMMUNITY_EDITED,
    MovementAct.DECLARED,
    LineAct.SIGNED_UP,
    LineAct.TASK_CONFIRMED,
    LineAct.DEMAND_TAKEN,
    DiscussionAct.POLL_CLOSED,
    TranslationAct.OFFER_PUBLISHED,
    PortalAct.STATE_FROZEN,
    NeedsAct.RELEASE_MADE,
)
# Looked through one after the other until enough is found. Each is four times the one before: a burst of private acts
# costs a few queries and hides nothing that is less than 5,400 such acts old.
BATCHES = (64, 256, 1024, 4096)


@dataclass(frozen=True)
class Change:
    """Something public that happened: when, what, to what; ``key`` is its own for ever."""

    key: str
    at: datetime
    action: Any
    title: str
    address: str


def lately(limit: int = 8) -> list[Change]:
    """The latest public changes, the newest first; what happened again to the same thing is told once."""
    found: dict[tuple[str, str], Change] = {}
    for rows in _batches():
        seen: dict[Any, Any] = resolve_many({row.subject for row in rows}, user=AnonymousUser())
        for row in rows:
            if row.subject in seen and len(found) < limit:
                found.setdefault((str(row.subject), row.action), change_of(row, seen[row.subject]))
        if len(found) == limit:
            break
    return list(found.values())


def _batches() -> Iterator[list[AuditRow]]:
    rows = AuditRow.objects.filter(action__in=names_in_chain(TOLD)).order_by("-id")
    for size in BATCHES:
        batch = list(rows[:size])
        yield batch
        if len(batch) < size:
            return
        rows = rows.filter(id__lt=batch[-1].pk)


def change_of(row: AuditRow, subject: Any) -> Change:
    return Change(row.row_hash, row.happened_at, row.action_label, str(subject), subject.get_absolute_url())
