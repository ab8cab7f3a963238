"""What the record shows on pages below, and what waits for curators."""

from __future__ import annotations

from typing import Any

from mutirao.accounts.models import User
from mutirao.action_lines.models import ActionLine
from mutirao.base.panels import panel
from mutirao.record import queries
from mutirao.record.rules import is_curator

SHOWN = 10
LED_TO = "record/panels/led_to.html"


@panel("action_line", order=55, template="record/panels/line.html")
def of_line(line: ActionLine, user: Any) -> dict[str, Any] | None:
    """How many discussions the list has on this line, and the way there."""
    n = queries.listed().filter(action_lines=line).count()
    return {"n": n} if n else None


@panel("project", order=60, template=LED_TO)
@panel("resource", order=60, template=LED_TO)
@panel("earlier_assessment", order=60, template=LED_TO)
def led_to(subject: Any, user: Any) -> dict[str, Any] | None:
    """Discussions of which this came."""
    reference = subject.reference
    rows = list(queries.that_led_to(reference.kind, reference.public_id)[:SHOWN])
    return {"rows": rows} if rows else None


@panel("inbox", order=47, template="record/panels/inbox.html")
def to_answer(person: User, user: Any) -> dict[str, Any] | None:
    """For curators: requests to remove a post."""
    if not is_curator(person):
        return None
    n = queries.waiting_requests().exclude(asked_by=person).count()
    return {"n": n} if n else None
