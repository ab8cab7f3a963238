"""The texts that ship with the product: whole, clean and complete in six languages."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter, defaultdict
from functools import cache

import pytest
from tests.facts.content import DATA, FIELDS, LANGUAGES, TEXTS, TRANSLATIONS, every_text, slugs, table

KEYS = {
    **dict.fromkeys(TEXTS, ("slug",)),
    "pinned_resources.csv": ("action_line", "resource"),
    "skill_crosswalk.csv": ("skill", "vocabulary", "their_label"),
    "action_line_discussions.csv": ("action_line", "discussion"),
    "action_line_projects.csv": ("action_line", "project"),
}
# Which column groups the rows that are counted by `position`; an empty name: the whole table.
SIBLINGS = {
    "skills.csv": "parent",
    "action_lines.csv": "",
    "demands.csv": "action_line",
    "recommendation.csv": "",
    "promises.csv": "",
    "support_kinds.csv": "",
    "pinned_resources.csv": "action_line",
}
# Words that are rightly the same as in English: table, slug, language.
SAME_AS_ENGLISH = {
    ("skills.csv", "leadership", "fr"),
    ("support_kinds.csv", "material", "pt"),
    ("support_kinds.csv", "material", "es"),
    ("terms.csv", "plan", "es"),
    ("terms.csv", "badge", "fr"),
    ("terms.csv", "discussion", "fr"),
    ("terms.csv", "leadership", "fr"),
    ("terms.csv", "plan", "fr"),
    ("terms.csv", "programme", "fr"),
    ("terms.csv", "source", "fr"),
}


@cache
def documented_columns() -> dict[str, list[str]]:
    """File name to columns, as the table in CONTENT.md gives them."""
    lines = (DATA / "CONTENT.md").read_text(encoding="utf-8").splitlines()
    found = {}
    for line in lines:
        cells = re.findall(r"`([^`]+)`", line)
        if line.startswith("| `") and cells[0].endswith(".csv"):
            found[cells[0]] = [column for cell in cells[1:] for column in _per_language(cell)]
    return found


def _per_language(column: str) -> list[str]:
    if not column.endswith("_*"):
        return [column]
    return [f"{column.removesuffix('*')}{language}" for language in LANGUAGES]


# Form


def test_columns_are_the_documented_ones_in_their_order() -> None:
    headers = {}
    for name in documented_columns():
        with (DATA / name).open(encoding="utf-8", newline="") as file:
            headers[name] = next(csv.reader(file))

    assert headers == documented_columns()
    assert set(headers) == set(KEYS)


@pytest.mark.parametrize("name", KEYS)
def test_files_are_utf_8_with_plain_line_ends_and_whole_rows(name: str) -> None:
    raw = (DATA / name).read_bytes()

    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    assert all(None not in row and None not in row.values() for row in table(name))


@pytest.mark.parametrize("name", KEYS)
def test_keys_are_unique(name: str) -> None:
    counted = Counter(tuple(row[column] for column in KEYS[name]) for row in table(name))

    assert [key for key, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("name", [name for name in TEXTS if name != "pinned_resources.csv"])
def test_slugs_are_lower_case_words_with_hyphens(name: str) -> None:
    assert [slug for slug in slugs(name) if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)] == []


@pytest.mark.parametrize("name", SIBLINGS)
def test_positions_count_from_one_among_siblings(name: str) -> None:
    positions = defaultdict(list)
    for row in table(name):
        positions[row.get(SIBLINGS[name], "")].append(int(row["position"]))

    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in positions.values())


# Six languages


def test_every_text_is_filled_in_all_six_languages() -> None:
    assert [where for where, text in every_text() if not text.strip()] == []


def test_texts_are_clean() -> None:
    def unclean(text: str) -> bool:
        controls = [letter for letter in text if unicodedata.category(letter) in {"Cc", "Cf"}]
        letters = unicodedata.normalize("NFC", text)
        return bool(controls) or text != text.strip() or "  " in text or text != letters

    assert [where for where, text in every_text() if unclean(text)] == []


def test_no_english_is_left_in_a_translation() -> None:
    same = {
        (name, row.get("slug", row.get("resource", "")), language)
        for name, field in FIELDS
        for row in table(name)
        for language in TRANSLATIONS
        if row[f"{field}_{language}"].casefold() == row[f"{field}_en"].casefold()
    }

    # Equal, not only within: an entry that is no longer the same must leave the list.
    assert same == SAME_AS_ENGLISH


def test_no_two_translations_of_a_sentence_are_the_same() -> None:
    same = []
    for name, field in FIELDS:
        for row in table(name):
            texts = [row[f"{field}_{language}"] for language in LANGUAGES]
            if texts[0].count(" ") > 4 and len(set(texts)) < len(LANGUAGES):
                same.append((name, texts[0]))

    assert same == []


@pytest.mark.parametrize(("language", "script"), [("ar", "ARABIC"), ("hi", "DEVANAGARI")])
def test_texts_are_written_in_the_script_of_their_language(language: str, script: str) -> None:
    def share_in_script(text: str) -> float:
        letters = [letter for letter in text if letter.isalpha()]
        return sum(unicodedata.name(letter).startswith(script) for letter in letters) / max(1, len(letters))

    # "Lua", "API" and the like would be the only reason for less.
    assert [where for where, text in every_text(language) if share_in_script(text) < 0.95] == []


def test_texts_in_latin_languages_hold_latin_letters_only() -> None:
    def foreign(text: str) -> bool:
        return any(letter.isalpha() and not unicodedata.name(letter).startswith("LATIN") for letter in text)

    assert [where for where, text in every_text("en", "pt", "es", "fr") if foreign(text)] == []


def test_punctuation_follows_the_language() -> None:
    wrong = {
        "en": r"—|'",
        "pt": r"—|'",
        "es": r"—|'|^[^¿]*\?",
        "fr": r"—|'|\w[:;?!]| [:;?!»]|« ",
        "ar": r"—|[,;?]",
        "hi": r"—|\.$",
    }
    found = [
        where for language, pattern in wrong.items() for where, text in every_text(language) if re.search(pattern, text)
    ]

    assert found == []


def test_figures_are_the_same_in_every_language() -> None:
    different = []
    for name, field in FIELDS:
        for row in table(name):
            figures = [sorted(re.findall(r"[0-9]+", row[f"{field}_{language}"])) for language in LANGUAGES]
            if any(figures[0] != other for other in figures[1:]):
                different.append((name, row[f"{field}_en"]))

    assert different == []


def test_names_of_one_table_are_not_confused_in_any_language() -> None:
    for name in ("skills.csv", "demands.csv", "promises.csv", "action_lines.csv", "terms.csv"):
        for language in LANGUAGES:
            counted = Counter(row[f"name_{language}"].casefold() for row in table(name))

            assert [text for text, times in counted.items() if times > 1] == [], (name, language)
