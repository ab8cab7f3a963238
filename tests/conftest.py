"""What every test stands on: a throw-away folder, compiled catalogues, and background work on demand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings

from mutirao.base import clock

NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


@pytest.fixture(scope="session", autouse=True)
def throw_away_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Nothing that a test writes stays, and WhiteNoise finds the folder that it warns about otherwise."""
    folder = tmp_path_factory.mktemp("var")
    settings.VAR = folder
    settings.MUTIRAO = {**settings.MUTIRAO, "VAR": folder}
    settings.MEDIA_ROOT, settings.STATIC_ROOT = folder / "uploads", folder / "static"
    settings.STATIC_ROOT.mkdir()


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
