"""Measures a release of the whole movement: stored answers to frozen rows, in a process of its own.

``python -m bench.release make PEOPLE`` and ``python -m bench.release measure`` are the two halves, in one MUTIRAO_VAR.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time

from bench.figures import Figure
from bench.report import ROOT

SIZES = (50_000, 200_000, 1_000_000)
BARRED = 200_000


def measure(sizes: tuple[int, ...] = SIZES) -> list[Figure]:
    """Time and memory of a first release, and what another one costs when nothing has changed.

    BENCH_PEOPLE=50000,200000 takes other sizes, for a quick look.
    """
    if chosen := os.environ.get("BENCH_PEOPLE"):
        sizes = tuple(map(int, chosen.split(",")))
    figures = []
    for n_people in sizes:
        with tempfile.TemporaryDirectory() as folder:
            environment = {**os.environ, "MUTIRAO_VAR": folder, "DJANGO_SETTINGS_MODULE": "mutirao.settings"}
            command = [sys.executable, "-m", "bench.release"]
            making = [*command, "make", str(n_people)]
            subprocess.run(making, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
            output = subprocess.run([*command, "measure"], cwd=ROOT, env=environment, check=True, capture_output=True)
        found = json.loads(output.stdout)
        has_bar = n_people == BARRED
        people = f"{n_people:,} people, 1,200 communities × 60 skills"
        figures += [
            Figure(f"{people}: stored answers to a frozen release", found["seconds"], "s", bar=15 if has_bar else None),
            Figure("the same in CPU seconds of all threads", found["cpu_seconds"], "s"),
            Figure("memory of the process, at most", found["megabytes"], "MB", bar=2_000 if has_bar else None),
            Figure("figures written", found["estimates"]),
            Figure("the next release, nothing changed", found["again_seconds"], "s"),
        ]
    return figures


def _make(n_people: int) -> None:
    from bench import answers
    from mutirao.sources.preparing import prepare

    prepare(lambda *_said: None)
    answers.make(n_people)


def _measured() -> dict[str, float]:
    from mutirao.needs.actions.releases import make_release
    from mutirao.needs.models import Estimate

    began, worked = time.perf_counter(), time.process_time()
    release = make_release(by=None)
    seconds, cpu_seconds = time.perf_counter() - began, time.process_time() - worked
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    estimates = Estimate.objects.filter(release=release).count()
    began = time.perf_counter()
    make_release(by=None)
    return {
        "seconds": seconds,
        "cpu_seconds": cpu_seconds,
        "megabytes": megabytes,
        "estimates": estimates,
        "again_seconds": time.perf_counter() - began,
    }


def main() -> None:
    import django

    django.setup()
    if sys.argv[1] == "make":
        _make(int(sys.argv[2]))
    else:
        print(json.dumps(_measured()))


if __name__ == "__main__":
    main()
