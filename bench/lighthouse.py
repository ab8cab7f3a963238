"""Runs Lighthouse on the main pages, with the embedded facts; fetches it into a throw-away folder with npm."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.figures import Figure
from bench.report import ROOT
from bench.starting import serving

PAGES = {
    "hub": "/",
    "community": "/communities/ptwiki/",
    "action line": "/action-lines/global-approach/",
    "society": "/societies/BR/pt/",
    "signing up": "/action-lines/sign-up/",
    "skills": "/skills/",
}
CATEGORIES = {
    "performance": "performance",
    "accessibility": "accessibility",
    "best-practices": "best practices",
    "seo": "search engines",
}
BAR = 95
N_TRIES = 3


def measure() -> list[Figure]:
    """Four scores for each page, as on a slow phone, which is what Lighthouse imitates unless told otherwise."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None or shutil.which("npm") is None:
        raise SystemExit("Lighthouse needs chromium, Node and npm. On Debian or Ubuntu: apt-get install chromium npm")
    with tempfile.TemporaryDirectory() as folder:
        surroundings = {**os.environ, "PUPPETEER_SKIP_DOWNLOAD": "1", "CHROME_PATH": chromium}
        subprocess.run(
            ["npm", "install", "--silent", "--no-save", "lighthouse"], cwd=folder, env=surroundings, check=True
        )
        command = [sys.executable, "-m", "mutirao.cli", "serve"]
        with serving(command, cwd=ROOT, folder=str(Path(folder) / "var")) as address:
            return [
                figure
                for name, path in PAGES.items()
                for figure in _scores(name, address + path, Path(folder), surroundings)
            ]


def _scores(name: str, address: str, folder: Path, surroundings: dict[str, str]) -> list[Figure]:
    categories = _run(address, folder, surroundings)["categories"]
    return [
        Figure(f"{name}: {title}", round(categories[key]["score"] * 100), bar=BAR, more_is_better=True)
        for key, title in CATEGORIES.items()
    ]


def _run(address: str, folder: Path, surroundings: dict[str, str]) -> dict[str, dict[str, dict[str, float]]]:
    """The report as Lighthouse writes it; the browser sometimes dies on a busy machine, so it gets another try."""
    flags = "--headless=new --no-sandbox --disable-quic --disable-background-networking"
    command = ["npx", "lighthouse", address, "--quiet", "--output=json", "--output-path=report.json"]
    for _ in range(N_TRIES):
        tried = subprocess.run([*command, f"--chrome-flags={flags}"], cwd=folder, env=surroundings, capture_output=True)
        if tried.returncode == 0:
            report: dict[str, dict[str, dict[str, float]]] = json.loads((folder / "report.json").read_text())
            return report
    raise SystemExit(f"Lighthouse failed {N_TRIES} times on {address}: {tried.stderr.decode()[-500:]}")
