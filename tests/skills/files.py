"""Small files of the shapes that the loaders read; every name in them is made up."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

LANGUAGES = ("en", "pt", "es", "fr", "ar", "hi")
SKILLS = (
    "slug parent kind position "
    + " ".join(f"{name}_{language}" for name in ("name", "description") for language in LANGUAGES)
    + " leadership_aspect role_contexts drawn_from wikidata_id"
).split()
CROSSWALK = ["skill", "vocabulary", "their_label", "relation", "source_url"]
ESCO_SKILLS = [
    "conceptUri",
    "skillType",
    "reuseLevel",
    "preferredLabel",
    "altLabels",
    "description",
    "ancestor_group_codes",
]
ESCO_DIGITAL = [
    "conceptType",
    "conceptUri",
    "preferredLabel",
    "status",
    "skillType",
    "reuseLevel",
    "altLabels",
    "description",
    "broaderConceptUri",
    "broaderConceptPT",
]
ESCO_GROUPS = [
    "conceptType",
    "conceptUri",
    "preferredLabel",
    "altLabels",
    "hiddenLabels",
    "status",
    "modifiedDate",
    "scopeNote",
    "inScheme",
    "description",
    "code",
]
DIGCOMP = ["location", "context", "source", "target"]
ESCO = "http://data.europa.eu/esco"


def write_csv(path: Path, columns: list[str], rows: Iterable[Mapping[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)


def skill_row(slug: str, **columns: Any) -> dict[str, Any]:
    given = {"kind": "skill", "position": 1, "name_en": f"Name of {slug}", "description_en": f"Sentence of {slug}."}
    return {"slug": slug, **given, **columns}


def write_skills(folder: Path, *rows: Mapping[str, Any]) -> Path:
    write_csv(folder / "skills.csv", SKILLS, rows)
    return folder


def write_esco(folder: Path) -> Path:
    """Two branches, a group that holds nothing, a skill under two groups, digital skills of three sorts."""
    groups = [
        {"conceptUri": f"{ESCO}/skill/g-s", "preferredLabel": "skills", "code": "S"},
        {"conceptUri": f"{ESCO}/skill/g-s1", "preferredLabel": "talking", "code": "S1"},
        {"conceptUri": f"{ESCO}/skill/g-s1-2", "preferredLabel": "talking to crowds", "code": "S1.2"},
        {"conceptUri": f"{ESCO}/skill/g-s9", "preferredLabel": "holds nothing", "code": "S9"},
        {"conceptUri": f"{ESCO}/skill/g-k", "preferredLabel": "knowledge", "code": "K"},
        {"conceptUri": f"{ESCO}/isced-f/06", "preferredLabel": "computing", "code": ""},
        {"conceptUri": f"{ESCO}/isced-f/061", "preferredLabel": "programs", "description": "two\nlines", "code": ""},
    ]
    skills = [
        {
            "conceptUri": f"{ESCO}/skill/11",
            "preferredLabel": "speak to many",
            "description": "Speak\nso that all hear.",
            "ancestor_group_codes": "S S1 S1.2",
        },
        {"conceptUri": f"{ESCO}/skill/12", "preferredLabel": "greet", "ancestor_group_codes": "S S1"},
    ]
    digital = [
        {"conceptUri": f"{ESCO}/skill/11", "preferredLabel": "in the subset already", "broaderConceptUri": ""},
        {
            "conceptUri": f"{ESCO}/skill/21",
            "preferredLabel": "a made-up language",
            "broaderConceptUri": f"{ESCO}/skill/unknown | {ESCO}/isced-f/061",
        },
        {"conceptUri": f"{ESCO}/skill/22", "preferredLabel": "its dialect", "broaderConceptUri": f"{ESCO}/skill/21"},
    ]
    write_csv(folder / "skillGroups_en.csv", ESCO_GROUPS, groups)
    write_csv(folder / "skills_en_S1_S4_T_subset.csv", ESCO_SKILLS, skills)
    write_csv(folder / "digitalSkillsCollection_en.csv", ESCO_DIGITAL, digital)
    return folder


def write_digcomp(folder: Path, *, competence: str = "1.1") -> Path:
    """One area with one competence, half of it translated, and two levels."""
    texts = {
        "digcomp.area.1.label": ("Finding", "Vinden"),
        "digcomp.area.1.description": ("To find things.", "Dingen vinden."),
        f"digcomp.competence.{competence}.label": ("Looking around", ""),
        f"digcomp.competence.{competence}.description": ("To look in many places.", "Op veel plaatsen kijken."),
    }
    levels = {
        "digcomp.level.1.four_level_name": ("First", "Eerste"),
        "digcomp.level.1.four_level_description": ("Not read here.", ""),
        "digcomp.level.1.eight_level_description": ("With help.", "Met hulp."),
        "digcomp.level.2.four_level_name": ("First", "Eerste"),
    }
    for name, shown in (("core-framework", texts), ("levels", levels)):
        for language in ("en", "nl"):
            rows = [
                {"location": place, "context": "-", "source": english, "target": dutch if language == "nl" else ""}
                for place, (english, dutch) in shown.items()
            ]
            write_csv(folder / f"{name}.{language}.csv", DIGCOMP, rows)
    return folder


def capacity(number: int, parent: int | None = None, **keys: Any) -> dict[str, Any]:
    level = 1 if parent is None else 2
    given = {"level": level, "name": f"capacity {number}", "description": f"About {number}", "wikidata": None}
    return {
        "id": str(number),
        "parent": None if parent is None else str(parent),
        **given,
        "name_pt": f"capacidade {number}",
        "description_pt": f"Sobre {number}",
        **keys,
    }


def write_capacities(folder: Path, *items: Mapping[str, Any]) -> Path:
    (folder / "capacities_2025-07.json").write_text(json.dumps(items), encoding="utf-8")
    return folder
