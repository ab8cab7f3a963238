"""The core framework of skills and its crosswalk: a tree that people can rate, each entry with its origin."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from tests.facts.content import LANGUAGES, Row, items, table

# The vocabulary of a crosswalk row and what `drawn_from` calls it.
VOCABULARIES = {
    "recommendation": "recommendation_skill_areas",
    "ldwg": "ldwg_definition",
    "ldwg_appendix": "ldwg_appendix_skills",
    "ldp": "ldp_structure",
    "ccd7": "community_capacity_development_7",
    "community_capacity_map": "community_capacity_map",
    "capx": "capx",
    "core_policy_course": "core_policy_course_modules",
    "small_wiki_toolkits": "small_wiki_technical_topics",
    "movement_organizer": "movement_organizer_work",
    "organizer_lab": "campaign_organizer_competencies",
    "community_fund": "affiliate_needs_seen_by_funders_fy2024_25",
    "lets_connect": "lets_connect_form",
}
# Drawn from without a crosswalk: its entries are ways of learning, not skills.
WITHOUT_CROSSWALK = {"recommendation_methods"}


def rated() -> list[Row]:
    return [row for row in table("skills.csv") if row["kind"] != "group"]


def groups() -> list[Row]:
    return [row for row in table("skills.csv") if row["kind"] == "group"]


def test_the_framework_has_about_sixty_skills_in_eight_to_ten_groups() -> None:
    assert 8 <= len(groups()) <= 10
    assert 55 <= len(rated()) <= 70


def test_parents_are_groups_that_stand_before_their_children() -> None:
    seen: set[str] = set()
    for row in table("skills.csv"):
        if row["kind"] == "group":
            assert row["parent"] == ""
            seen.add(row["slug"])
        else:
            assert row["parent"] in seen, row["slug"]

    assert {row["parent"] for row in rated()} == seen


def test_kinds_aspects_and_contexts_are_known() -> None:
    contexts = {context for row in table("skills.csv") for context in items(row["role_contexts"])}

    assert {row["kind"] for row in table("skills.csv")} == {"group", "skill", "capacity"}
    assert {row["leadership_aspect"] for row in rated()} == {"", "action", "quality", "outcome"}
    assert contexts == {"affiliate", "governance", "administration", "organising"}
    assert all(not row["leadership_aspect"] and not row["role_contexts"] for row in groups())


def test_each_side_of_leadership_has_at_least_three_entries() -> None:
    counted = Counter(row["leadership_aspect"] for row in rated() if row["leadership_aspect"])

    assert all(counted[aspect] >= 3 for aspect in ("action", "quality", "outcome"))
    assert {row["parent"] for row in rated() if row["leadership_aspect"]} == {"leadership"}


def test_a_description_is_one_sentence() -> None:
    ends = {**dict.fromkeys(("en", "pt", "es", "fr", "ar"), "."), "hi": "।"}
    wrong = [
        (row["slug"], language)
        for row in table("skills.csv")
        for language, end in ends.items()
        if not row[f"description_{language}"].endswith(end)
        or len(re.findall(r"[.!?؟।:;؛]", row[f"description_{language}"])) != 1
    ]

    assert wrong == []


def test_an_english_description_fits_on_a_card() -> None:
    assert [row["slug"] for row in table("skills.csv") if len(row["description_en"]) > 160] == []


def test_a_name_is_a_label_and_no_sentence() -> None:
    wrong = [
        (row["slug"], language)
        for row in table("skills.csv")
        for language in LANGUAGES
        if len(row[f"name_{language}"]) > 60 or row[f"name_{language}"][-1] in ".।"
    ]

    assert wrong == []


def test_every_skill_names_known_vocabularies() -> None:
    known = {*VOCABULARIES.values(), *WITHOUT_CROSSWALK}

    assert [
        row["slug"]
        for row in table("skills.csv")
        if not set(items(row["drawn_from"])) or not set(items(row["drawn_from"])) <= known
    ] == []


def test_wikidata_ids_are_empty_until_a_source_states_one() -> None:
    assert {row["wikidata_id"] for row in table("skills.csv")} == {""}


def test_crosswalk_rows_rest_on_what_the_skill_is_drawn_from() -> None:
    drawn = {row["slug"]: set(items(row["drawn_from"])) for row in table("skills.csv")}
    loose = [
        (row["skill"], row["vocabulary"])
        for row in table("skill_crosswalk.csv")
        if VOCABULARIES[row["vocabulary"]] not in drawn[row["skill"]]
    ]

    assert loose == []
    assert {row["vocabulary"] for row in table("skill_crosswalk.csv")} == set(VOCABULARIES)
    assert {row["relation"] for row in table("skill_crosswalk.csv")} <= {"exact", "close", "broader", "narrower"}


def test_one_entry_of_a_vocabulary_is_exactly_one_skill_at_most() -> None:
    exact = [row for row in table("skill_crosswalk.csv") if row["relation"] == "exact"]

    assert Counter((row["vocabulary"], row["their_label"]) for row in exact).most_common(1)[0][1] == 1
    assert Counter((row["vocabulary"], row["skill"]) for row in exact).most_common(1)[0][1] == 1


def test_crosswalk_rows_follow_the_order_of_the_framework() -> None:
    order = {row["slug"]: number for number, row in enumerate(table("skills.csv"))}
    numbers = [order[row["skill"]] for row in table("skill_crosswalk.csv")]

    assert all(earlier <= later for earlier, later in pairwise(numbers))
