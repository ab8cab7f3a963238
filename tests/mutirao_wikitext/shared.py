"""Open data beside the repository: facts to check against where it is there, never part of it."""

from __future__ import annotations

from pathlib import Path

import pytest

WIKIS = ["ar", "ckb", "commons", "en", "es", "fr", "hu", "it", "nl", "pl", "sr"]

_DATA = Path(__file__).parents[3] / "shared" / "data"


def data_folder(name: str) -> Path:
    """The folder of that name; the test that asks is skipped, aloud, where it is missing."""
    folder = _DATA / name
    if not folder.is_dir():
        pytest.skip(f"NOT CHECKED: ../shared/data/{name} is not here, so nothing can be compared with it.")
    return folder
