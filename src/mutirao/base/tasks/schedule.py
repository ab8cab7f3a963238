"""Tasks that repeat. Any number of workers enqueue each due time exactly once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.tasks import Task

from mutirao.base import clock
from mutirao.base.errors import InputError
from mutirao.base.models.tasks import TaskRun
from mutirao.base.tasks.backend import enqueue_once

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# The key of a due time must outlive it, and finished runs are purged after a month.
LONGEST_PERIOD = timedelta(days=7)


@dataclass(frozen=True)
class Schedule:
    """``task`` is due at each multiple of ``every`` after the epoch plus ``offset``, UTC."""

    task: Task[..., Any]
    every: timedelta
    offset: timedelta

    def latest_due(self, now: datetime) -> datetime:
        start = EPOCH + self.offset
        return start + (now - start) // self.every * self.every

    def once_key(self, now: datetime) -> str:
        return f"schedule:{self.task.module_path}:{self.latest_due(now).isoformat()}"


_schedules: dict[str, Schedule] = {}


def scheduled[**P, R](
    *, every: timedelta | None = None, daily_at: time | None = None
) -> Callable[[Task[P, R]], Task[P, R]]:
    """Repeat a task without arguments: ``every`` so often, or ``daily_at`` an hour and minute in UTC.

    Stands above ``@task``. Of the times missed while no worker ran, only the latest is made up for.
    """
    if (every is None) == (daily_at is None):
        raise InputError("scheduled", allowed="either every or daily_at", got=(every, daily_at))
    if every is not None and not timedelta(0) < every <= LONGEST_PERIOD:
        raise InputError("every", allowed=f"more than nothing, at most {LONGEST_PERIOD.days} days", got=every)

    def register(task: Task[P, R]) -> Task[P, R]:
        offset = timedelta(hours=daily_at.hour, minutes=daily_at.minute) if daily_at else timedelta(0)
        _schedules[task.module_path] = Schedule(task, every or timedelta(days=1), offset)
        return task

    return register


def enqueue_due() -> int:
    """Enqueue what is due and was not enqueued yet; returns how many runs this call made."""
    now = clock.now()
    due = {schedule.once_key(now): schedule for schedule in _schedules.values()}
    standing = set(TaskRun.objects.filter(once_key__in=due).values_list("once_key", flat=True))
    return sum(enqueue_once(due[key].task, key) for key in due if key not in standing)
