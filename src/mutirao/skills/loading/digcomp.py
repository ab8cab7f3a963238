"""DigComp, the European framework of digital competence, in English and Dutch."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from mutirao.base.text import Text, text_of
from mutirao.skills.loading.trees import framework_for, replace_tree
from mutirao.skills.models import Framework, Level
from mutirao.skills.states import SkillKind
from mutirao.sources.loading import Load, Publication, Row, loader, text

DIGCOMP = Publication(
    slug="digcomp",
    name=text_of(en="DigComp 3.0, the digital competence framework for citizens"),
    publisher="European Commission, Joint Research Centre",
    licence="CC-BY-SA-4.0",
    attribution="Cosgrove and Cachia (2025), DigComp 3.0, JRC144121. Translations are not official.",
    licence_url="https://creativecommons.org/licenses/by-sa/4.0/",
    origin_url="https://joint-research-centre.ec.europa.eu/projects-and-activities/digcomp_en",
    caveat=text_of(en="The Dutch texts are not an official translation."),
)


@loader(
    "digcomp",
    feeds=_("digital competence, beside our skills"),
    files=("core-framework.en.csv", "core-framework.nl.csv", "levels.en.csv", "levels.nl.csv"),
    source=DIGCOMP,
    embedded=False,
)
def load_digcomp(load: Load) -> None:
    """Areas, competences and the eight levels, in English and Dutch."""
    framework = framework_for(
        load,
        "digcomp",
        name=DIGCOMP.name,
        description=text_of(en="Five areas and 21 competences for living with digital technology."),
    )
    found = _texts(load, "core-framework", r"digcomp\.(area\.\d+|competence\.\d+\.\d+)\.(label|description)")
    entries = [
        _entry(place, name, found.get(place.replace("label", "description"), (Text(), row))[0], row)
        for place, (name, row) in found.items()
        if place.endswith(".label")
    ]
    replace_tree(load, framework, entries)
    _replace_levels(load, framework)


def _entry(place: str, name: Text, description: Text, row: Row) -> dict[str, Any]:
    """An area (``area.1.label``) or a competence (``competence.1.2.label``)."""
    kind, *numbers, _label = place.split(".")
    return {
        "slug": "-".join(["digcomp", *numbers]),
        "parent": "-".join(["digcomp", *numbers[:-1]]) if kind == "competence" else "",
        "entry_kind": SkillKind.SKILL if kind == "competence" else SkillKind.GROUP,
        "position": int(numbers[-1]),
        "name": name,
        "description": description,
        "external_id": ".".join(numbers),
        **row.origin,
    }


def _texts(load: Load, file: str, places: str) -> dict[str, tuple[Text, Row]]:
    """The texts of one file by place (``area.1.label``), in English and, where it is translated, Dutch."""
    columns = {
        "location": text(required=True, matching=places, expected="a place such as digcomp.area.1.label"),
        "source": text(required=True),
        "target": text(),
    }
    english, dutch = (
        list(load.table(f"{file}.{language}.csv", columns, key=("location",), unread=("context",)))
        for language in ("en", "nl")
    )
    translated = {row["location"]: row["target"] for row in dutch}
    return {
        row["location"].removeprefix("digcomp."): (
            text_of(en=row["source"], nl=translated.get(row["location"], "")),
            row,
        )
        for row in english
    }


def _replace_levels(load: Load, framework: Framework) -> None:
    found = _texts(load, "levels", r"digcomp\.level\.\d\.\w+")
    origin = {"edition_id": load.edition().pk, "source_row": None}
    rows = [
        {
            "framework_id": framework.pk,
            "position": int(place.split(".")[1]),
            "name": name,
            "description": found.get(place.replace("four_level_name", "eight_level_description"), (Text(), row))[0],
            **origin,
        }
        for place, (name, row) in found.items()
        if place.endswith(".four_level_name")
    ]
    own = Level.objects.filter(framework=framework)
    load.replace(Level, rows, key=("framework_id", "position"), removed="delete", within=own)
