"""Readers of resources: our own list, and the training modules of Wiki Education."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from mutirao.action_lines.models import ActionLine
from mutirao.learning.models import Resource, ResourceAudience, ResourceLanguage, prepared
from mutirao.learning.states import Audience, Format, Verification
from mutirao.learning.wikiedu import WIKI_EDUCATION, read_modules
from mutirao.skills.queries import core_skills
from mutirao.sources.loading import (
    OURS,
    Load,
    code,
    ids_of,
    integer,
    known,
    list_of,
    loader,
    slug,
    text,
    texts,
    web_address,
    yes_no,
)

# In the file: "en; es (24% translated); ca (52%, separate page)".
PERCENT = re.compile(r"\b([a-z]{2,3}(?:-[A-Za-z]{2,4})?) \((\d{1,3})%")
LANGUAGE = text(matching=r"[a-z]{2,3}(-[A-Za-z]{2,4})?", expected="a BCP 47 tag")
# Titles stand in English in our list wherever there is an English version.
USUAL_ORIGINAL = "en"
COLUMNS = {
    "id": text(required=True, matching=r"R\d{3}", expected="an id such as R041"),
    "slug": slug(required=True),
    "title": text(required=True),
    "url": web_address(required=True),
    "maintainer": text(),
    "languages": list_of(LANGUAGE),
    "languages_note": text(),
    "format": text(required=True),
    "topic": text(),
    "audience": text(),
    "year": integer(minimum=2001, maximum=2100),
    "notes": text(),
    "verification": code(Verification, required=True),
    "format_kind": code(Format, required=True),
    "audiences": list_of(code(Audience), required=True),
    "minutes": integer(minimum=1),
    "licence": text(),
    "old_version": yes_no(),
    "summary": texts(),
}


@loader("resources", feeds=_("the library"), files=("resources.csv",), source=OURS, order=110)
def load_resources(load: Load) -> None:
    skills = {skill.slug: skill.pk for skill in core_skills()}
    columns = {
        **COLUMNS,
        "action_line": known(ids_of(ActionLine), "an action line"),
        "skills": list_of(known(skills, "a skill of our own framework")),
    }
    table = list(load.table("resources.csv", columns, key=("id",)))
    stated = [_resource(row.values, row.origin) for row in table]
    parts = {row["id"]: _parts(row.values) for row in table}
    ours = Resource.objects.filter(edition__source__slug=OURS.slug)
    _write(load, stated, parts, within=ours)


@loader(
    "wikiedu-training",
    feeds=_("training modules of Wiki Education, in the library"),
    files=("libraries/students.yml", "libraries/*.yml", "modules/*.yml", "modules/archived_modules/*.yml"),
    source=WIKI_EDUCATION,
    order=111,
    embedded=False,
)
def load_wikiedu(load: Load) -> None:
    edition = load.edition()
    modules = read_modules(load.paths)
    load.n_rows[WIKI_EDUCATION.slug] = len(modules)
    stated = [
        {
            **module.facts,
            **prepared(title=module.facts["title"], address=module.facts["address"], words=module.words),
            "edition_id": edition.pk,
            "source_row": module.number,
        }
        for module in modules
    ]
    parts = {
        module.facts["short_id"]: {
            "languages": [(language, None, language == "en") for language in module.languages],
            "audiences": module.audiences,
            "skills": [],
        }
        for module in modules
    }
    theirs = Resource.objects.filter(edition__source__slug=WIKI_EDUCATION.slug)
    _write(load, stated, parts, within=theirs)


def _resource(values: Mapping[str, Any], origin: Mapping[str, Any]) -> dict[str, Any]:
    words = " ".join([values["topic"], values["maintainer"], values["summary"].original])
    return {
        "slug": values["slug"],
        "short_id": values["id"],
        "title": values["title"],
        "title_language": _original(values["languages"]) or USUAL_ORIGINAL,
        "summary": values["summary"],
        "address": values["url"],
        "maintainer": values["maintainer"],
        "format": values["format_kind"],
        "format_note": values["format"],
        "subject_note": values["topic"],
        "audience_note": values["audience"],
        "note": values["notes"],
        "minutes": values["minutes"],
        "year": values["year"],
        "licence": values["licence"],
        "is_old_version": values["old_version"],
        "verification": values["verification"],
        "action_line_id": values["action_line"],
        **prepared(title=values["title"], address=values["url"], words=words),
        **origin,
    }


def _original(languages: list[str]) -> str:
    return USUAL_ORIGINAL if USUAL_ORIGINAL in languages else next(iter(languages), "")


def _parts(values: Mapping[str, Any]) -> dict[str, Any]:
    """Languages with their percentage, audiences and skills of one resource."""
    percents = {tag: int(percent) for tag, percent in PERCENT.findall(values["languages_note"])}
    original = _original(values["languages"])
    tags = dict.fromkeys([*values["languages"], *percents])
    return {
        "languages": [(tag, None if tag == original else percents.get(tag), tag == original) for tag in tags],
        "audiences": values["audiences"],
        "skills": values["skills"],
    }


def _write(
    load: Load, stated: list[dict[str, Any]], parts: Mapping[str, Mapping[str, Any]], *, within: QuerySet[Resource]
) -> None:
    """The resources, then what belongs to them. What a curator withdrew or merged stays so: a file states no state.

    A resource that a curator has corrected is theirs from then on, and has no edition: the file does not undo it.
    """
    corrected = Resource.objects.filter(edition=None, short_id__in=parts)
    theirs = set(corrected.values_list("short_id", flat=True))
    stated = [each for each in stated if each["short_id"] not in theirs]
    parts = {short_id: part for short_id, part in parts.items() if short_id not in theirs}
    load.replace(Resource, stated, key=("short_id",), removed="keep", within=within)
    pks = dict(Resource.objects.filter(short_id__in=parts).values_list("short_id", "pk"))
    mine = list(pks.values())
    languages = [
        {"resource_id": pks[short_id], "language": tag, "percent": percent, "is_original": is_original}
        for short_id, part in parts.items()
        for tag, percent, is_original in part["languages"]
    ]
    _replace_parts(load, ResourceLanguage, languages, mine, ("resource_id", "language"))
    audiences = [
        {"resource_id": pks[short_id], "audience": audience}
        for short_id, part in parts.items()
        for audience in part["audiences"]
    ]
    _replace_parts(load, ResourceAudience, audiences, mine, ("resource_id", "audience"))
    skills = [
        {"resource_id": pks[short_id], "skill_id": skill}
        for short_id, part in parts.items()
        for skill in part["skills"]
    ]
    _replace_parts(load, Resource.skills.through, skills, mine, ("resource_id", "skill_id"))


def _replace_parts(
    load: Load, model: type[Model], rows: Iterable[Mapping[str, Any]], mine: list[int], key: tuple[str, ...]
) -> None:
    load.replace(model, rows, key=key, removed="delete", within=model._default_manager.filter(resource_id__in=mine))
