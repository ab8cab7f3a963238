"""Freezing: every night all tables are written anew, checked, and put in place at once."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from mutirao.base import clock
from mutirao.base.tasks import task
from mutirao.sources.exporting.releases import (
    DESCRIPTOR,
    Release,
    latest_release,
    read_descriptor,
    release_named,
    release_names,
    root,
)
from mutirao.sources.exporting.writing import write_descriptor, write_folder

PART = ".part"
# What hides the rest of a place or a person runs as a task of its own, at once.
DELAY = timedelta(minutes=1)


class DamagedFile(Exception):
    """What was read back is not what was written."""


@task(in_transaction=False)
def freeze_open_data() -> str:
    """The name of the new release; empty when nothing has changed since the last one."""
    with _alone(root()):
        name = _freeze()
        _take_back_from_older()
    return name


def freeze_soon() -> None:
    """For what must not wait for the night: somebody is in danger if it stays. In the caller's transaction."""
    freeze_open_data.using(run_after=clock.now() + DELAY).enqueue()


def _freeze() -> str:
    before = latest_release()
    part = root() / PART
    # Of a freeze that died.
    shutil.rmtree(part, ignore_errors=True)
    write_folder(part)
    written = Release(PART, part, read_descriptor(part))
    _verify(written)
    if before is not None and _checksums(before) == _checksums(written):
        shutil.rmtree(part)
        return ""
    if before is not None:
        _share_unchanged(before, written)
    name = _free_name()
    part.rename(root() / name)
    return name


def _verify(release: Release) -> None:
    """Raises ``DamagedFile`` naming the first file whose bytes on disk are not those that were written."""
    for resource in release.package["resources"]:
        path = release.path / resource["path"]
        with path.open("rb+") as file:
            os.fsync(file.fileno())
            checksum = hashlib.file_digest(file, "sha256").hexdigest()
        if resource["hash"] != f"sha256:{checksum}" or path.stat().st_size != resource["bytes"]:
            raise DamagedFile(resource["path"])


def _checksums(release: Release) -> dict[str, str]:
    return {resource["path"]: resource["hash"] for resource in release.package["resources"]}


def _share_unchanged(before: Release, written: Release) -> None:
    """One copy on disk of a file that is the same in both: most tables change on few nights."""
    old = _checksums(before)
    for path, checksum in _checksums(written).items():
        # A folder without hard links keeps both copies.
        with suppress(OSError):
            if old.get(path) == checksum:
                shared = written.path / f"{path}.shared"
                os.link(before.path / path, shared)
                shared.replace(written.path / path)


def _free_name() -> str:
    day = clock.today().isoformat()
    names = set(release_names())
    return next(name for number in range(1, 10_000) if (name := _numbered(day, number)) not in names)


def _numbered(day: str, number: int) -> str:
    return day if number == 1 else f"{day}.{number}"


def _take_back_from_older() -> None:
    """Tables whose rows people can withdraw stay in the newest release alone."""
    for name in release_names()[1:]:
        release = release_named(name)
        if release is None:
            continue
        gone = [resource for resource in release.package["resources"] if resource["canBeTakenBack"]]
        if gone:
            kept = [resource for resource in release.package["resources"] if not resource["canBeTakenBack"]]
            taken = sorted({resource["table"] for resource in gone})
            _replace_descriptor(release, {**release.package, "resources": kept, "takenBack": taken})
            for resource in gone:
                (release.path / resource["path"]).unlink(missing_ok=True)


def _replace_descriptor(release: Release, package: dict[str, Any]) -> None:
    part = release.path / PART
    part.mkdir(exist_ok=True)
    write_descriptor(part, package)
    (part / DESCRIPTOR).replace(release.path / DESCRIPTOR)
    part.rmdir()


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One freeze at a time on this machine."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
