"""The loop of a worker process, and its short form for tests."""

from __future__ import annotations

import logging
import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from django.db import InterfaceError, OperationalError, close_old_connections

from mutirao.base.tasks.running import run_next
from mutirao.base.tasks.schedule import enqueue_due

IDLE_SECONDS = 1.0

logger = logging.getLogger(__name__)


def work(*, until_empty: bool = False, name: str = "") -> int:
    """Enqueue what the schedule asks and run what is due, until SIGTERM or SIGINT; returns the number of attempts.

    The task at hand is finished first; a second signal does not wait. ``until_empty`` ends when nothing is due.
    """
    worker = name or f"{socket.gethostname()}:{os.getpid()}"
    n_attempts = 0
    with _until_signal() as is_stopping:
        while not is_stopping():
            try:
                close_old_connections()
                enqueue_due()
                is_idle = run_next(worker=worker) is None
            except (OperationalError, InterfaceError):
                if until_empty:
                    raise
                logger.exception("the database is busy or away; trying again")
                is_idle = True
            n_attempts += not is_idle
            if is_idle and until_empty:
                break
            if is_idle:
                time.sleep(IDLE_SECONDS)
    return n_attempts


def drain() -> int:
    """Run here everything that is due, and what that enqueues; for tests.

    Raises ``ExceptionGroup`` of what the tasks raised, so that a test does not pass over it.
    """
    n_attempts = 0
    errors = []
    while attempt := run_next(worker="drain"):
        n_attempts += 1
        if attempt.error:
            errors.append(attempt.error)
    if errors:
        raise ExceptionGroup("tasks failed", errors)
    return n_attempts


@contextmanager
def _until_signal() -> Iterator[Callable[[], bool]]:
    """A question that turns true at SIGTERM or SIGINT. A plain flag: an Event's lock is not safe in a handler."""
    is_stopping = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal is_stopping
        is_stopping = True
        signal.signal(number, previous[signal.Signals(number)])

    previous = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield lambda: is_stopping
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
