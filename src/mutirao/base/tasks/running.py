"""One attempt at one task: claim it, run it, mark it.

The claim is a transaction of its own, so that an attempt is counted even if it kills the process.
"""

from __future__ import annotations

import logging
import random
import threading
import time
import traceback
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.models import Q, QuerySet
from django.tasks import TaskContext
from django.tasks.base import TaskResultStatus
from django.tasks.signals import task_finished, task_started
from django.utils.json import normalize_json

from mutirao.base import clock
from mutirao.base.models.tasks import TaskRun
from mutirao.base.tasks.backend import DatabaseBackend, DatabaseTask, result_of, task_at

LEASE = timedelta(minutes=2)
HEARTBEAT = timedelta(seconds=30)
FIRST_DELAY = timedelta(seconds=15)
LONGEST_DELAY = timedelta(hours=1)
LONG_TRANSACTION_SECONDS = 5
TRACEBACK_CHARACTERS = 4000

logger = logging.getLogger(__name__)
_current: ContextVar[TaskRun | None] = ContextVar("current_task_run", default=None)


class LeaseLost(Exception):
    """Another worker may have taken the run over: nothing of this attempt may be written."""


@dataclass(frozen=True)
class Attempt:
    """What became of one attempt; ``error`` is None when the task succeeded."""

    run: TaskRun
    error: Exception | None


def run_next(*, worker: str) -> Attempt | None:
    """Run the most urgent task that is due; None when there is none. Errors of the task are recorded, not raised."""
    run = claim(worker=worker)
    if run is None:
        return None
    try:
        task = task_at(run.path)
    except Exception as error:  # importing the module runs its code, which may raise anything
        _fail(run, error)
        return Attempt(run, error)
    task_started.send(DatabaseBackend, task_result=result_of(run, task))
    error_or_none = _attempt(run, task)
    run.refresh_from_db()
    if run.finished_at:
        task_finished.send(DatabaseBackend, task_result=result_of(run, task))
    return Attempt(run, error_or_none)


def confirm_lease() -> None:
    """Raise ``LeaseLost`` unless the running task is still ours; does nothing outside a worker.

    Called first in a transaction, it also keeps other workers away until that transaction ends.
    """
    run = _current.get()
    if run is not None:
        _renew(run)


def claim(*, worker: str) -> TaskRun | None:
    """The most urgent due run, leased to ``worker``; None when nothing is due."""
    # A plain read first: an idle worker must not ask for SQLite's write lock every second.
    while _due().exists():
        with transaction.atomic():
            run = _due().select_for_update(skip_locked=True).order_by("-priority", "run_after", "pk").first()
            if run is None:
                return None
            if run.attempts < run.max_attempts:
                return _lease(run, worker)
            # It took its worker down each time it was tried.
            lost = LeaseLost("the worker was lost during the last permitted attempt")
            _mark(run, state=TaskResultStatus.FAILED, finished_at=clock.now(), **_end_with(lost))
    return None


def retry_delay(run: TaskRun) -> timedelta:
    """Doubles with each attempt up to an hour, and up to half more so that failures do not return in step.

    The same run and attempt always give the same delay.
    """
    delay: timedelta = min(FIRST_DELAY * 2 ** (run.attempts - 1), LONGEST_DELAY)
    share = random.Random(f"{run.public_id}:{run.attempts}").random()  # noqa: S311 it spreads, it hides nothing
    return delay * (1 + share / 2)


def _due() -> QuerySet[TaskRun]:
    now = clock.now()
    return TaskRun.objects.filter(
        Q(state=TaskResultStatus.READY, run_after__lte=now) | Q(state=TaskResultStatus.RUNNING, lease_until__lt=now)
    )


def _lease(run: TaskRun, worker: str) -> TaskRun:
    now = clock.now()
    run.state = TaskResultStatus.RUNNING
    run.attempts += 1
    run.workers = [*run.workers, worker]
    run.lease_token = uuid.uuid4()
    run.lease_until = now + LEASE
    run.heartbeat_at = run.last_attempted_at = now
    run.started_at = run.started_at or now
    run.save()
    return run


def _attempt(run: TaskRun, task: DatabaseTask) -> Exception | None:
    mark = _current.set(run)
    try:
        # The transaction's own lock is the lease: nobody can claim the run before it ends or its worker dies.
        with _short_transaction(run) if task.in_transaction else _heartbeat(run):
            _renew(run)
            _complete(run, _call(run, task))
    except Exception as error:
        _fail(run, error)
        return error
    finally:
        _current.reset(mark)
    return None


def _call(run: TaskRun, task: DatabaseTask) -> Any:
    context: list[Any] = [TaskContext(task_result=result_of(run, task))] if task.takes_context else []
    return normalize_json(task.call(*context, *run.args, **run.kwargs))


def _renew(run: TaskRun) -> None:
    now = clock.now()
    _mark(run, heartbeat_at=now, lease_until=now + LEASE)


def _complete(run: TaskRun, return_value: Any) -> None:
    _mark(
        run,
        state=TaskResultStatus.SUCCESSFUL,
        return_value=return_value,
        finished_at=clock.now(),
        lease_token=None,
        lease_until=None,
    )


def _fail(run: TaskRun, error: Exception) -> None:
    now = clock.now()
    changes = _end_with(error)
    if run.attempts < run.max_attempts:
        changes |= {"state": TaskResultStatus.READY, "run_after": now + retry_delay(run)}
    else:
        changes |= {"state": TaskResultStatus.FAILED, "finished_at": now}
    level = logging.WARNING if run.attempts < run.max_attempts else logging.ERROR
    logger.log(level, "%s failed at attempt %d", run, run.attempts, exc_info=error)
    try:
        _mark(run, **changes)
    except LeaseLost:
        logger.warning("%s is no longer ours: taken over, or done and failed in a hook after commit", run)


def _end_with(error: Exception) -> dict[str, Any]:
    kind = type(error)
    return {
        "lease_token": None,
        "lease_until": None,
        "error_class": f"{kind.__module__}.{kind.__qualname__}"[:300],
        "error_message": str(error)[:TRACEBACK_CHARACTERS],
        "error_traceback": "".join(traceback.format_exception(error))[-TRACEBACK_CHARACTERS:],
    }


def _mark(run: TaskRun, **changes: Any) -> None:
    """Change the row on condition that its lease is still the one we claimed; raises ``LeaseLost``."""
    if not TaskRun.objects.filter(pk=run.pk, lease_token=run.lease_token).update(**changes):
        raise LeaseLost(str(run))


@contextmanager
def _short_transaction(run: TaskRun) -> Iterator[None]:
    started = time.monotonic()
    with transaction.atomic():
        yield
    seconds = time.monotonic() - started
    if seconds > LONG_TRANSACTION_SECONDS:
        logger.warning("%s held its transaction for %.0f s: declare it in_transaction=False", run, seconds)


@contextmanager
def _heartbeat(run: TaskRun) -> Iterator[None]:
    """Renew the lease from a thread with its own connection while the task holds no transaction."""
    is_over = threading.Event()
    thread = threading.Thread(target=_beat, args=(run, is_over), name=f"heartbeat of {run}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()


def _beat(run: TaskRun, is_over: threading.Event) -> None:
    try:
        while not is_over.wait(HEARTBEAT.total_seconds()):
            try:
                _renew(run)
            except LeaseLost:
                return
            except DatabaseError:
                # Busy or away for a moment: the lease lasts four beats.
                logger.warning("no heartbeat for %s", run, exc_info=True)
    finally:
        connection.close()
