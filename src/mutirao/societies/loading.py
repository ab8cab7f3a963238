"""Readers of societies and of the languages under which their speakers are counted."""

from __future__ import annotations

import langcodes
from django.utils.translation import gettext_lazy as _

from mutirao.base.text import text_of
from mutirao.movement.models import Language, Territory
from mutirao.societies.models import Society, SpokenAs
from mutirao.societies.states import Basis, OfficialStatus
from mutirao.sources.loading import Load, Publication, code, ids_of, integer, known, list_of, loader, number, slug, text


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


GLOTTOLOG = Publication(
    slug="glottolog",
    name=text_of(en="Glottolog"),
    publisher="Max Planck Institute for Evolutionary Anthropology",
    licence="CC-BY-4.0",
    attribution="Countries of languages: Glottolog, CC BY 4.0.",
    licence_url="https://creativecommons.org/licenses/by/4.0/",
    origin_url="https://github.com/glottolog/glottolog-cldf",
    caveat=text_of(en="Says in which countries a language is spoken, not by how many people nor in which year."),
)
GLOTTOLOG_UNREAD = (
    "Name", "Macroarea", "Latitude", "Longitude", "Language_ID", "Closest_ISO369P3code",
    "First_Year_Of_Documentation", "Is_Isolate",
)  # fmt: skip


@loader(
    "glottolog",
    feeds=_("where languages are spoken whose speakers no other source counts"),
    files=("languages.csv",),
    source=GLOTTOLOG,
    order=92,
    embedded=False,
)
def load_glottolog(load: Load) -> None:
    """Societies without a number of speakers, for languages of wikis that nothing else places in a territory."""
    columns = {
        "ID": text(required=True),
        "Glottocode": text(),
        "ISO639P3code": text(),
        "Level": text(required=True),
        "Countries": list_of(text()),
        "Family_ID": text(),
        "Last_Year_Of_Documentation": text(),
    }
    placed = Society.objects.exclude(edition__source__slug=GLOTTOLOG.slug)
    unplaced = Language.objects.filter(wikis__isnull=False, spoken_as=None).exclude(societies__in=placed).distinct()
    languages, territories = ids_of(unplaced), ids_of(Territory)
    rows = []
    for row in load.table("languages.csv", columns, key=("ID",), unread=GLOTTOLOG_UNREAD):
        tag = langcodes.standardize_tag(row["ISO639P3code"]) if row["ISO639P3code"] else ""
        # A constructed or extinct language has no society around it.
        is_lived = row["Family_ID"] != "arti1236" and not row["Last_Year_Of_Documentation"]
        if tag in languages and row["Level"] == "language" and is_lived:
            rows += [
                {
                    "slug": f"{country}-{tag}",
                    "territory_id": territories[country],
                    "language_id": languages[tag],
                    **row.origin,
                }
                for country in sorted(set(row["Countries"]) & territories.keys())
            ]
    known_here = Society.objects.filter(edition__source__slug=GLOTTOLOG.slug)
    load.replace(Society, rows, key=("territory_id", "language_id"), removed="delete", within=known_here)
