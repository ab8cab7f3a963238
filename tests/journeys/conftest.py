"""A real server with the embedded facts, seen by a real browser.

The server is a process of its own, as people run it: nothing of it is shared with the tests but its address.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

PATIENCE_SECONDS = 120
# The second and third keep the browser off the network: it has no business there.
OPTIONS = ["--no-sandbox", "--disable-quic", "--disable-background-networking"]

type OpenPage = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass(frozen=True)
class Server:
    """A running Mutirão: where it answers, and its command line."""

    address: str
    settings: dict[str, str]

    def run(self, *arguments: str) -> str:
        command = [sys.executable, "-m", "mutirao.cli", *arguments]
        done = subprocess.run(command, env=self.settings, capture_output=True, text=True, check=True)
        return done.stdout


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("server")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    ours = {name: value for name, value in os.environ.items() if not name.startswith("MUTIRAO_")}
    settings = {**ours, "MUTIRAO_VAR": str(folder), "MUTIRAO_PORT": str(port), "MUTIRAO_WEB_WORKERS": "1"}
    output = (folder / "output").open("w+")
    process = subprocess.Popen(
        [sys.executable, "-m", "mutirao.cli", "serve"], env=settings, stdout=output, stderr=output
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/skills/", process, folder / "output")
        started = Server(f"http://127.0.0.1:{port}", settings)
        # What a first start leaves to the worker, such as looking for open tasks.
        started.run("work", "--until-empty")
        yield started
    finally:
        process.terminate()
        process.wait()
        output.close()


def wait_for(address: str, process: subprocess.Popen[bytes], output: Path) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urlopen(address, timeout=10):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    pytest.fail(f"The server gave no page. It said:\n{output.read_text()}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Ends with its module: while Playwright runs in this thread, Django's database cannot be used in it."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None and os.environ.get("CI") == "true":
        pytest.fail("Journeys need chromium: apt-get install chromium")
    if chromium is None:
        pytest.skip("NOT RUN: journeys need chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=OPTIONS)
        yield launched
        launched.close()


@pytest.fixture
def open_page(browser: Browser, server: Server) -> Iterator[OpenPage]:
    """Opens an address as a new visitor; keywords go to the browser context. A fault on a page fails the test."""
    contexts = []
    faults: list[str] = []

    def open_as_new_visitor(path: str, **options: Any) -> Page:
        context = browser.new_context(base_url=server.address, **{"locale": "en", **options})
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("response", lambda answer: faults.append(answer.url) if answer.status >= 500 else None)
        page.goto(path)
        return page

    yield open_as_new_visitor
    for context in contexts:
        context.close()
    assert faults == []
