"""Societies with what is known of them, and whose languages are counted in which."""

from __future__ import annotations

from mutirao.societies.models import Society, SpokenAs
from mutirao.sources.exporting import ORIGIN, Column, register_export

SOCIETIES = {
    "society": Column("slug", "Territory and language, as in KE-sw."),
    "territory": Column("territory__slug", "The territory, see the table territories."),
    "language": Column("language__slug", "The language, see the table languages."),
    "population_percent": Column("population_percent", "Percentage of the territory's people who speak it, 0 to 100."),
    "speakers": Column("speakers", "People in the territory who speak it."),
    "official_status": Column("official_status", "Official status there; empty: none known."),
    "writing_percent": Column("writing_percent", "Percentage of its speakers there who write it, 0 to 100."),
    "literacy_percent": Column("literacy_percent", "Percentage of its speakers there who read and write at all."),
    "year": Column("year", "Year of the edition; empty where the source dates nothing."),
    **ORIGIN,
}
SPOKEN_AS = {
    "language": Column("language__slug", "Language of a wiki, see the table languages."),
    "society": Column("society__slug", "Society in which its speakers are counted, see the table societies."),
    "basis": Column("basis", "Why speakers counted there are taken as the wiki's."),
    **ORIGIN,
}


def register_exports() -> None:
    register_export(
        "societies",
        lambda: Society.objects.order_by("slug"),
        SOCIETIES,
        description="The speakers of a language in a territory.",
    )
    register_export(
        "spoken_as",
        lambda: SpokenAs.objects.order_by("language__slug", "society__slug"),
        SPOKEN_AS,
        description="Under which language the speakers of a wiki's language are counted.",
    )
