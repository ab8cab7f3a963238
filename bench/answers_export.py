"""Measures the export of many answers: ``python -m bench answers-export``."""

from __future__ import annotations

import json
import subprocess
import sys

from bench.figures import Figure
from bench.report import ROOT


def measure() -> list[Figure]:
    command = [sys.executable, "-m", "bench.many_answers"]
    found = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout)
    what = f"{found['people']:,} answers with {found['columns']} columns as CSV, anonymous ones made safe"
    return [
        Figure(what, found["seconds"], "s", bar=120),
        Figure("until the first rows are on their way", found["first_seconds"], "s"),
        Figure("size of the file", found["megabytes"], "MB"),
        Figure("memory of the process, at most", found["own_megabytes"], "MB", bar=300),
        Figure("the same with pages of the database file that the system lends it", found["most_megabytes"], "MB"),
    ]
