"""The tables of the record: projects, what they cost, past discussions, earlier assessments."""

from __future__ import annotations

import re

import pytest
from tests.facts.content import LANGUAGES, items, table

AMOUNTS = "project_amounts.csv"


@pytest.mark.parametrize(
    ("name", "column", "other", "key"),
    [
        ("funded_projects.csv", "communities", "affiliates.csv", "slug"),
        ("funded_projects.csv", "demands", "demands.csv", "slug"),
        ("funded_projects.csv", "language", "languages.csv", "language"),
        (AMOUNTS, "project", "funded_projects.csv", "id"),
    ],
)
def test_what_a_row_names_is_in_the_other_table(name: str, column: str, other: str, key: str) -> None:
    written = {each for row in table(name) for each in items(row[column])}

    assert written
    assert written - {row[key] for row in table(other)} == set()


def test_an_amount_is_stated_once_for_each_kind_and_currency() -> None:
    keys = [(row["project"], row["kind"], row["currency"]) for row in table(AMOUNTS)]

    assert keys == sorted(set(keys))


def test_an_unknown_amount_has_no_row() -> None:
    assert [row for row in table(AMOUNTS) if not float(row["value"]) > 0 or not row["source_url"]] == []


def test_only_organisations_are_named_as_leads() -> None:
    named = {row["lead_kind"] for row in table("funded_projects.csv") if row["lead"]}

    assert named == {"organisation"}


@pytest.mark.parametrize("name", ["funded_projects.csv", "discussions.csv", "needs_assessments.csv"])
def test_every_text_is_there_in_six_languages_or_in_none(name: str) -> None:
    stems = sorted({header.removesuffix("_en") for header in table(name)[0] if header.endswith("_en")})
    partly = [
        (row["id"], stem)
        for row in table(name)
        for stem in stems
        if len({bool(row[f"{stem}_{language}"]) for language in LANGUAGES}) == 2
    ]

    assert len(stems) >= 4
    assert partly == []


@pytest.mark.parametrize("name", ["funded_projects.csv", "discussions.csv", "needs_assessments.csv"])
def test_numbers_of_a_text_stand_in_its_translations(name: str) -> None:
    """Figures carry the facts: a translation that lost one would say something else."""

    def numbers(text: str) -> set[str]:
        grouped = re.sub(r"(?<=\d)[.,\u202f\u00a0 ](?=\d{3}(?!\d))", "", text)
        return set(re.findall(r"\d{3,}", grouped))

    stems = sorted({header.removesuffix("_en") for header in table(name)[0] if header.endswith("_en")})
    lost = [
        (row["id"], stem, language)
        for row in table(name)
        for stem in stems
        for language in LANGUAGES
        if numbers(row[f"{stem}_en"]) != numbers(row[f"{stem}_{language}"])
    ]

    assert lost == []
