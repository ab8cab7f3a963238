"""Measures open data with a table of a million rows."""

from __future__ import annotations

import json
import subprocess
import sys

from bench.figures import Figure
from bench.report import ROOT


def measure() -> list[Figure]:
    command = [sys.executable, "-m", "bench.million"]
    found = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout)
    return [
        Figure(
            "all tables and a million rows more, written twice and verified",
            found["freeze_seconds"],
            "s",
        ),
        Figure("the million rows as CSV, compressed and streamed", found["stream_seconds"], "s"),
        Figure("their size on the way", found["streamed_megabytes"], "MB"),
        Figure("memory of the process, at most", found["own_megabytes"], "MB", bar=200),
        Figure("the same with pages of the database file that the system lends it", found["megabytes"], "MB"),
    ]
