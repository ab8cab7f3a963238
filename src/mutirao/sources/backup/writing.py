"""Writing a backup while the server runs: one moment of the database, then the uploads."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection, transaction

from mutirao.base import clock
from mutirao.sources.backup.archive import (
    FORMAT,
    MANIFEST,
    BackupError,
    Content,
    Manifest,
    pieces,
    table_entry,
    upload_entry,
)
from mutirao.sources.backup.tables import applied_migrations, columns_of, kept_models, lines
from mutirao.sources.loading import code_version

type Progress = Callable[[int, int, str], None]


def write_backup(path: Path, progress: Progress = lambda done, total, name: None) -> Manifest:
    """Write everything to ``path``, which must not exist; raises ``BackupError``."""
    if path.exists():
        raise BackupError(f"{path} is there already. Choose another name.")
    if not path.parent.is_dir():
        raise BackupError(f"There is no folder {path.parent}.")
    part = path.with_name(path.name + ".part")
    try:
        with _private(part) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            manifest = _fill(archive, progress)
        # Only a whole backup ever has the name that was asked for.
        part.rename(path)
    except OSError as error:
        raise BackupError(f"Writing {path} failed: {error}.") from error
    finally:
        part.unlink(missing_ok=True)
    return manifest


@contextmanager
def snapshot() -> Iterator[None]:
    """One consistent moment of the database; nobody is kept from writing meanwhile. Within a transaction, its own."""
    if connection.in_atomic_block:
        yield
        return
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("set transaction isolation level repeatable read, read only")
            yield
        return
    # Our transactions begin IMMEDIATE, which would hold every writer up: this one only reads.
    with connection.cursor() as cursor:
        cursor.execute("begin deferred")
        try:
            yield
        finally:
            cursor.execute("rollback")


def _fill(archive: zipfile.ZipFile, progress: Progress) -> Manifest:
    kept = kept_models()
    tables = {}
    with snapshot():
        migrations = applied_migrations()
        for done, (label, model) in enumerate(kept.items()):
            progress(done, len(kept), label)
            with archive.open(table_entry(label), "w", force_zip64=True) as entry:
                tables[label] = _copy(lines(model), entry, is_table=True)
    progress(len(kept), len(kept), "")
    # After the tables: a row may miss a file that was deleted since, but never one that came with it.
    uploads = {}
    for name, file in _uploads():
        with file.open("rb") as opened, archive.open(upload_entry(name), "w", force_zip64=True) as entry:
            uploads[name] = _copy(pieces(opened), entry, is_table=False)
    manifest = Manifest(
        format=FORMAT,
        code_version=code_version(),
        database=connection.vendor,
        made_at=clock.now().isoformat(),
        is_demonstration=settings.MUTIRAO["DEMONSTRATION"],
        migrations=migrations,
        columns={label: columns_of(model) for label, model in kept.items()},
        tables=tables,
        uploads=uploads,
    )
    archive.writestr(MANIFEST, manifest.as_json())
    return manifest


def _copy(parts: Iterator[bytes], entry: IO[bytes], *, is_table: bool) -> Content:
    digest, n = hashlib.sha256(), 0
    for part in parts:
        entry.write(part)
        digest.update(part)
        n += 1 if is_table else len(part)
    return Content(n, digest.hexdigest())


def _uploads() -> Iterator[tuple[str, Path]]:
    folder = Path(settings.MEDIA_ROOT)
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not file.is_symlink():
            yield file.relative_to(folder).as_posix(), file


def _private(path: Path) -> IO[bytes]:
    # It holds what people keep private: for nobody but the operator.
    return os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600), "w+b")
