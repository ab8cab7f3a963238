"""What every test stands on: a throw-away folder, compiled catalogues, and background work on demand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection

from mutirao.base import clock
from mutirao.base.append_only import append_only_sql, changeable_sql
from mutirao.base.messages import compile_catalogues
from mutirao.base.models import AuditPayload, AuditRow
from mutirao.needs.models import (
    CommunityResult,
    CountedAsking,
    Estimate,
    RegionResult,
    Release,
    Reply,
    SkillResult,
)

NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


@pytest.fixture(scope="session", autouse=True)
def throw_away_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Nothing that a test writes stays, and WhiteNoise finds the folder that it warns about otherwise."""
    folder = tmp_path_factory.mktemp("var")
    settings.VAR = folder
    settings.MUTIRAO = {**settings.MUTIRAO, "VAR": folder}
    settings.MEDIA_ROOT, settings.STATIC_ROOT = folder / "uploads", folder / "static"
    settings.STATIC_ROOT.mkdir()


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """What one test counted is not what the next one has."""
    cache.clear()


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


@pytest.fixture(scope="session", autouse=True)
def compiled_catalogues() -> None:
    """Pages in six languages need their .mo files, which are not kept in git."""
    compile_catalogues()


# Rows that the database itself refuses to delete.
APPEND_ONLY = (AuditRow, CountedAsking, Estimate, CommunityResult, SkillResult, RegionResult, Release)


@pytest.fixture(autouse=True)
def append_only_rows_can_be_flushed(request: pytest.FixtureRequest) -> Iterator[None]:
    """The flush after a transactional test deletes rows; the append-only triggers stand aside for it."""
    marker = request.node.get_closest_marker("django_db")
    in_transaction = bool(marker and marker.kwargs.get("transaction"))
    if not in_transaction and not {"transactional_db", "live_server"} & set(request.fixturenames):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        for table in (model._meta.db_table for model in APPEND_ONLY):
            for statement in changeable_sql(connection.vendor, table):
                cursor.execute(statement)
        # What points at them goes first, where checks cannot be put off.
        AuditPayload.objects.all().delete()
        Reply.objects.all().delete()
        for table in (model._meta.db_table for model in APPEND_ONLY):
            cursor.execute(f"delete from {table}")
            for statement in append_only_sql(connection.vendor, table):
                cursor.execute(statement)
