"""The recommendation, its action lines and the doors: what hangs on them exists and is of the promised size."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from tests.facts.content import TRANSLATIONS, items, slugs, table

COUNTED_KINDS = {
    *("skills", "communities", "assessments", "resources", "packs", "activities"),
    *("peers", "mentors", "badges", "methods", "discussions", "projects"),
}


def test_the_three_lines_hold_both_of_their_numbers() -> None:
    lines = [(row["slug"], row["numbers_first"], row["numbers_second"]) for row in table("action_lines.csv")]

    assert lines == [
        ("global-approach", "31", "32"),
        ("leadership-plan", "32", "33"),
        ("skill-infrastructure", "33", "34"),
    ]


@pytest.mark.parametrize(
    "name", ["demands.csv", "pinned_resources.csv", "action_line_discussions.csv", "action_line_projects.csv"]
)
def test_what_hangs_on_a_line_names_an_existing_one(name: str) -> None:
    assert {row["action_line"] for row in table(name)} == slugs("action_lines.csv")


def test_demands_count_known_kinds_without_repeating_one() -> None:
    for row in table("demands.csv"):
        kinds = items(row["what_counts"])

        assert kinds, row["slug"]
        assert set(kinds) <= COUNTED_KINDS, row["slug"]
        assert len(kinds) == len(set(kinds)), row["slug"]


def test_each_line_pins_five_to_ten_resources() -> None:
    counted = Counter(row["action_line"] for row in table("pinned_resources.csv"))

    assert all(5 <= number <= 10 for number in counted.values())


@pytest.mark.parametrize(
    ("name", "column", "target"),
    [
        ("pinned_resources.csv", "resource", "resources.csv"),
        ("action_line_discussions.csv", "discussion", "discussions.csv"),
        ("action_line_projects.csv", "project", "funded_projects.csv"),
    ],
)
def test_ids_are_found_in_the_table_they_point_to(name: str, column: str, target: str) -> None:
    assert {row[column] for row in table(name)} - {row["id"] for row in table(target)} == set()


# Pages


def test_recommendation_sections_are_short_enough_to_read() -> None:
    lengths = {row["slug"]: len(row["body_en"].split()) for row in table("recommendation.csv")}

    assert len(lengths) == 8
    assert {slug: words for slug, words in lengths.items() if not 60 <= words <= 120} == {}


def test_a_translated_body_has_as_many_sentences_as_the_english_one_or_nearly() -> None:
    def sentences(text: str) -> int:
        return len(re.findall(r"[.?!؟।](?:\s|$)", text))

    far = [
        (row["slug"], language)
        for row in table("recommendation.csv")
        for language in TRANSLATIONS
        if abs(sentences(row[f"body_{language}"]) - sentences(row["body_en"])) > 1
    ]

    assert far == []


def test_there_are_eight_promises_and_each_opens_another_door() -> None:
    addresses = [row["address"] for row in table("promises.csv")]

    assert len(addresses) == 8
    assert len(set(addresses)) == 8
    assert [address for address in addresses if not re.fullmatch(r"/[a-z-]+/", address)] == []


def test_support_is_money_people_and_material() -> None:
    assert [row["slug"] for row in table("support_kinds.csv")] == ["money", "people", "material"]
