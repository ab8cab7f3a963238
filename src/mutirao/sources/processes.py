"""The processes of one machine: a web server and a worker, started, watched and ended together."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from types import FrameType

GRACE_SECONDS = 20
ANSWER_SECONDS = 2
LONGEST_PAUSE_SECONDS = 30.0
STEADY_SECONDS = 60.0
WATCH_SECONDS = 0.2


def web_command(address: str, port: int, n_workers: int) -> list[str]:
    """The web server; it replaces worker processes of its own that die."""
    server = ["granian", "--interface", "wsgi", "--host", address, "--port", str(port), "--workers", str(n_workers)]
    # Few threads: each holds a database connection, and Python runs one at a time.
    options = [
        "--no-ws",
        "--blocking-threads",
        "4",
        "--respawn-failed-workers",
        "--workers-kill-timeout",
        "10",
        "--log-level",
        "warning",
    ]
    return [sys.executable, "-m", *server, *options, "mutirao.wsgi:application"]


def worker_command() -> list[str]:
    return [sys.executable, "-m", "mutirao.cli", "work"]


def is_free(address: str, port: int) -> bool:
    """Whether nobody listens there."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError:
            return False
    return True


def is_answering(address: str, port: int, *, host: str) -> bool:
    """Whether a page comes from there. The port opens long before the server behind it has loaded."""
    reachable = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address, address)  # noqa: S104 compared, not bound
    connection = HTTPConnection(reachable, port, timeout=ANSWER_SECONDS)
    try:
        connection.request("HEAD", "/health/", headers={"Host": host})
        connection.getresponse()
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
    return True


@dataclass
class Child:
    """A process of ours; ``restarts`` when it dies, after a pause that grows while it keeps dying.

    One that ``waits`` is started when the others are ready, so that loading it does not hold them up.
    """

    command: list[str]
    restarts: bool
    waits: bool = False
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    pause_seconds: float = 1.0
    start_after: float = 0.0

    def start(self) -> None:
        self.started_at = time.monotonic()
        # A session of its own: Ctrl-C reaches us alone, and we end it in order.
        self.process = subprocess.Popen(self.command, start_new_session=True, preexec_fn=_die_with_parent)  # noqa: S603

    def is_due(self, is_ready: bool) -> bool:
        return self.process is None and time.monotonic() >= self.start_after and (is_ready or not self.waits)

    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def plan_restart(self) -> None:
        now = time.monotonic()
        was_steady = now - self.started_at > STEADY_SECONDS
        self.pause_seconds = 1.0 if was_steady else min(self.pause_seconds * 2, LONGEST_PAUSE_SECONDS)
        self.start_after = now + self.pause_seconds
        self.process = None

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def wait(self, seconds: float) -> None:
        """Wait for the end; after ``seconds`` without one, force it on the whole session."""
        if self.process is None:
            return
        try:
            self.process.wait(max(seconds, 0))
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def run_together(children: list[Child], *, on_ready: Callable[[], bool]) -> int:
    """Run until a signal, or until a child that does not restart ends; returns the exit code.

    ``on_ready`` is asked again and again until it says True. No child outlives this call.
    """
    is_stopping = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal is_stopping
        is_stopping = True

    previous = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        is_ready, code = False, 0
        while not is_stopping:
            for child in children:
                if child.is_due(is_ready):
                    child.start()
            is_ready = is_ready or on_ready()
            ended = [child for child in children if child.has_ended()]
            for child in ended:
                if not child.restarts:
                    return (child.process and child.process.returncode) or 1
                child.plan_restart()
            time.sleep(WATCH_SECONDS)
        return code
    finally:
        _end(children)
        for number, handler in previous.items():
            signal.signal(number, handler)


def _end(children: list[Child]) -> None:
    deadline = time.monotonic() + GRACE_SECONDS
    for child in children:
        child.stop()
    for child in children:
        child.wait(deadline - time.monotonic())


def _die_with_parent() -> None:
    """On Linux: end this process if the one that started it is killed."""
    if sys.platform == "linux":
        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGTERM)
