"""The files of the repository, as the tests of its rules see them."""

from __future__ import annotations

import subprocess
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "mutirao"


@cache
def files(*suffixes: str) -> list[Path]:
    """Everything that is committed or could be, with one of these suffixes; without suffixes, all of it."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    paths = sorted(ROOT / name for name in set(listed.split("\0")) if name)
    return [path for path in paths if path.is_file() and (not suffixes or path.suffix in suffixes)]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def contract(identifier: str) -> dict[str, Any]:
    """One contract of the import linter, as ``pyproject.toml`` has it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return next(each for each in project["tool"]["importlinter"]["contracts"] if each["id"] == identifier)


def layers(identifier: str) -> list[str]:
    """The layers of a contract, highest first, without the brackets of those that may be missing."""
    return [layer.strip("()") for layer in contract(identifier)["layers"]]


def contexts() -> list[str]:
    """The contexts that exist, highest first."""
    return [layer for layer in layers("contexts") if (PACKAGE / layer).is_dir()]
