"""ESCO, the European classification of skills, as far as its files in English were brought.

Its tree is read from the codes of its groups: S1.12.1 stands under S1.12, S1 and S.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from mutirao.base.text import text_of
from mutirao.skills.loading.trees import framework_for, replace_tree
from mutirao.skills.states import SkillKind
from mutirao.sources.loading import Load, Publication, Row, list_of, loader, text

ESCO = Publication(
    slug="esco",
    name=text_of(en="ESCO, European Skills, Competences, Qualifications and Occupations"),
    publisher="European Commission",
    licence="CC-BY-4.0",
    attribution="This product uses the ESCO classification of the European Commission.",
    licence_url="https://creativecommons.org/licenses/by/4.0/",
    origin_url="https://esco.ec.europa.eu/",
    caveat=text_of(en="Made for the European labour market. Here in English only, and a part of all skills."),
)
ADDRESS = text(required=True, matching=r"http://data\.europa\.eu/esco/[A-Za-z0-9/-]+", expected="an address of ESCO")
ISCED = "http://data.europa.eu/esco/isced-f/"
# The group that holds all fields of knowledge; ISCED's own fields stand under it.
KNOWLEDGE = "K"


@loader(
    "esco",
    feeds=_("skills of the European labour market, beside ours"),
    files=("skills_en_S1_S4_T_subset.csv", "digitalSkillsCollection_en.csv", "skillGroups_en.csv"),
    source=ESCO,
    embedded=False,
)
def load_esco(load: Load) -> None:
    """The skills of the subset, then the digital ones that it lacks, and the groups that hold any of them."""
    framework = framework_for(
        load,
        "esco",
        name=ESCO.name,
        description=text_of(en="Skills and competences as the European Commission lists them."),
    )
    groups = _groups(load)
    skills = _skills(load, groups)
    parents = {skill["parent"] for skill in skills}
    kept = with_all_above((code for code, group in groups.items() if group["slug"] in parents), groups)
    entries = [*(groups[code] for code in kept), *skills]
    entries.sort(key=lambda entry: (entry["name"].original.casefold(), entry["slug"]))
    replace_tree(load, framework, [{**entry, "position": place} for place, entry in enumerate(entries, 1)])


def group_code(uri: str, code: str) -> str:
    """The code of a group; ISCED's fields carry theirs in the address alone."""
    return f"isced-{uri.removeprefix(ISCED)}" if uri.startswith(ISCED) else code


def parent_code(code: str) -> str:
    """The code of the group above, empty at the top."""
    if code.startswith("isced-"):
        return code[:-1] if len(code) > len("isced-00") else KNOWLEDGE
    above, dot, _last = code.rpartition(".")
    return above if dot else code[:1] if len(code) > 1 else ""


def deepest(codes: Iterable[str]) -> str:
    """Of the groups that hold a skill the one that says most about it; of equals the first by code."""
    return min(codes, key=lambda code: (-code.count(".") - (len(code) > 1), code), default="")


def with_all_above(codes: Iterable[str], known: Mapping[str, object]) -> set[str]:
    """``codes`` and every group above them that is known: what stays when groups without skills are left out."""
    kept: set[str] = set()
    for code in codes:
        while code and code in known and code not in kept:
            kept.add(code)
            code = parent_code(code)
    return kept


def _groups(load: Load) -> dict[str, dict[str, Any]]:
    columns = {
        "conceptUri": ADDRESS,
        "preferredLabel": text(required=True),
        "description": text(),
        "code": text(),
    }
    unread = ("conceptType", "altLabels", "hiddenLabels", "status", "modifiedDate", "scopeNote", "inScheme")
    groups = {}
    for row in load.table("skillGroups_en.csv", columns, key=("conceptUri",), unread=unread):
        group = group_code(row["conceptUri"], row["code"])
        groups[group] = {
            "slug": _slug(group),
            "parent": _slug(parent_code(group)),
            "entry_kind": SkillKind.GROUP,
            **_texts(row),
            # Only lines of the first file have an origin; these stand in the third.
            "edition_id": load.edition().pk,
            "source_row": None,
        }
    return groups


def _skills(load: Load, groups: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    columns = {"conceptUri": ADDRESS, "preferredLabel": text(required=True), "description": text()}
    subset = {**columns, "ancestor_group_codes": list_of(text(), separator=" ")}
    unread = ("skillType", "reuseLevel", "altLabels")
    skills = {}
    for row in load.table("skills_en_S1_S4_T_subset.csv", subset, key=("conceptUri",), unread=unread):
        above = deepest(code for code in row["ancestor_group_codes"] if code in groups)
        skills[row["conceptUri"]] = {"parent": _slug(above), **row.origin, **_skill(row)}
    digital = {**columns, "broaderConceptUri": list_of(text(), separator="|")}
    slugs = {each["external_id"]: each["slug"] for each in (*groups.values(), *skills.values())}
    also_unread = (*unread, "conceptType", "status", "broaderConceptPT")
    rows = [*load.table("digitalSkillsCollection_en.csv", digital, unread=also_unread)]
    slugs |= {row["conceptUri"]: _slug_of_skill(row) for row in rows}
    for row in rows:
        above = next((slugs[uri] for uri in row["broaderConceptUri"] if uri in slugs), "")
        added = {"parent": above, "edition_id": load.edition().pk, "source_row": None, **_skill(row)}
        skills.setdefault(row["conceptUri"], added)
    return list(skills.values())


def _slug_of_skill(row: Row) -> str:
    return f"esco-{row['conceptUri'].rpartition('/')[2]}"


def _skill(row: Row) -> dict[str, Any]:
    return {"slug": _slug_of_skill(row), "entry_kind": SkillKind.SKILL, **_texts(row)}


def _texts(row: Row) -> dict[str, Any]:
    return {
        "name": text_of(en=row["preferredLabel"]),
        "description": text_of(en=row["description"]),
        "external_id": row["conceptUri"],
    }


def _slug(code: str) -> str:
    return f"esco-{code.lower().replace('.', '-')}" if code else ""
