"""The server as an operator starts it: real processes on a free port."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 90

pytestmark = pytest.mark.slow


def until[T](ask: Callable[[], T]) -> T:
    """The first answer that is true; fails when none comes."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if answer := ask():
            return answer
        time.sleep(0.1)
    pytest.fail("nothing happened in time")


def children_of(pid: int) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return [int(each) for each in found.stdout.split()]


def is_alive(pid: int) -> bool:
    found = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return bool(found.stdout.strip()) and not found.stdout.startswith("Z")


class Server:
    """``mutirao serve`` in a process of its own."""

    def __init__(self, var: Path, port: int, *options: str, **variables: str) -> None:
        self.port = port
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mutirao.cli", "serve", "--port", str(port), *options],
            cwd=ROOT,
            env={**os.environ, "MUTIRAO_DATABASE_URL": "", "MUTIRAO_VAR": str(var), **variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def address(self) -> str:
        """Waits for the line that says where it runs."""
        line = self.process.stdout.readline()
        return next((word for word in line.split() if word.startswith("http")), line)

    def get(self, path: str) -> bytes:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as response:
            return response.read()

    def family(self) -> list[int]:
        """Its children and theirs: web server, its workers, and the background worker."""
        children = children_of(self.process.pid)
        return children + [grandchild for child in children for grandchild in children_of(child)]


@pytest.fixture(scope="module")
def var(tmp_path_factory) -> Path:
    """One folder for all, so that only the first start has tables to make."""
    return tmp_path_factory.mktemp("serve")


@pytest.fixture
def start(var: Path) -> Iterator[Callable[..., Server]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    started = []

    def act(*options: str, **variables: str) -> Server:
        started.append(Server(var, port, *options, **variables))
        return started[-1]

    yield act
    for server in started:
        server.process.kill()
        server.process.communicate()


def background_worker(server: Server) -> int | None:
    """The child that runs `mutirao work`."""
    for pid in children_of(server.process.pid):
        if "mutirao.cli work" in Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " "):
            return pid
    return None


def test_first_start_makes_everything_and_ends_without_orphans(start):
    server = start("--address", "0.0.0.0")
    assert server.address() == f"http://127.0.0.1:{server.port}"
    assert b"<h1>" in server.get("/sources/")
    until(lambda: background_worker(server))
    assert json.loads(server.get("/health/"))["facts"]["rows"] > 1000
    family = server.family()
    assert len(family) >= 4
    server.process.send_signal(signal.SIGTERM)
    _out, errors = server.process.communicate(timeout=PATIENCE_SECONDS)
    assert server.process.returncode == 0
    assert "Local mode answers on this machine only: 127.0.0.1 instead of 0.0.0.0." in errors
    assert "Traceback" not in errors
    assert [pid for pid in family if is_alive(pid)] == []


def test_ctrl_c_ends_it_in_order(start):
    server = start()
    server.address()
    family = server.family()
    server.process.send_signal(signal.SIGINT)
    _out, errors = server.process.communicate(timeout=PATIENCE_SECONDS)
    assert (server.process.returncode, "Traceback" in errors) == (0, False)
    assert [pid for pid in family if is_alive(pid)] == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children that their parent is gone")
def test_killed_server_leaves_no_orphans(start):
    server = start()
    server.address()
    until(lambda: background_worker(server))
    family = server.family()
    server.process.kill()
    server.process.communicate()
    until(lambda: not any(map(is_alive, family)))


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_worker_that_dies_is_started_again(start):
    server = start()
    server.address()
    first = until(lambda: background_worker(server))
    os.kill(first, signal.SIGKILL)
    second = until(lambda: background_worker(server) not in {None, first} and background_worker(server))
    assert is_alive(second)
    assert json.loads(server.get("/health/"))["status"] in {"ok", "late"}


def test_taken_port_is_said_in_one_sentence(start):
    with socket.socket() as taken:
        server = start()
        taken.bind(("127.0.0.1", server.port))
        taken.listen()
        _out, errors = server.process.communicate(timeout=PATIENCE_SECONDS)
    assert server.process.returncode == 1
    [line] = errors.strip().splitlines()
    assert f"Port {server.port} of 127.0.0.1 is taken" in line


@pytest.mark.parametrize("port", ["0", "70000"])
def test_impossible_port_is_refused(start, port):
    server = start("--port", port)
    _out, errors = server.process.communicate(timeout=PATIENCE_SECONDS)
    assert (server.process.returncode, errors.strip()) == (1, f"CommandError: --port: expected 1 to 65535, got {port}.")


def test_database_that_does_not_open_is_said_in_one_sentence(start, tmp_path):
    server = start(MUTIRAO_DATABASE_URL=f"sqlite:///{tmp_path}/none/here.sqlite3")
    _out, errors = server.process.communicate(timeout=PATIENCE_SECONDS)
    assert server.process.returncode == 1
    assert errors.strip() == "CommandError: The database says: unable to open database file"


def test_demonstration_and_reality_stay_apart(start, tmp_path):
    demonstration = {"MUTIRAO_DATABASE_URL": f"sqlite:///{tmp_path}/demo.sqlite3"}
    server = start(MUTIRAO_DEMONSTRATION="yes", **demonstration)
    server.address()
    assert b"Nothing here is real" in server.get("/sources/")
    server.process.terminate()
    server.process.communicate(timeout=PATIENCE_SECONDS)
    real = start(**demonstration)
    _out, errors = real.process.communicate(timeout=PATIENCE_SECONDS)
    assert (real.process.returncode, "This database holds a demonstration." in errors) == (1, True)
