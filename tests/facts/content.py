"""Reads the texts and lists in data/, so that each test asks about one rule."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "data"
LANGUAGES = ("en", "pt", "es", "fr", "ar", "hi")
TRANSLATIONS = LANGUAGES[1:]

Row = dict[str, str]

# The columns that stand once per language.
TEXTS = {
    "terms.csv": ("name", "meaning"),
    "skills.csv": ("name", "description"),
    "action_lines.csv": ("name", "summary", "description"),
    "demands.csv": ("name", "description"),
    "recommendation.csv": ("heading", "body"),
    "promises.csv": ("name", "summary"),
    "support_kinds.csv": ("name", "summary"),
    "pinned_resources.csv": ("reason",),
}
# Texts in tables that hold facts beside them.
SUMMARIES = {"resources.csv": ("summary",)}
FIELDS = [(name, field) for name, fields in {**TEXTS, **SUMMARIES}.items() for field in fields]


@cache
def table(name: str) -> list[Row]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def items(cell: str) -> list[str]:
    return cell.split(";") if cell else []


def every_text(*languages: str) -> Iterator[tuple[str, str]]:
    """(where it stands, text) for each text cell in these languages."""
    for name, field in FIELDS:
        for number, row in enumerate(table(name), start=2):
            for language in languages or LANGUAGES:
                yield f"{name} line {number} {field}_{language}", row[f"{field}_{language}"]


def slugs(name: str) -> set[str]:
    return {row["slug"] for row in table(name)}
