"""The one place that reads the time, so that tests can set it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from zoneinfo import available_timezones

from django.utils import timezone

_frozen: ContextVar[dt.datetime | None] = ContextVar("frozen_time", default=None)


def now() -> dt.datetime:
    """The present moment, in UTC and aware."""
    return _frozen.get() or timezone.now()


def today() -> dt.date:
    """The present day in UTC."""
    return now().astimezone(dt.UTC).date()


@cache
def zones() -> frozenset[str]:
    """The names of all time zones; Python itself would walk through their folders at every call."""
    return frozenset(available_timezones())


@contextmanager
def at(moment: dt.datetime) -> Iterator[None]:
    """Hold the clock at ``moment`` inside the block."""
    token = _frozen.set(moment)
    try:
        yield
    finally:
        _frozen.reset(token)
