"""What every test stands on: a throw-away folder, compiled catalogues, and background work on demand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from mutirao.base import clock

NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


@pytest.fixture
def noon() -> Iterator[dt.datetime]:
    """The clock stands at noon of a known day."""
    with clock.at(NOON):
        yield NOON


@pytest.fixture
def drain(db: None) -> Callable[[], Any]:
    """Runs the background work that is due."""
    from mutirao.base.tasks import drain as run_due

    return run_due
