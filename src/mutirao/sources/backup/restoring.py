"""Restoring a backup into an empty database: all of it, compared afterwards, or nothing."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from mutirao.base import search
from mutirao.sources.backup.archive import BackupError, Manifest, lines_of, opened, pieces, upload_entry
from mutirao.sources.backup.tables import (
    applied_migrations,
    columns_of,
    content_of,
    insert,
    kept_models,
    reset_sequences,
)
from mutirao.sources.backup.writing import Progress


def restore_backup(path: Path, progress: Progress = lambda done, total, name: None) -> Manifest:
    """Check the archive, fill the empty database and folder of uploads, compare, commit; raises ``BackupError``."""
    with opened(path) as (archive, manifest):
        _check_kind(manifest)
        call_command("migrate", verbosity=0, interactive=False)
        _check_tables(manifest)
        _check_empty()
        uploads = Path(settings.MEDIA_ROOT)
        try:
            with transaction.atomic():
                _insert_all(archive, manifest, progress)
                _compare(manifest)
                search.rebuild()
                _unpack(archive, manifest, uploads)
        except BaseException as error:
            # It was empty before.
            shutil.rmtree(uploads, ignore_errors=True)
            if isinstance(error, DatabaseError | ValidationError | ValueError | TypeError | OSError):
                raise BackupError(f"Nothing was restored: {error}") from error
            raise
    return manifest


def _check_kind(manifest: Manifest) -> None:
    if manifest.is_demonstration != settings.MUTIRAO["DEMONSTRATION"]:
        raise BackupError("A demonstration and a real database are never mixed; see MUTIRAO_DEMONSTRATION.")


def _check_tables(manifest: Manifest) -> None:
    present = {label: columns_of(model) for label, model in kept_models().items()}
    if dict(manifest.migrations) != applied_migrations() or dict(manifest.columns) != present:
        raise BackupError(
            f"This backup was made with other tables, by version {manifest.code_version}. "
            "Restore it with that version, then migrate."
        )


def _check_empty() -> None:
    filled = [label for label, model in kept_models().items() if model._base_manager.exists()]
    if filled:
        raise BackupError(
            f"The database is not empty ({', '.join(filled[:3])} …). Restore into a new one: "
            "set MUTIRAO_DATABASE_URL, or MUTIRAO_VAR to a new folder."
        )
    if any(Path(settings.MEDIA_ROOT).rglob("*")):
        raise BackupError(f"{settings.MEDIA_ROOT} is not empty. Restore into a new folder: set MUTIRAO_VAR.")


def _unpack(archive: zipfile.ZipFile, manifest: Manifest, folder: Path) -> None:
    for name in manifest.uploads:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(upload_entry(name)) as entry, target.open("wb") as file:
            for piece in pieces(entry):
                file.write(piece)


def _insert_all(archive: zipfile.ZipFile, manifest: Manifest, progress: Progress) -> None:
    kept = kept_models()
    # Foreign keys are checked at the end of the transaction, so that tables may come in any order.
    for done, (label, model) in enumerate(kept.items()):
        progress(done, len(kept), label)
        insert(model, list(manifest.columns[label]), lines_of(archive, label))
    progress(len(kept), len(kept), "")
    connection.check_constraints()
    reset_sequences(kept.values())


def _compare(manifest: Manifest) -> None:
    for label, model in kept_models().items():
        if content_of(model) != manifest.tables[label]:
            raise BackupError(f"{label} differs after restoring; nothing was restored.")
