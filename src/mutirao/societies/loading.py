"""Readers of societies and of the languages under which their speakers are counted."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mutirao.movement.models import Language, Territory
from mutirao.societies.models import Society, SpokenAs
from mutirao.societies.states import Basis, OfficialStatus
from mutirao.sources.loading import Load, code, ids_of, integer, known, loader, number, slug


def _languages() -> dict[str, int]:
    return ids_of(Language)


@loader(
    "territory-languages",
    feeds=_("who speaks which language where"),
    files=("territory_languages.csv",),
    order=90,
)
def load_territory_languages(load: Load) -> None:
    columns = {
        "territory": known({name: (name, pk) for name, pk in ids_of(Territory).items()}, "a territory", required=True),
        "language": known({name: (name, pk) for name, pk in _languages().items()}, "a language", required=True),
        "population_percent": number(minimum=0, maximum=100),
        "speakers": integer(minimum=0),
        "official_status": code(OfficialStatus),
        "writing_percent": number(minimum=0, maximum=100),
        "literacy_percent": number(minimum=0, maximum=100),
        "year": integer(required=True, minimum=1900, maximum=2100),
        "source": slug(required=True),
    }
    copied = ("population_percent", "speakers", "official_status", "writing_percent", "literacy_percent", "year")
    rows = (
        {
            "slug": f"{row['territory'][0]}-{row['language'][0]}",
            "territory_id": row["territory"][1],
            "language_id": row["language"][1],
            **{name: row[name] for name in copied},
            **row.origin,
        }
        for row in load.table("territory_languages.csv", columns, key=("territory", "language"))
    )
    load.replace(Society, rows, key=("territory_id", "language_id"), removed="keep")


@loader(
    "language-societies",
    feeds=_("which communities serve which societies"),
    files=("language_societies.csv",),
    source="unicode-cldr",
    order=91,
)
def load_language_societies(load: Load) -> None:
    columns = {
        "language": known(_languages(), "a language", required=True),
        "territory": known({name: name for name in ids_of(Territory)}, "a territory", required=True),
        "society_language": known({name: name for name in _languages()}, "a language", required=True),
        "basis": code(Basis, required=True),
    }
    table = load.table("language_societies.csv", columns, key=("language", "territory"))
    societies = ids_of(Society)
    rows = []
    for row in table:
        society = f"{row['territory']}-{row['society_language']}"
        if society not in societies:
            raise table.error(row.line, "society_language", expected="a society that is already loaded", got=society)
        rows.append(
            {"language_id": row["language"], "society_id": societies[society], "basis": row["basis"], **row.origin}
        )
    load.replace(SpokenAs, rows, key=("language_id", "society_id"), removed="delete")
