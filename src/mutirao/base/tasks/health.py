"""How the queue is doing, for the status page and the operator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Min, Q, QuerySet
from django.tasks import TaskResultStatus

from mutirao.base import clock
from mutirao.base.models.tasks import TaskRun


@dataclass(frozen=True)
class QueueHealth:
    """``longest_wait`` of a due task grows when no worker runs; ``n_failed`` were given up in the last month."""

    n_due: int
    n_running: int
    n_failed: int
    longest_wait: timedelta


def queue_health() -> QueueHealth:
    """One query."""
    now = clock.now()
    is_due = Q(state=TaskResultStatus.READY, run_after__lte=now)
    row = TaskRun.objects.aggregate(
        n_due=Count("pk", filter=is_due),
        n_running=Count("pk", filter=Q(state=TaskResultStatus.RUNNING)),
        n_failed=Count("pk", filter=Q(state=TaskResultStatus.FAILED)),
        oldest=Min("run_after", filter=is_due),
    )
    oldest = row.pop("oldest")
    return QueueHealth(**row, longest_wait=now - oldest if oldest else timedelta(0))


def failed_runs() -> QuerySet[TaskRun]:
    """Runs that were given up, the latest first."""
    return TaskRun.objects.filter(state=TaskResultStatus.FAILED).order_by("-finished_at", "-pk")
