"""Frozen releases: folders of files that never change. What can be taken back stays in the newest alone."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

DESCRIPTOR = "datapackage.json"
README = "README.txt"
# A day, and a number where a day has more than one.
NAME = r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:\.[0-9]+)?"


@dataclass(frozen=True)
class FrozenTable:
    """One table of a release, by the properties that its descriptor gives to each of its files."""

    name: str
    files: list[dict[str, Any]]

    @property
    def description(self) -> str:
        return str(self.files[0]["description"])

    @property
    def n_rows(self) -> int:
        return int(self.files[0]["rows"])

    @property
    def fields(self) -> list[dict[str, Any]]:
        """The dictionary: a text in several languages is one column, as in JSON Lines."""
        fields: list[dict[str, Any]] = self.files[-1]["schema"]["fields"]
        return fields

    @property
    def licences(self) -> list[dict[str, str]]:
        licences: list[dict[str, str]] = self.files[0]["licenses"]
        return licences

    @property
    def sources(self) -> list[dict[str, str]]:
        sources: list[dict[str, str]] = self.files[0]["sources"]
        return sources


@dataclass(frozen=True)
class Release:
    """``name`` is the day of the freeze; ``package`` its descriptor."""

    name: str
    path: Path
    package: dict[str, Any]

    @property
    def day(self) -> str:
        return self.name[:10]

    @property
    def date(self) -> dt.date:
        return dt.date.fromisoformat(self.day)

    @property
    def tables(self) -> list[FrozenTable]:
        by_name: dict[str, list[dict[str, Any]]] = {}
        for resource in self.package["resources"]:
            by_name.setdefault(resource["table"], []).append(resource)
        return [FrozenTable(name, files) for name, files in by_name.items()]

    def table(self, name: str) -> FrozenTable | None:
        return next((table for table in self.tables if table.name == name), None)

    def file(self, name: str) -> dict[str, Any] | None:
        """The properties of one of its files; None for a file that it does not have."""
        if name in {DESCRIPTOR, README}:
            media_type = "application/json" if name == DESCRIPTOR else "text/plain; charset=utf-8"
            return {"path": name, "mediatype": media_type, "hash": ""}
        return next((each for each in self.package["resources"] if each["path"] == name), None)


def root() -> Path:
    """Where releases lie; those of a demonstration lie elsewhere, since it has a database of its own."""
    is_demonstration = settings.MUTIRAO["DEMONSTRATION"]
    return Path(settings.VAR) / ("open_data_demonstration" if is_demonstration else "open_data")


def release_names() -> list[str]:
    """The newest first; reads the folder, no file."""
    folder = root()
    names = [each.name for each in folder.iterdir() if re.fullmatch(NAME, each.name)] if folder.is_dir() else []
    return sorted(names, key=_order, reverse=True)


def release_named(name: str) -> Release | None:
    path = root() / name
    try:
        changed_at = (path / DESCRIPTOR).stat().st_mtime_ns
    except OSError:
        return None
    return Release(name, path, _package(path, changed_at))


def latest_release() -> Release | None:
    return next((release for name in release_names() if (release := release_named(name))), None)


def _order(name: str) -> tuple[str, int]:
    day, _dot, number = name.partition(".")
    return day, int(number or 1)


def read_descriptor(folder: Path) -> dict[str, Any]:
    package: dict[str, Any] = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
    return package


@lru_cache(maxsize=8)
def _package(folder: Path, changed_at: int) -> dict[str, Any]:
    return read_descriptor(folder)
