"""The lock files install the same everywhere: exact, hashed, and from whatever index the machine uses."""

import re

import pytest

from .tree import ROOT, files, name_of

SETS = ("tools", "runtime", "postgres", "full", "dev", "peers")
ADDRESS = re.compile(r"[a-z]+:/|www\.|\.(?:org|io|com)\b|^\s*(?:-i|-f|--index|--extra|--find)| @ ", re.M)


def named(text: str) -> dict[str, str]:
    """What follows each package's name, by its normal name."""
    found = re.findall(r"^([A-Za-z][\w.-]*)(.*?)(?=^[A-Za-z#-]|\Z)", text, re.M | re.S)
    return {re.sub(r"[-_.]+", "-", name).lower(): rest for name, rest in found}


def test_each_set_has_its_lock():
    assert {path.name for path in (ROOT / "requirements").iterdir()} == {
        f"{name}.{suffix}" for name in SETS for suffix in ("in", "txt")
    }


@pytest.mark.parametrize("path", sorted((ROOT / "requirements").iterdir()), ids=lambda path: path.name)
def test_requirements_hold_no_address(path):
    assert ADDRESS.findall(path.read_text()) == []


def test_no_other_lock_file_stands_in_the_repository():
    # It would name the package index of whoever wrote it.
    names = {"uv.lock", "poetry.lock", "pdm.lock", "pylock.toml", "Pipfile.lock", "package-lock.json"}
    assert [name_of(path) for path in files() if path.name in names] == []


@pytest.mark.parametrize("name", SETS)
def test_lock_is_exact_and_hashed(name):
    packages = named((ROOT / f"requirements/{name}.txt").read_text())
    loose = {each for each, rest in packages.items() if not re.match(r"==\S+ .*--hash=sha256:", rest, re.S)}
    assert packages
    assert loose == set()


@pytest.mark.parametrize("name", SETS)
def test_lock_holds_what_is_asked_for(name):
    asked = named((ROOT / f"requirements/{name}.in").read_text())
    assert asked.keys() <= named((ROOT / f"requirements/{name}.txt").read_text()).keys()


def test_larger_sets_agree_with_the_runtime_set():
    runtime, postgres, full, dev = (
        {each: rest.split()[0] for each, rest in named((ROOT / f"requirements/{name}.txt").read_text()).items()}
        for name in ("runtime", "postgres", "full", "dev")
    )
    assert runtime.items() <= postgres.items() <= full.items() <= dev.items()
