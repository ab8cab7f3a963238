"""Background work: one row per call of a task function, from waiting to done."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.tasks import TaskResultStatus

from mutirao.base import clock

__all__ = ["TaskRun"]


class TaskRun(models.Model):
    """A call that waits, runs under a lease, is done, or has failed for good.

    ``once_key`` is taken for as long as the row stands: a second call with the same key is never enqueued.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    path = models.CharField(max_length=300)
    args = models.JSONField(default=list)
    kwargs = models.JSONField(default=dict)
    queue = models.CharField(max_length=40)
    priority = models.SmallIntegerField(default=0)
    once_key = models.CharField(max_length=400, unique=True, null=True)  # noqa: DJ001 only NULLs may repeat

    state = models.CharField(max_length=10, choices=TaskResultStatus.choices, default=TaskResultStatus.READY)
    run_after = models.DateTimeField(default=clock.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    max_attempts = models.PositiveSmallIntegerField()
    workers = models.JSONField(default=list)
    lease_token = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)

    enqueued_at = models.DateTimeField(default=clock.now)
    started_at = models.DateTimeField(null=True)
    last_attempted_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    return_value = models.JSONField(null=True)
    error_class = models.CharField(max_length=300, blank=True)
    error_message = models.TextField(blank=True)
    error_traceback = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "run_after"], name="task_run_due")]
        constraints = [
            models.CheckConstraint(
                name="task_run_leased_while_running",
                condition=Q(state=TaskResultStatus.RUNNING, lease_token__isnull=False, lease_until__isnull=False)
                | (~Q(state=TaskResultStatus.RUNNING) & Q(lease_token__isnull=True)),
            ),
            models.CheckConstraint(name="task_run_attempts_within_limit", condition=Q(attempts__lte=F("max_attempts"))),
        ]

    def __str__(self) -> str:
        return f"{self.path} ({self.public_id})"
