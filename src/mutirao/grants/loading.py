"""Readers of programmes and of what they give money for."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mutirao.grants.models import Programme, Track
from mutirao.grants.states import ProgrammeStatus
from mutirao.sources.loading import (
    OURS,
    Load,
    amount,
    code,
    ids_of,
    integer,
    known,
    list_of,
    loader,
    short_date,
    slug,
    text,
    texts,
    web_address,
)

PROGRAMMES = {
    "programme": slug(required=True),
    "name": texts(required=True),
    "summary": texts(required=True),
    "status": code(ProgrammeStatus, required=True),
    "status_as_of": short_date(),
    "status_url": web_address(),
    "source_url": web_address(),
    "currency": text(matching="[A-Z]{3}", expected="a code of three capital letters such as USD"),
    "minimum_amount": amount(),
    "maximum_amount": amount(),
    "yearly_limit_amount": amount(),
    "amount_note": texts(),
    "decided_by": text(),
    "instead": list_of(slug()),
}


@loader("programmes", feeds=_("who gives money, and whether it is open"), files=("programmes.csv",), source=OURS)
def load_programmes(load: Load) -> None:
    table = load.table("programmes.csv", PROGRAMMES, key=("programme",))
    read = list(table)
    copied = [name for name in PROGRAMMES if name not in {"programme", "instead"}]
    rows = [{"slug": row["programme"], **{name: row[name] for name in copied}, **row.origin} for row in read]
    load.replace(Programme, rows, key=("slug",), removed="keep")
    ids = ids_of(Programme)
    link = Programme.instead.through
    links = []
    for row in read:
        for other in row["instead"]:
            if other not in ids:
                raise table.error(row.line, "instead", expected="a programme of this table", got=other)
            links.append({"from_programme_id": ids[row["programme"]], "to_programme_id": ids[other]})
    load.replace(link, links, key=("from_programme_id", "to_programme_id"), removed="delete")


@loader("tracks", feeds=_("what a programme gives money for"), files=("tracks.csv",), source=OURS, order=101)
def load_tracks(load: Load) -> None:
    columns = {
        "track": slug(required=True),
        "programme": known(ids_of(Programme), "a programme", required=True),
        "position": integer(required=True, minimum=1),
        "name": texts(required=True),
        "summary": texts(required=True),
        "example_url": web_address(),
        "source_url": web_address(),
    }
    copied = ("position", "name", "summary", "example_url", "source_url")
    rows = (
        {
            "slug": row["track"],
            "programme_id": row["programme"],
            **{name: row[name] for name in copied},
            **row.origin,
        }
        for row in load.table("tracks.csv", columns, key=("track",))
    )
    load.replace(Track, rows, key=("slug",), removed="keep")
