"""News travels upward: a lower context announces, the handlers of higher ones run after commit, once each."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.inspect import is_module_level_function
from django.utils.module_loading import import_string

from mutirao.base import clock
from mutirao.base.canonical_json import JSON
from mutirao.base.errors import InputError
from mutirao.base.models.tasks import TaskRun
from mutirao.base.references import Reference
from mutirao.base.tasks import task
from mutirao.base.tasks.backend import columns


@dataclass(frozen=True)
class News:
    """What a handler gets: ``name`` is context and event, such as ``needs.release_published``."""

    id: uuid.UUID
    name: str
    subject: Reference
    payload: Mapping[str, Any]
    announced_at: datetime


type Handler = Callable[[News], None]

# Paths, not functions: a handler is looked up when it runs, as a task is.
_handlers: dict[str, list[str]] = {}


class NotInTransaction(Exception):
    """News was announced outside a transaction, where it could survive a change that did not happen."""


def on(name: str) -> Callable[[Handler], Handler]:
    """Register a function of a ``handlers`` module for news called ``name``."""

    def register(handler: Handler) -> Handler:
        if not is_module_level_function(handler):
            raise InputError("handler", allowed="a function at the top of its module", got=handler)
        path = f"{handler.__module__}.{handler.__qualname__}"
        paths = _handlers.setdefault(name, [])
        if path not in paths:
            paths.append(path)
        return handler

    return register


def handlers() -> dict[str, tuple[str, ...]]:
    """The paths of the handlers registered for each name."""
    return {name: tuple(paths) for name, paths in sorted(_handlers.items())}


def announce(name: str, *, subject: Reference, payload: Mapping[str, JSON]) -> News:
    """Enqueue one run per handler in the caller's transaction: they run if, and only if, it commits.

    Raises ``NotInTransaction`` outside one.
    """
    if not _is_in_transaction():
        raise NotInTransaction(name)
    news = News(uuid.uuid4(), name, subject, payload, clock.now())
    written = {
        "id": str(news.id),
        "name": name,
        "subject": str(subject),
        "payload": payload,
        "announced_at": news.announced_at.isoformat(),
    }
    TaskRun.objects.bulk_create(
        TaskRun(once_key=f"news:{news.id}:{path}", **columns(deliver, [path, written], {}))
        for path in _handlers.get(name, ())
    )
    return news


@task
def deliver(handler: str, written: dict[str, Any]) -> None:
    """Call one handler with one piece of news."""
    news = News(
        id=uuid.UUID(written["id"]),
        name=written["name"],
        subject=Reference.parse(written["subject"]),
        payload=written["payload"],
        announced_at=datetime.fromisoformat(written["announced_at"]),
    )
    import_string(handler)(news)


def _is_in_transaction() -> bool:
    # The block that a test case wraps around a test does not count, or tests would pass where production fails.
    return any(not getattr(block, "_from_testcase", False) for block in connection.atomic_blocks)
