"""Django's tasks stored in our database: declaring, enqueueing and reading results."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, overload

from django.core.exceptions import ValidationError
from django.tasks import Task, TaskResult, TaskResultStatus
from django.tasks import task as django_task
from django.tasks.backends.base import BaseTaskBackend
from django.tasks.base import TaskError
from django.tasks.exceptions import InvalidTask, TaskResultDoesNotExist
from django.tasks.signals import task_enqueued
from django.utils.json import normalize_json
from django.utils.module_loading import import_string

from mutirao.base import clock
from mutirao.base.models.tasks import TaskRun

# With the delays of tasks.running, eight attempts span about half an hour: longer than most outages.
MAX_ATTEMPTS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseTask(Task):  # type: ignore[type-arg]  # generic in the stubs only, not when it runs
    """Django's task with our two promises.

    ``in_transaction``: the function and its completion mark are one transaction, so its database effects happen
    exactly once. It holds SQLite's write lock meanwhile, so it must be short. A function that fetches or computes
    for longer says False: it may run again after a crash, and calls ``confirm_lease()`` in its own transactions.
    """

    max_attempts: int = MAX_ATTEMPTS
    in_transaction: bool = True


@overload
def task[**P, R](function: Callable[P, R], /) -> Task[P, R]: ...


@overload
def task[**P, R](
    *, priority: int = 0, max_attempts: int = MAX_ATTEMPTS, in_transaction: bool = True
) -> Callable[[Callable[P, R]], Task[P, R]]: ...


def task(function: Callable[..., Any] | None = None, /, **options: Any) -> Any:
    """Django's ``@task``, with the options of ``DatabaseTask``."""
    return django_task(function, **options) if function else django_task(**options)


class DatabaseBackend(BaseTaskBackend):
    """``TASKS = {"default": {"BACKEND": "mutirao.base.tasks.DatabaseBackend"}}``"""

    task_class = DatabaseTask
    supports_defer = True
    supports_get_result = True
    supports_priority = True

    def enqueue[**P, R](self, task: Task[P, R], args: Sequence[Any], kwargs: Mapping[str, Any]) -> TaskResult[P, R]:
        """Insert the run into the caller's transaction: it exists exactly if the caller's change does."""
        self.validate_task(task)
        result = result_of(TaskRun.objects.create(**columns(task, args, kwargs)), task)
        task_enqueued.send(type(self), task_result=result)
        return result

    def get_result(self, result_id: str) -> TaskResult[..., Any]:
        try:
            run = TaskRun.objects.get(public_id=result_id)
        except (TaskRun.DoesNotExist, ValidationError) as error:
            raise TaskResultDoesNotExist(result_id) from error
        return result_of(run, task_at(run.path))


def enqueue_once[**P](task: Task[P, Any], once_key: str, /, *args: P.args, **kwargs: P.kwargs) -> bool:
    """Enqueue unless a run with ``once_key`` stands; True when this call did it. Safe against races."""
    task.get_backend().validate_task(task)
    _, is_new = TaskRun.objects.get_or_create(once_key=once_key, defaults=columns(task, args, kwargs))
    return is_new


def columns(task: Task[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a new run; raises ``TypeError`` for arguments that JSON cannot say."""
    now = clock.now()
    return {
        "path": task.module_path,
        "args": normalize_json(args),
        "kwargs": normalize_json(kwargs),
        "queue": task.queue_name,
        "priority": task.priority,
        "max_attempts": task.max_attempts if isinstance(task, DatabaseTask) else MAX_ATTEMPTS,
        "run_after": task.run_after or now,
        "enqueued_at": now,
    }


def task_at(path: str) -> DatabaseTask:
    """The task declared at ``path``; raises ``ImportError`` or ``InvalidTask`` when there is none (any more)."""
    found = import_string(path)
    if not isinstance(found, DatabaseTask):
        raise InvalidTask(f"{path} is not a task of this backend.")
    return found


def result_of[**P, R](run: TaskRun, task: Task[P, R]) -> TaskResult[P, R]:
    """Django's view of a run."""
    result = TaskResult(
        task=task.using(priority=run.priority, queue_name=run.queue, run_after=run.run_after),
        id=str(run.public_id),
        status=TaskResultStatus(run.state),
        enqueued_at=run.enqueued_at,
        started_at=run.started_at,
        finished_at=run.finished_at,
        last_attempted_at=run.last_attempted_at,
        args=run.args,
        kwargs=run.kwargs,
        backend=task.backend,
        errors=[TaskError(exception_class_path=run.error_class, traceback=run.error_traceback)]
        if run.error_class
        else [],
        worker_ids=run.workers,
    )
    object.__setattr__(result, "_return_value", run.return_value)
    return result
