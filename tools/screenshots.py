"""Takes the pictures of the README: a fresh instance with the embedded facts, seen by a real browser.

Run by ``make screenshots``; writes ``docs/screenshots/*.png``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "docs" / "screenshots"
PORT = 8765
ADDRESS = f"http://127.0.0.1:{PORT}"
PATIENCE_SECONDS = 120
# A clone should stay small.
LARGEST_BYTES = 150_000


@dataclass(frozen=True)
class Picture:
    name: str
    path: str
    width: int = 1000
    height: int = 720
    dark: bool = False


PICTURES = (
    Picture("hub", "/"),
    Picture("hub-arabic", "/?uselang=ar", width=1100),
    Picture("action-line", "/action-lines/global-approach/"),
    Picture("community", "/communities/ptwiki/"),
    Picture("societies", "/societies/", height=960),
    Picture("hub-phone-dark", "/", width=360, height=740, dark=True),
    Picture("sign-up-phone-arabic", "/action-lines/sign-up/?uselang=ar", width=360, height=740),
)


@contextmanager
def instance() -> Iterator[None]:
    """A server on a database of its own, gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        settings = {**os.environ, "MUTIRAO_VAR": folder, "MUTIRAO_PORT": str(PORT)}
        server = subprocess.Popen([ROOT / ".venv/bin/mutirao", "serve"], env=settings)
        try:
            wait_for(server)
            # What a first start leaves to the worker, such as looking for open tasks.
            subprocess.run([ROOT / ".venv/bin/mutirao", "work", "--until-empty"], env=settings, check=True)
            yield
        finally:
            server.terminate()
            server.wait()


def wait_for(server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            httpx.get(ADDRESS).raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.5)
        else:
            return
    sys.exit(f"{ADDRESS} did not answer within {PATIENCE_SECONDS} seconds.")


def take(browser: Browser, picture: Picture) -> None:
    page = browser.new_page(
        viewport={"width": picture.width, "height": picture.height},
        color_scheme="dark" if picture.dark else "light",
        locale="en",
    )
    answer = page.goto(ADDRESS + picture.path)
    if answer is None or not answer.ok:
        sys.exit(f"{picture.path} does not answer with a page.")
    target = TARGET / f"{picture.name}.png"
    page.screenshot(path=target)
    page.close()
    if target.stat().st_size > LARGEST_BYTES:
        sys.exit(f"{target.name} is larger than {LARGEST_BYTES} bytes: take a smaller window.")


def main() -> None:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("The pictures need chromium. On Debian or Ubuntu: apt-get install chromium")
    TARGET.mkdir(parents=True, exist_ok=True)
    # Chromium refuses its sandbox to root.
    options = ["--no-sandbox"] if os.geteuid() == 0 else []
    with instance(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=options)
        for picture in PICTURES:
            take(browser, picture)
        browser.close()


if __name__ == "__main__":
    main()
