"""What base throws away: finished runs, whose arguments and errors may name people, and ended counts."""

from __future__ import annotations

from datetime import time, timedelta

from mutirao.base import clock
from mutirao.base.models.rates import RateCount
from mutirao.base.models.tasks import TaskRun
from mutirao.base.tasks.backend import task
from mutirao.base.tasks.schedule import scheduled

KEPT = timedelta(days=30)


@scheduled(daily_at=time(3, 10))
@task
def purge_finished_runs() -> int:
    """Delete what was done or given up a month ago; returns how many."""
    n_deleted, _ = TaskRun.objects.filter(finished_at__lt=clock.now() - KEPT).delete()
    return n_deleted


@scheduled(every=timedelta(hours=1))
@task
def purge_ended_counts() -> int:
    """Delete the rate counters of past windows; returns how many."""
    n_deleted, _ = RateCount.objects.filter(ends_at__lt=clock.now()).delete()
    return n_deleted
