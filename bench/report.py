"""Writes measured figures into ``docs/performance.md``, each set between markers of its own."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import django

from bench.figures import Figure

ROOT = Path(__file__).parents[1]
DOCUMENT = ROOT / "docs" / "performance.md"


def write(section: str, table: Iterable[str], *, note: str = "") -> None:
    """Replace what stands between ``<!-- section -->`` and ``<!-- /section -->``; also says it on the terminal."""
    text = "\n".join([*table, "", f"{setting()} {note}".strip()])
    _replace(section, text)
    print(f"\n{section}\n{text}")


def table_of(figures: Iterable[Figure]) -> list[str]:
    rows = (f"| {each.what} | {each.shown} | {each.shown_bar} | {each.verdict} |" for each in figures)
    return ["| what | measured | bar | |", "|---|---:|---:|---|", *rows]


def setting() -> str:
    """When, on what, of what: a figure says nothing without it."""
    commit = _output("git", "rev-parse", "--short", "HEAD")
    machine = f"{_processor()}, {os.cpu_count()} cores, {_memory_gigabytes()} GB"
    versions = f"Python {platform.python_version()}, Django {django.__version__}"
    return f"Measured on {datetime.now(UTC):%Y-%m-%d} at {commit}: {machine}; {platform.system()}, {versions}."


def _replace(section: str, text: str) -> None:
    start, end = f"<!-- {section} -->", f"<!-- /{section} -->"
    before, found, rest = DOCUMENT.read_text().partition(start)
    _old, closed, after = rest.partition(end)
    if not found or not closed:
        raise SystemExit(f"{DOCUMENT.name} lacks {start} … {end}")
    DOCUMENT.write_text(f"{before}{start}\n{text}\n{end}{after}")


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    lines = information.read_text().splitlines() if information.exists() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or platform.machine())


def _memory_gigabytes() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3)


def _output(*command: str) -> str:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
