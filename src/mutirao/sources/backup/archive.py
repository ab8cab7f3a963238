"""The archive and its manifest; reading checks everything before anybody uses it."""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any, Self

FORMAT = 1
MANIFEST = "manifest.json"
MANIFEST_BYTES = 50_000_000
LINE_BYTES = 50_000_000
PIECE = 1 << 20


class BackupError(Exception):
    """Why an archive cannot be written or restored, in one sentence for the operator."""


@dataclass(frozen=True)
class Content:
    """One file of the archive: how many rows (bytes, for an upload) and the SHA-256 of what it holds."""

    n: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What the archive holds; ``columns`` gives the order of the cells of each table."""

    format: int
    code_version: str
    database: str
    made_at: str
    is_demonstration: bool
    migrations: Mapping[str, list[str]]
    columns: Mapping[str, list[str]]
    tables: Mapping[str, Content]
    uploads: Mapping[str, Content]

    def as_json(self) -> bytes:
        return json.dumps(asdict(self), indent=1, sort_keys=True, ensure_ascii=False).encode()

    @classmethod
    def from_json(cls, written: bytes) -> Self:
        """Raises ``BackupError`` for anything that this version of the code did not write."""
        try:
            found = json.loads(written)
            if found["format"] != FORMAT:
                raise BackupError(f"This backup has format {found['format']}; this version reads format {FORMAT}.")
            contents = {
                kind: {name: Content(int(each["n"]), str(each["sha256"])) for name, each in found[kind].items()}
                for kind in ("tables", "uploads")
            }
            return cls(**{**found, **contents})
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise BackupError(f"The manifest of this backup is broken: {error!r}.") from error


def table_entry(name: str) -> str:
    return f"tables/{name}.jsonl"


def upload_entry(name: str) -> str:
    return f"uploads/{name}"


def lines_of(archive: zipfile.ZipFile, name: str) -> Iterator[list[Any]]:
    """The rows of one table."""
    with archive.open(table_entry(name)) as entry:
        while line := entry.readline(LINE_BYTES):
            if len(line) == LINE_BYTES:
                raise BackupError(f"A row of {name} is too large.")
            yield json.loads(line)


@contextmanager
def opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """The archive, after every byte of it was compared with its manifest."""
    if not path.is_file():
        raise BackupError(f"There is no file {path}.")
    try:
        archive = zipfile.ZipFile(path)
        manifest = _manifest(archive)
        _check_names(archive, manifest)
        for name, content in manifest.tables.items():
            _check(archive, table_entry(name), content, is_table=True)
        for name, content in manifest.uploads.items():
            _check(archive, upload_entry(name), content, is_table=False)
    # A RuntimeError says that a file in it is encrypted.
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError) as error:
        raise BackupError(f"{path.name} is not a whole backup: {error}.") from error
    with archive:
        yield archive, manifest


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    try:
        info = archive.getinfo(MANIFEST)
    except KeyError:
        raise BackupError("This is not a backup of Mutirão: it has no manifest.") from None
    if info.file_size > MANIFEST_BYTES:
        raise BackupError("The manifest of this backup is too large.")
    return Manifest.from_json(archive.read(info))


def _check_names(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    expected = {MANIFEST, *map(table_entry, manifest.tables), *map(upload_entry, manifest.uploads)}
    found = archive.namelist()
    if sorted(found) != sorted(expected):
        strange = sorted(set(found) ^ expected) or ["a file twice"]
        raise BackupError(f"The backup and its manifest disagree about: {', '.join(strange[:5])}.")
    if manifest.tables.keys() != manifest.columns.keys():
        raise BackupError("The manifest does not give the columns of each table.")
    unsafe = [name for name in manifest.uploads if not _is_inside(name)]
    if unsafe:
        raise BackupError(f"An upload would leave its folder: {unsafe[0]!r}.")


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return bool(path.parts) and not path.is_absolute() and ".." not in path.parts and "\\" not in name


def _check(archive: zipfile.ZipFile, entry: str, content: Content, *, is_table: bool) -> None:
    digest, n = hashlib.sha256(), 0
    with archive.open(entry) as opened_entry:
        for piece in pieces(opened_entry):
            digest.update(piece)
            n += piece.count(b"\n") if is_table else len(piece)
    if (n, digest.hexdigest()) != (content.n, content.sha256):
        raise BackupError(f"{entry} is not what the manifest says: the backup was damaged or changed.")


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(PIECE):
        yield piece
