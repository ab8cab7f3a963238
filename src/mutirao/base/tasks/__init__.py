"""Background work: Django's tasks on our own database, one door.

Declare with ``@task``; call with ``.enqueue(...)`` inside the transaction that needs it; ``@scheduled`` repeats.
``docs/decisions/background-tasks.md`` says why it is built this way.
"""

# DatabaseBackend comes first: Django looks it up here as soon as the next import declares a task.
from mutirao.base.tasks.backend import DatabaseBackend, enqueue_once, task
from mutirao.base.tasks.health import QueueHealth, failed_runs, queue_health
from mutirao.base.tasks.purge import purge_ended_counts, purge_finished_runs
from mutirao.base.tasks.running import Attempt, LeaseLost, confirm_lease, run_next
from mutirao.base.tasks.schedule import enqueue_due, scheduled
from mutirao.base.tasks.worker import drain, work

__all__ = [
    "Attempt",
    "DatabaseBackend",
    "LeaseLost",
    "QueueHealth",
    "confirm_lease",
    "drain",
    "enqueue_due",
    "enqueue_once",
    "failed_runs",
    "purge_ended_counts",
    "purge_finished_runs",
    "queue_health",
    "run_next",
    "scheduled",
    "task",
    "work",
]
