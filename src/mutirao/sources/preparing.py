"""What must be so before the server starts; each step is skipped in a moment when nothing changed."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from mutirao.base import search
from mutirao.base.messages import compile_catalogues
from mutirao.sources.demonstration import check_database, create_demonstration
from mutirao.sources.loading import load_embedded

BAR = 24


def prepare(say: Callable[[str], None]) -> None:
    """Folders, tables, catalogues, static files, embedded facts, and the story of a demonstration.

    ``say`` gets a sentence for each long step.
    """
    for folder in (settings.VAR, settings.MEDIA_ROOT):
        Path(folder).mkdir(parents=True, exist_ok=True)
    if waiting_migrations():
        say("Making the tables …")
        call_command("migrate", verbosity=0, interactive=False)
    check_database()
    compile_catalogues()
    collect_static_files()
    with progress_bar("Loading facts") as progress:
        load_embedded(progress)
    search.refresh_outdated()
    if settings.MUTIRAO["DEMONSTRATION"]:
        with progress_bar("Telling the story") as progress:
            create_demonstration(progress)


def waiting_migrations() -> int:
    """How many migrations the database has not seen."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def collect_static_files() -> bool:
    """Collect, hash and compress static files if any changed since the last time; True if so."""
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    state = _static_state()
    if stamp.exists() and stamp.read_text() == state:
        return False
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(state)
    return True


@contextmanager
def progress_bar(title: str) -> Iterator[Callable[[int, int, str], None]]:
    """Shows on stderr how far a work has come: a bar on a terminal, else a line for each tenth."""
    is_terminal = sys.stderr.isatty()
    width, tenths = 0, -1

    def show(done: int, total: int, name: str) -> None:
        nonlocal width, tenths
        if not total or (not is_terminal and 10 * done // total == tenths):
            return
        tenths = 10 * done // total
        filled = BAR * done // total
        bar = f"[{'#' * filled}{'.' * (BAR - filled)}] " if is_terminal else ""
        line = f"{title} {bar}{done}/{total} {name}".rstrip()
        width = max(width, len(line))
        sys.stderr.write(f"\r{line.ljust(width)}" if is_terminal else f"{line}\n")
        sys.stderr.flush()

    try:
        yield show
    finally:
        if width and is_terminal:
            sys.stderr.write("\n")


def _static_state() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list(["CVS", ".*", "*~"]):
            found = Path(storage.path(name)).stat()
            digest.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()
