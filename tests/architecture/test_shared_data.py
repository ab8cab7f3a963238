"""No file of the open data that we load stands in the repository: its terms and its size are not ours."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from .tree import ROOT, files, name_of

SHARED = ROOT.parent / "shared" / "data"
LINES = 20  # as many in a row are a cut of a file, not a coincidence


def checksum(path: Path) -> str:
    return hashlib.sha1(path.read_bytes(), usedforsecurity=False).hexdigest()


def passages(path: Path) -> set[int]:
    """One number for each run of ``LINES`` lines that say something."""
    lines = [line.strip() for line in path.read_bytes().splitlines() if len(line.strip()) > 8]
    return {hash(tuple(lines[start : start + LINES])) for start in range(len(lines) - LINES + 1)}


@pytest.fixture(scope="module")
def shared_files() -> list[Path]:
    if not SHARED.is_dir():
        pytest.skip("NOT CHECKED: ../shared/data is not here, so nothing can be compared with it.")
    return [path for path in SHARED.rglob("*") if path.is_file() and path.stat().st_size > 0]


def test_no_shared_file_is_committed(shared_files):
    theirs = {checksum(path): path.name for path in shared_files}
    assert {name_of(path): theirs[checksum(path)] for path in files() if checksum(path) in theirs} == {}


def test_no_part_of_a_shared_file_is_committed(shared_files):
    theirs = set().union(*(passages(path) for path in shared_files))
    assert [name_of(path) for path in files() if passages(path) & theirs] == []
