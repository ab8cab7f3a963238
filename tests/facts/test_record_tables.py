"""The tables of the record: projects, what they cost, past discussions, earlier assessments."""

from __future__ import annotations

import pytest
from tests.facts.content import items, table

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
