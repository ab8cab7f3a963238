"""Sources and editions, which stand beside every table of open data."""

from __future__ import annotations

from mutirao.sources.exporting import Column, register_export
from mutirao.sources.models import Edition, Source

SOURCES = {
    "source": Column("slug", "Short name of the source; other tables point to it."),
    "name": Column("name", "What the source is called."),
    "publisher": Column("publisher", "Who publishes it."),
    "licence": Column("licence", "Under which licence, by its SPDX identifier where it has one."),
    "licence_url": Column("licence_url", "Text of the licence."),
    "attribution": Column("attribution", "How the publisher is to be named."),
    "origin_url": Column("origin_url", "Where it is published."),
    "caveat": Column("caveat", "What to know before using it."),
}
EDITIONS = {
    "source": Column("source__slug", "The source, see the table sources."),
    "edition": Column("label", "What this edition is called: a version, a month, a commit."),
    "published_on": Column("published_on", "Day on which its publisher published it."),
    "retrieved_on": Column("retrieved_on", "Day on which it was fetched."),
    "loaded_at": Column("loaded_at", "When this server loaded it, UTC."),
    "loader": Column("loader", "Name of the program that read it."),
    "code_version": Column("code_version", "Version of the code that read it."),
    "file": Column("file_name", "File or files that it was read from."),
    "sha256": Column("checksum", "SHA-256 of that file; of several, over theirs."),
    "rows": Column("n_rows", "How many rows the file holds."),
    "is_current": Column("is_current", "Whether its facts are those in use."),
}


def register_exports() -> None:
    register_export(
        "sources",
        lambda: Source.objects.order_by("slug"),
        SOURCES,
        description="Published bodies of data and text that facts here come from, with their licences.",
    )
    register_export(
        "editions",
        lambda: Edition.objects.order_by("source__slug", "loader", "loaded_at"),
        EDITIONS,
        description="Each version of a source that this server has loaded, with the checksum of its file.",
    )
