"""Exports of the tests alone, and their tables read back."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mutirao.movement.models import Territory
from mutirao.sources.exporting import Column, register_export, registry


@pytest.fixture(autouse=True)
def only_these_exports(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_exports", {})


@pytest.fixture
def let_out() -> Callable[..., None]:
    """Registers a table: its name, its rows, and its columns as header=lookup."""

    def register(name: str, rows: Any, /, *, can_be_taken_back: bool = False, **columns: str) -> None:
        described = {header: Column(lookup, f"What {header} means.") for header, lookup in columns.items()}
        register_export(name, rows, described, description="Of a test.", can_be_taken_back=can_be_taken_back)

    return register


@pytest.fixture
def territories(db: None, let_out: Callable[..., None]) -> None:
    columns = {"territory": "slug", "name": "name_en", "protected": "is_protected", "risk": "risk_score"}
    let_out("territories", lambda: Territory.objects.filter(is_protected=False).order_by("slug"), **columns)


@pytest.fixture
def demonstration(settings: Any) -> None:
    settings.MUTIRAO = {**settings.MUTIRAO, "DEMONSTRATION": True}


@pytest.fixture
def read() -> Callable[[Path], list[Any]]:
    """The rows of a file: lists of cells from CSV, objects from JSON Lines."""

    def read_rows(path: Path) -> list[Any]:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file)) if path.suffix == ".csv" else [json.loads(line) for line in file]

    return read_rows
