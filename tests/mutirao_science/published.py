"""Published results beside the repository: to check against where they are there, never part of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

_FOLDER = Path(__file__).parents[3] / "shared" / "validation"


def expected(name: str) -> dict[str, Any]:
    return json.loads(_found("expected.json").read_text())[name]


def table(name: str) -> np.ndarray:
    """The columns of a comma-separated file, by their names."""
    return np.genfromtxt(_found(name), delimiter=",", names=True)


def _found(name: str) -> Path:
    """The test that asks is skipped, aloud, where the file is missing."""
    if not (_FOLDER / name).is_file():
        pytest.skip(f"NOT CHECKED: ../shared/validation/{name} is not here, so nothing can be compared with it.")
    return _FOLDER / name
