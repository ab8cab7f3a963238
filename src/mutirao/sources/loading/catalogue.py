"""The sources of the files that we ship, from ``data/sources.csv``."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mutirao.base.text import text_of
from mutirao.sources.actions import Publication
from mutirao.sources.loading.columns import date, list_of, slug, text, texts, web_address
from mutirao.sources.loading.registry import loader
from mutirao.sources.loading.running import Load
from mutirao.sources.models import Source

# What we wrote ourselves: skills, action lines, texts, this list of sources.
OURS = Publication(
    slug="mutirao",
    name=text_of(en="Mutirão's own reading of public pages"),
    publisher="Mutirão contributors",
    licence="CC0-1.0",
    licence_url="https://creativecommons.org/publicdomain/zero/1.0/",
)

COLUMNS = {
    "source": slug(required=True),
    "name": text(required=True),
    "publisher": text(required=True),
    "edition": text(),
    "edition_date": date(),
    "licence": text(required=True),
    "licence_url": web_address(),
    "attribution": text(),
    "origin_url": web_address(),
    "retrieved_date": date(),
    "caveat": texts(),
    "tables": list_of(text()),
}


@loader("sources", feeds=_("this list of sources"), files=("sources.csv",), source=OURS, order=0)
def load_sources(load: Load) -> None:
    table = load.table("sources.csv", COLUMNS, key=("source",))
    rows = (
        {
            "slug": row["source"],
            "name": text_of(en=row["name"]),
            "publisher": row["publisher"],
            "licence": row["licence"],
            "licence_url": row["licence_url"],
            "attribution": row["attribution"],
            "origin_url": row["origin_url"],
            "caveat": row["caveat"],
            "shipped_label": row["edition"],
            "shipped_published_on": row["edition_date"],
            "shipped_retrieved_on": row["retrieved_date"],
            "shipped_files": row["tables"],
        }
        for row in table
    )
    load.replace(Source, rows, key=("slug",), removed="keep")
