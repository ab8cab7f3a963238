"""Running a loader: one transaction, from checksum to recorded edition."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, models, transaction

import mutirao
from mutirao.base import search
from mutirao.sources.actions import (
    Difference,
    Publication,
    ReadFile,
    Removal,
    close_editions,
    describe_source,
    open_edition,
    replace_rows,
)
from mutirao.sources.errors import LoadError
from mutirao.sources.loading.columns import Column
from mutirao.sources.loading.registry import Loader, loaders
from mutirao.sources.loading.tables import Table
from mutirao.sources.models import Edition, Source


@dataclass
class Load:
    """What a loader is given: its files, and the way to write what they state."""

    loader: Loader
    paths: Mapping[str, Path]
    file: ReadFile
    label: str = ""
    difference: Difference = field(default_factory=Difference)
    editions: dict[str, Edition] = field(default_factory=dict)
    n_rows: dict[str, int] = field(default_factory=dict)
    touched: set[type[models.Model]] = field(default_factory=set)

    def table(
        self,
        name: str,
        columns: Mapping[str, Column],
        *,
        key: tuple[str, ...] = (),
        unread: tuple[str, ...] = (),
    ) -> Table:
        """A file of the loader, by the name that it registered; only rows of the first one have an origin."""
        is_first = name == self.loader.files[0]
        edition_of = self._edition_id if is_first else _no_edition
        return Table(self.path(name), columns, key, unread, edition_of)

    def path(self, name: str) -> Path:
        return self.paths[name]

    def replace(
        self,
        model: type[models.Model],
        rows: Iterable[Mapping[str, Any]],
        *,
        key: Sequence[str],
        removed: Removal,
        within: models.QuerySet[Any] | None = None,
    ) -> None:
        """Bring a table in line with what the file states; see ``actions.replace_rows``."""
        file = self.path(self.loader.files[0]).name
        difference = self.difference
        self.touched.add(model)
        replace_rows(model, rows, key=key, removed=removed, within=within, file=file, difference=difference)

    def edition(self, slug: str = "", *, line: int | None = None) -> Edition:
        """The edition of the loader's source, or of another one; opened when first asked for."""
        wanted = slug or self._own_source()
        if wanted not in self.editions:
            source = Source.objects.filter(slug=wanted).first()
            if source is None:
                name = self.path(self.loader.files[0]).name
                column = "source" if slug else ""
                raise LoadError(name, line=line if slug else None, column=column, expected="a known source", got=wanted)
            self.editions[wanted] = open_edition(source=source, file=self.file, label=self.label)
        return self.editions[wanted]

    def _own_source(self) -> str:
        source = self.loader.source
        return describe_source(publication=source).slug if isinstance(source, Publication) else source

    def _edition_id(self, line: int, values: Mapping[str, Any]) -> int:
        slug = "" if self.loader.source else values["source"]
        edition = self.edition(slug, line=line)
        self.n_rows[edition.source.slug] = self.n_rows.get(edition.source.slug, 0) + 1
        return edition.pk


def load_files(chosen: Loader, paths: Mapping[str, Path], *, label: str = "") -> list[Edition]:
    """Load ``paths`` (by registered name) and return the new editions; none when just these are loaded already.

    All or nothing. Raises ``LoadError`` for the first fault.
    """
    return _load(chosen, paths, label, bring_in_line=search.refresh_reading)


def _load(
    chosen: Loader, paths: Mapping[str, Path], label: str, *, bring_in_line: Callable[[set[type[models.Model]]], object]
) -> list[Edition]:
    file = read_file(chosen, paths)
    with transaction.atomic():
        # Two at once would both find nothing loaded.
        list(Source.objects.select_for_update().order_by("pk"))
        if _current().get(chosen.name) == _identity(file):
            return []
        load = Load(chosen, paths, file, label)
        try:
            chosen.read(load)
        except DatabaseError as error:
            raise LoadError(file.name, expected="rows that the tables take", got=str(error)) from error
        if not load.editions:
            load.edition()
        editions = {edition: load.n_rows.get(slug, 0) for slug, edition in load.editions.items()}
        close_editions(loader=chosen.name, editions=editions, difference=load.difference)
        # Last of all: other writers wait for the index only while this commits.
        bring_in_line({Source, *load.touched})
    return list(editions)


def load_embedded(progress: Callable[[int, int, str], None] = lambda done, total, name: None) -> int:
    """Load what changed in ``data/`` since the last time; returns how many loaders had work.

    ``progress`` gets how many of them are done, how many there are and the name of the next. One query when nothing
    changed.
    """
    current = _current()
    changed = []
    for each in loaders():
        paths = {name: Path(settings.FACTS) / name for name in each.files}
        if each.embedded and current.get(each.name) != _identity(read_file(each, paths)):
            changed.append((each, paths))
    for done, (each, paths) in enumerate(changed):
        progress(done, len(changed), each.name)
        _load(each, paths, "", bring_in_line=search.mark_outdated)
    if changed:
        search.refresh_outdated()
    progress(len(changed), len(changed), "")
    return len(changed)


def read_file(chosen: Loader, paths: Mapping[str, Path]) -> ReadFile:
    """What is about to be read; several files have one checksum, over theirs."""
    checksums = []
    for path in paths.values():
        if not path.is_file():
            raise LoadError(path.name, expected="a file", got=f"nothing in {path.parent}")
        with path.open("rb") as opened:
            checksums.append(hashlib.file_digest(opened, "sha256").hexdigest())
    several = hashlib.sha256("".join(checksums).encode()).hexdigest()
    return ReadFile(
        name=", ".join(path.name for path in paths.values())[:200],
        checksum=checksums[0] if len(checksums) == 1 else several,
        loader=chosen.name,
        loader_hash=chosen.code_hash,
        code_version=code_version(),
    )


def _identity(file: ReadFile) -> tuple[str, str]:
    return (file.checksum, file.loader_hash)


@cache
def code_version() -> str:
    """The version of the package and, in a clone, the commit."""
    git = shutil.which("git")
    if git is None:
        return mutirao.__version__
    folder = Path(mutirao.__file__).parent
    asked = subprocess.run(  # noqa: S603 our own arguments
        [git, "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return f"{mutirao.__version__} {asked.stdout.strip()}".strip()


def _current() -> dict[str, tuple[str, str]]:
    """Checksum and code of what each loader loaded last; one query."""
    rows = Edition.objects.filter(is_current=True).order_by()
    return {name: (checksum, code) for name, checksum, code in rows.values_list("loader", "checksum", "loader_hash")}


def _no_edition(line: int, values: Mapping[str, Any]) -> None:
    return None
