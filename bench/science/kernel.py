"""One kernel: the data it works on, our way, the peer's way, and how far their results lie apart."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bench.report import ROOT
from mutirao_science._fast import plainly

type Arrays = dict[str, np.ndarray[Any, Any]]

PEERS = ROOT / ".tools" / "peers" / "bin" / "python"
N_RUNS = 3
HEADER = [
    "| kernel, size | ours | ours, NumPy alone | peer | times faster | agreement | bar | |",
    "|---|---:|---:|---:|---:|---|---|---|",
]


@dataclass(frozen=True)
class Kernel:
    """``ours`` and the function ``peer`` of ``peers.py`` take the arrays of ``make`` and give arrays.

    ``peer_share`` is the part of the work that the peer does; its time is projected from that.
    """

    name: str
    make: Callable[[], Arrays]
    ours: Callable[[Arrays], Arrays]
    agreement: Callable[[Arrays, Arrays], str]
    bar_seconds: float
    bar_ratio: float | None = None
    peer: str = ""
    peer_share: float = 1.0

    def measured(self) -> str:
        arrays = self.make()
        seconds, results = median_seconds(lambda: self.ours(arrays))
        with plainly():
            plain_seconds, _same = median_seconds(lambda: self.ours(arrays))
        peer_seconds, theirs = self._peer(arrays)
        ratio = peer_seconds / seconds
        reached = seconds <= self.bar_seconds and ratio >= (self.bar_ratio or 0)
        bar = f"≤ {self.bar_seconds:g} s" + (f", ≥ {self.bar_ratio:g} ×" if self.bar_ratio else "")
        projected = "" if self.peer_share == 1 else f", projected from {self.peer_share:.0%}"
        cells = [
            self.name,
            f"{seconds:.3f} s",
            f"{plain_seconds:.3f} s",
            f"{self.peer} {peer_seconds:.2f} s{projected}",
            f"{ratio:.0f}" if ratio >= 10 else f"{ratio:.1f}",
            self.agreement(results, theirs),
            bar,
            "reached" if reached else "**not reached**",
        ]
        return f"| {' | '.join(cells)} |"

    def _peer(self, arrays: Arrays) -> tuple[float, Arrays]:
        """What the peer needs for all the work, and its results; in a process of its own environment."""
        if not PEERS.exists():
            sys.exit("bench: the peers are not installed; run tools/peers first.")
        with tempfile.TemporaryDirectory() as folder:
            given, found = Path(folder) / "given.npz", Path(folder) / "found.npz"
            np.savez(given, **arrays)
            command = [PEERS, Path(__file__).parent / "peers.py", self.peer, given, found]
            told = subprocess.run(command, capture_output=True, text=True, check=False)
            if told.returncode:
                sys.exit(f"bench: the peer {self.peer} failed:\n{told.stderr}")
            with np.load(found) as results:
                return json.loads(told.stdout.splitlines()[-1])["seconds"] / self.peer_share, dict(results)


def median_seconds(act: Callable[[], Arrays]) -> tuple[float, Arrays]:
    act()
    taken = []
    for _run in range(N_RUNS):
        began = time.perf_counter()
        results = act()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken), results


def largest_difference(what: str, of: slice = slice(None)) -> Callable[[Arrays, Arrays], str]:
    """Says how far ``what`` lies apart at most, over the columns ``of`` that the peer worked out."""

    def say(ours: Arrays, theirs: Arrays) -> str:
        return f"{what}: at most {np.nanmax(np.abs(ours[what][..., of] - theirs[what])):.1g} apart"

    return say
