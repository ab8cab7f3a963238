"""Both databases, alone or shared with threads and other processes."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from django.db import connection, connections

ROOT = Path(__file__).parents[2]
BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


def _skip_unless(vendor: str) -> None:
    if connection.vendor != vendor:
        pytest.skip(f"for {vendor}")


@pytest.fixture(params=BOTH)
def database(request, db):
    """Rolled back after the test, on either database."""
    _skip_unless(request.param)


@pytest.fixture(params=BOTH)
def shared_database(request, transactional_db, tmp_path: Path) -> Iterator[str]:
    """The address of a database that threads and other processes can open; the test's own connection uses it too."""
    _skip_unless(request.param)
    if request.param == "sqlite":
        path = tmp_path / "shared.sqlite3"
        with _opened(path):
            yield f"sqlite:///{path}"
    else:
        chosen = connection.settings_dict
        place = urlencode({key.lower(): chosen[key] for key in ("HOST", "PORT", "USER") if chosen[key]})
        yield f"postgresql:///{quote(chosen['NAME'])}?{place}"


@contextmanager
def _opened(path: Path) -> Iterator[None]:
    """The test database as a file: in memory it has no locks worth testing and no other process sees it."""
    with sqlite3.connect(path) as file:
        connection.ensure_connection()
        connection.connection.backup(file)
    file.close()
    in_memory, settings = connections["default"], connections.settings["default"]
    connections.settings["default"] = {**settings, "NAME": str(path)}
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"], connections.settings["default"] = in_memory, settings


@pytest.fixture
def start_worker(shared_database: str, tmp_path: Path) -> Iterator[Callable[[str], subprocess.Popen[str]]]:
    """Starts a worker in a process of its own that ends when nothing is due; its output is a pipe."""
    started: list[subprocess.Popen[str]] = []

    def start(name: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.base.worker_process", name],
            cwd=ROOT,
            env={**os.environ, "MUTIRAO_DATABASE_URL": shared_database, "MUTIRAO_VAR": str(tmp_path)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()
