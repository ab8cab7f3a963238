"""Published results beside the repository: to check against where they are there, never part of it."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

_SHARED = Path(__file__).parents[3] / "shared"


def expected(name: str) -> dict[str, Any]:
    return json.loads(_found("validation/expected.json").read_text())[name]


def table(name: str) -> np.ndarray:
    """The columns of a comma-separated file, by their names."""
    return np.genfromtxt(_found(f"validation/{name}"), delimiter=",", names=True)


def columns(path: str, *names: str) -> np.ndarray:
    """Some columns of published microdata (rows, columns); an empty cell is NaN."""
    with _found(f"data/{path}").open(newline="", encoding="utf-8") as rows:
        return np.array([[float(row[name] or "nan") for name in names] for row in csv.DictReader(rows)])


def _found(path: str) -> Path:
    """The test that asks is skipped, aloud, where the file is missing."""
    if not (_SHARED / path).is_file():
        pytest.skip(f"NOT CHECKED: ../shared/{path} is not here, so nothing can be compared with it.")
    return _SHARED / path
