"""Loading the files of a folder, as ``mutirao sources load NAME --path FOLDER`` does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mutirao.sources.loading import load_files, loader_named
from mutirao.sources.models import Edition

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "data"
SHARED = ROOT.parent / "shared" / "data"


@pytest.fixture
def load(db: None) -> Callable[[str, Path], list[Edition]]:
    def load_folder(name: str, folder: Path) -> list[Edition]:
        chosen = loader_named(name)
        return load_files(chosen, {file: folder / file for file in chosen.files})

    return load_folder


@pytest.fixture
def shared() -> Path:
    """The folder of open data beside the repository, which is never a part of it."""
    if not SHARED.is_dir():
        pytest.skip("NOT CHECKED: ../shared/data is not here, so the loaders have not read the real files.")
    return SHARED
