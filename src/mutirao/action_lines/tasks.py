"""What repeats: looking for gaps, ending old claims, caring for sign-ups that wait."""

from __future__ import annotations

from datetime import time

from mutirao.action_lines import actions
from mutirao.base.tasks import scheduled, task


@scheduled(daily_at=time(3, 10))
@task
def find_gaps() -> int:
    return actions.find_gaps().n_opened


@scheduled(daily_at=time(3, 20))
@task
def release_overdue_claims() -> int:
    return actions.release_overdue_claims()


@scheduled(daily_at=time(3, 30))
@task
def care_for_owners() -> int:
    """First give what is left alone to somebody, then remind."""
    actions.reassign_lost()
    return actions.remind_owners()


@scheduled(daily_at=time(3, 40))
@task
def hide_exposed() -> int:
    return actions.hide_exposed()
