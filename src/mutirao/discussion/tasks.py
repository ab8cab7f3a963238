"""What happens by itself."""

from __future__ import annotations

from datetime import timedelta

from mutirao.base.tasks import scheduled, task
from mutirao.discussion import actions, queries

POLLS_AT_ONCE = 100


@scheduled(every=timedelta(minutes=5))
@task
def close_due_polls() -> int:
    """Close the polls whose time is over; returns how many."""
    due = list(queries.polls_to_close()[:POLLS_AT_ONCE])
    for poll in due:
        actions.close_due_poll(poll=poll)
    return len(due)
