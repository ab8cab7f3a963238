"""What the portal repeats."""

from __future__ import annotations

from datetime import time

from mutirao.base.tasks import scheduled, task
from mutirao.portal import actions


@scheduled(daily_at=time(0, 10))
@task
def freeze_state() -> str:
    """The quarter that was frozen, else nothing."""
    return str(actions.freeze_state() or "")
