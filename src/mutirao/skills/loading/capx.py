"""The capacities of Capacity Exchange, in English and Portuguese."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mutirao.base.text import text_of
from mutirao.skills.loading.trees import WIKIDATA_ID, framework_for, replace_tree
from mutirao.skills.states import SkillKind
from mutirao.sources.loading import Load, Publication, integer, loader, text

CAPX = Publication(
    slug="capacity-exchange-capacities",
    name=text_of(en="Capacity Exchange, list of capacities"),
    publisher="Wiki Movimento Brasil",
    licence="AGPL-3.0-only",
    attribution="Capacity Exchange, Wiki Movimento Brasil, AGPL-3.0.",
    licence_url="https://www.gnu.org/licenses/agpl-3.0.html",
    origin_url="https://github.com/wikimediabrasil/capx-frontend",
    caveat=text_of(en="The list of July 2025; capacities that were added later are missing."),
)


@loader(
    "capx",
    feeds=_("capacities of communities, beside our skills"),
    files=("capacities_2025-07.json",),
    source=CAPX,
    embedded=False,
)
def load_capacities(load: Load) -> None:
    """Three storeys of capacities, in English and Portuguese."""
    framework = framework_for(
        load,
        "capx",
        name=CAPX.name,
        description=text_of(en="What people and groups of the movement offer and look for there."),
    )
    number = text(required=True, matching="[0-9]+", expected="a number")
    columns = {
        "id": number,
        "parent": text(matching="[0-9]+", expected="a number"),
        "level": integer(required=True, minimum=1, maximum=3),
        "name": text(required=True),
        "description": text(),
        "name_pt": text(),
        "description_pt": text(),
        "wikidata": WIKIDATA_ID,
    }
    entries = [
        {
            "slug": f"capx-{row['id']}",
            "parent": f"capx-{row['parent']}" if row["parent"] else "",
            "entry_kind": SkillKind.GROUP if row["level"] == 1 else SkillKind.CAPACITY,
            "position": row.line,
            "name": text_of(en=row["name"], pt=row["name_pt"]),
            "description": text_of(en=row["description"], pt=row["description_pt"]),
            "external_id": row["id"],
            "wikidata_id": row["wikidata"],
            **row.origin,
        }
        for row in load.table("capacities_2025-07.json", columns, key=("id",))
    ]
    replace_tree(load, framework, entries)
