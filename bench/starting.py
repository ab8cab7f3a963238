"""Measures starting: loading the embedded facts, a second start, and ``make run`` from an empty clone."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from bench.figures import Figure
from bench.report import ROOT

PATIENCE_SECONDS = 300
N_SECOND_STARTS = 3


def measure() -> list[Figure]:
    facts = json.loads(
        subprocess.run([sys.executable, "-m", "bench.facts"], cwd=ROOT, capture_output=True, check=True).stdout
    )
    return [
        Figure("embedded facts, into an empty database", facts["seconds"], "s", bar=20),
        Figure("memory while they load, at most", facts["megabytes"], "MB", bar=400),
        Figure(f"second start to the first page, median of {N_SECOND_STARTS}", second_start_seconds(), "s", bar=5),
        Figure("`make run` from an empty clone, warm package cache", clone_seconds(), "s", bar=60),
    ]


def second_start_seconds() -> float:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "mutirao.cli", "serve"]
        _seconds_to_first_page(command, cwd=ROOT, folder=folder)
        taken = sorted(_seconds_to_first_page(command, cwd=ROOT, folder=folder) for _ in range(N_SECOND_STARTS))
        return taken[N_SECOND_STARTS // 2]


def clone_seconds() -> float:
    """What is committed, cloned; the environment is made anew from packages that the cache of uv holds already."""
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "mutirao"
        subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
        return _seconds_to_first_page(["make", "run"], cwd=clone, folder=str(Path(folder) / "var"))


def _seconds_to_first_page(command: list[str], *, cwd: Path, folder: str) -> float:
    began = time.monotonic()
    with serving(command, cwd=cwd, folder=folder):
        return time.monotonic() - began


@contextmanager
def serving(command: list[str], *, cwd: Path, folder: str) -> Iterator[str]:
    """A server with its database in ``folder``, from its first page on; gives its address."""
    port = free_port()
    settings = {**_without_ours(os.environ), "MUTIRAO_VAR": folder, "MUTIRAO_PORT": str(port)}
    server = subprocess.Popen(
        command, cwd=cwd, env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(address, server)
        yield address
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urlopen(address, timeout=10):
                return
        except (URLError, OSError):
            time.sleep(0.05)
    raise SystemExit(f"{address} gave no page.")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _without_ours(environment: Mapping[str, str]) -> dict[str, str]:
    """Settings of the developer's own shell stay out, and the environment that runs this, so that make makes one."""
    path = os.pathsep.join(part for part in environment["PATH"].split(os.pathsep) if ".venv" not in part)
    kept = {name: value for name, value in environment.items() if not name.startswith(("MUTIRAO_", "DJANGO_"))}
    return {**kept, "PATH": path}
