"""Programmes that give money, and their tracks."""

from __future__ import annotations

from mutirao.grants.models import Programme, Track
from mutirao.sources.exporting import ORIGIN, Column, register_export

PROGRAMMES = {
    "programme": Column("slug", "Short name; the table tracks points to it."),
    "name": Column("name", "What it is called."),
    "summary": Column("summary", "What it gives money for."),
    "status": Column("status", "Whether it takes applications, as last read on its own page."),
    "status_as_of": Column("status_as_of", "Day, month or year in which that was read."),
    "status_url": Column("status_url", "Page that says so."),
    "page": Column("source_url", "Page of the programme."),
    "currency": Column("currency", "Currency of the amounts, ISO 4217."),
    "minimum_amount": Column("minimum_amount", "Least that one grant can be; empty: not stated."),
    "maximum_amount": Column("maximum_amount", "Most that one grant can be; empty: not stated."),
    "yearly_limit_amount": Column("yearly_limit_amount", "Most that one grantee gets in a year; empty: not stated."),
    "amount_note": Column("amount_note", "What else is said of amounts."),
    "decided_by": Column("decided_by", "What sort of body decides."),
    **ORIGIN,
}
TRACKS = {
    "programme": Column("programme__slug", "The programme, see the table programmes."),
    "track": Column("slug", "Short name."),
    "position": Column("position", "Its place in the programme."),
    "name": Column("name", "What it is called."),
    "summary": Column("summary", "What it gives money for."),
    "example_url": Column("example_url", "A project that it paid for."),
    "page": Column("source_url", "Page that describes it."),
    **ORIGIN,
}


def register_exports() -> None:
    register_export(
        "programmes",
        lambda: Programme.objects.order_by("slug"),
        PROGRAMMES,
        description="Programmes of the movement that give money, with their present status.",
    )
    register_export(
        "tracks",
        lambda: Track.objects.order_by("programme__slug", "position"),
        TRACKS,
        description="What a programme gives money for.",
    )
