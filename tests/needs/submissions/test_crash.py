"""A server that dies in the middle of collecting: what it acknowledged is there, and nothing is there twice."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

import pytest

from mutirao.sources.processes import is_answering, web_command

ROOT = Path(__file__).parents[3]
N_DEVICES, N_EACH, KILLED_AFTER = 6, 20, 40
PATIENCE_SECONDS = 90
MAKE = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.factories.needs_answers import open_assessment
made = open_assessment()
print(made.public_id, made.questionnaire.public_id)
"""


@contextmanager
def serving(port: int, settings: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(web_command("127.0.0.1", port, 1), env=settings, cwd=ROOT, start_new_session=True)
    try:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not is_answering("127.0.0.1", port, host="127.0.0.1"):
            assert time.monotonic() < deadline, "the server gave no page"
            time.sleep(0.1)
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
        process.wait()


class Devices:
    """They keep each sheet until the server has named its key."""

    def __init__(self, port: int, assessment: str, questionnaire: str) -> None:
        self.port, self.assessment, self.questionnaire = port, assessment, questionnaire
        self.acknowledged: list[str] = []
        self.threads = [threading.Thread(target=self._answer, args=(number,)) for number in range(N_DEVICES)]

    def _answer(self, number: int) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        for sheet in range(N_EACH):
            key = f"{number:032x}{sheet:032x}"
            while not self._is_taken(key):
                assert time.monotonic() < deadline
                time.sleep(0.05)
            self.acknowledged.append(key)

    def _is_taken(self, key: str) -> bool:
        fields = {
            "sheet:key": key, "sheet:questionnaire": self.questionnaire, "sheet:language": "en", "sheet:age": "on",
            "sheet:consent": "on", "role": "editor", "first:importance": "4", "sheet:end": "yes",
        }  # fmt: skip
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            headers = {"Content-Type": "application/x-www-form-urlencoded"}
            connection.request("POST", f"/answer/{self.assessment}/send/", urlencode(fields), headers)
            return bool(json.loads(connection.getresponse().read()).get("stored") == key)
        except (OSError, HTTPException, ValueError):
            return False
        finally:
            connection.close()


def stored_keys(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / "mutirao.sqlite3")) as database:
        return [key for (key,) in database.execute("select idempotency_key from needs_submission")]


@pytest.mark.slow
def test_killed_server_loses_nothing_acknowledged_and_stores_nothing_twice(tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    ours = {name: value for name, value in os.environ.items() if not name.startswith("MUTIRAO_")}
    settings = {**ours, "MUTIRAO_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "mutirao.settings"}
    made = subprocess.run(
        [sys.executable, "-c", MAKE], env=settings, cwd=ROOT, capture_output=True, text=True, check=True
    )
    devices = Devices(port, *made.stdout.split())
    with serving(port, settings) as process:
        for thread in devices.threads:
            thread.start()
        while len(devices.acknowledged) < KILLED_AFTER:
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGKILL)
        before = set(devices.acknowledged)
    stored = stored_keys(tmp_path)
    assert before <= set(stored)
    assert len(before) < N_DEVICES * N_EACH
    with serving(port, settings):
        for thread in devices.threads:
            thread.join()
    stored = stored_keys(tmp_path)
    assert (len(stored), set(stored)) == (N_DEVICES * N_EACH, set(devices.acknowledged))
