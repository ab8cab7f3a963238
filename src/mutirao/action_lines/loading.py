"""The recommendation, its promises, the action lines with their demands, and what is pinned to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from mutirao.action_lines.counts import KINDS
from mutirao.action_lines.models import ActionLine, Demand, Pin, Promise, RecommendationSection
from mutirao.action_lines.states import PinKind, ProjectStatus
from mutirao.base.text import Text, text_of
from mutirao.sources.loading import (
    OURS,
    Column,
    Load,
    Row,
    Table,
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

POSITION = integer(required=True, minimum=1, maximum=1000)
NUMBER = integer(required=True, minimum=1, maximum=1000)


@loader("recommendation", feeds=_("the recommendation in full"), files=("recommendation.csv",), source=OURS, order=60)
def load_recommendation(load: Load) -> None:
    columns = {
        "slug": slug(required=True),
        "position": POSITION,
        "heading": texts(required=True),
        "body": texts(required=True),
    }
    rows = _as_they_stand(load.table("recommendation.csv", columns, key=("slug",)))
    load.replace(RecommendationSection, rows, key=("slug",), removed="delete")


@loader("promises", feeds=_("the doors of the start page"), files=("promises.csv",), source=OURS, order=60)
def load_promises(load: Load) -> None:
    columns = {
        "slug": slug(required=True),
        "position": POSITION,
        "name": texts(required=True),
        "summary": texts(required=True),
        "address": text(required=True, matching="/[a-z-]+/", expected="a path of one word"),
    }
    rows = _as_they_stand(load.table("promises.csv", columns, key=("slug",)))
    load.replace(Promise, rows, key=("slug",), removed="delete")


@loader("action_lines", feeds=_("the action lines"), files=("action_lines.csv",), source=OURS, order=60)
def load_action_lines(load: Load) -> None:
    columns = {
        "slug": slug(required=True),
        "position": POSITION,
        "numbers_first": NUMBER,
        "numbers_second": NUMBER,
        "name": texts(required=True),
        "summary": texts(required=True),
        "description": texts(required=True),
        "source_url": web_address(),
    }
    rows = (
        {
            **{name: row[name] for name in ("slug", "position", "name", "summary", "description", "source_url")},
            "number_first": row["numbers_first"],
            "number_second": row["numbers_second"],
            **row.origin,
        }
        for row in load.table("action_lines.csv", columns, key=("slug",))
    )
    # Sign-ups hang on action lines, so a line is never removed with a file.
    load.replace(ActionLine, rows, key=("slug",), removed="keep")


@loader("demands", feeds=_("what the action lines ask for"), files=("demands.csv",), source=OURS, order=61)
def load_demands(load: Load) -> None:
    columns = {
        "slug": slug(required=True),
        "action_line": _line(),
        "position": POSITION,
        "name": texts(required=True),
        "description": texts(required=True),
        "what_counts": list_of(code(tuple(KINDS)), required=True),
    }
    rows = (
        {
            "action_line_id": row["action_line"],
            **{name: row[name] for name in ("slug", "position", "name", "description", "what_counts")},
            **row.origin,
        }
        for row in load.table("demands.csv", columns, key=("slug",))
    )
    load.replace(Demand, rows, key=("slug",), removed="delete")


@loader(
    "pinned_resources",
    feeds=_("resources that an action line recommends"),
    files=("pinned_resources.csv", "resources.csv"),
    source=OURS,
    order=62,
)
def load_pinned_resources(load: Load) -> None:
    columns = {"action_line": _line(), "resource": text(required=True), "position": POSITION, "reason": texts()}
    listed = {"maintainer": text(), "format": text(), "year": text()}
    _pin(
        load,
        PinKind.RESOURCE,
        columns,
        listed,
        position=lambda row: row["position"],
        reason=lambda row, _found: row["reason"],
        detail=lambda found: [found["maintainer"], found["format"], found["year"]],
    )


@loader(
    "pinned_discussions",
    feeds=_("past discussions of the action lines"),
    files=("action_line_discussions.csv", "discussions.csv"),
    source=OURS,
    order=62,
)
def load_pinned_discussions(load: Load) -> None:
    listed = {"venue_en": text(), "start_date": short_date(), "outcome_en": text()}
    _pin(
        load,
        PinKind.DISCUSSION,
        {"action_line": _line(), "discussion": text(required=True)},
        listed,
        reason=lambda _row, found: text_of(en=found["outcome_en"]),
        detail=lambda found: [found["venue_en"], found["start_date"]],
    )


@loader(
    "pinned_projects",
    feeds=_("projects of the action lines"),
    files=("action_line_projects.csv", "funded_projects.csv"),
    source="mutirao",
    order=62,
)
def load_pinned_projects(load: Load) -> None:
    listed = {
        "lead": text(),
        "scope_en": text(),
        "start_date": short_date(),
        "end_date": short_date(),
        "status": code(ProjectStatus, required=True),
    }
    _pin(
        load,
        PinKind.PROJECT,
        {"action_line": _line(), "project": text(required=True)},
        listed,
        detail=lambda found: [found["lead"], found["scope_en"], _years(found["start_date"], found["end_date"])],
    )


def _pin(
    load: Load,
    kind: PinKind,
    columns: Mapping[str, Column],
    listed: Mapping[str, Column],
    *,
    detail: Callable[[Row], list[str | None]],
    position: Callable[[Row], int] = lambda row: row.line,
    reason: Callable[[Row, Row], Text] = lambda _row, _found: Text(),
) -> None:
    """Rows of the first file name things of the second, of which ``detail`` tells who and when."""
    first, second = load.loader.files
    table = load.table(first, columns, key=("action_line", kind.value))
    found = _by_id(load, second, listed)

    def rows() -> Iterator[dict[str, Any]]:
        for row in table:
            external_id = row[kind.value]
            if external_id not in found:
                raise table.error(row.line, kind.value, expected=f"an id of {second}", got=external_id)
            thing = found[external_id]
            yield {
                "action_line_id": row["action_line"],
                "pin_kind": kind.value,
                "external_id": external_id,
                "title": thing["title"],
                "address": thing["url"],
                "detail": " · ".join(filter(None, detail(thing)))[:500],
                "status": thing.values.get("status", ""),
                "position": position(row),
                "reason": reason(row, thing),
                **row.origin,
            }

    # What curators named has no edition and stays.
    within = Pin.objects.filter(pin_kind=kind, edition__isnull=False)
    load.replace(Pin, rows(), key=("action_line_id", "external_id"), removed="delete", within=within)


def _by_id(load: Load, file: str, listed: Mapping[str, Column]) -> dict[str, Row]:
    columns = {"id": text(required=True), "title": text(required=True), "url": web_address(), **listed}
    return {row["id"]: row for row in load.table(file, columns, key=("id",), unread=UNREAD[file])}


def _in_six(*names: str) -> list[str]:
    """Headers of texts in the languages of the interface, English first."""
    return [f"{name}_{language}" for name in names for language, _name in settings.LANGUAGES]


# What these tables hold beside; their own contexts read it.
UNREAD: Mapping[str, tuple[str, ...]] = {
    "resources.csv": (
        *("slug", "languages", "languages_note", "topic", "audience", "action_line", "notes", "verification"),
        *("format_kind", "audiences", "skills", "minutes", "licence", "old_version"),
        *(f"summary_{language}" for language, _name in settings.LANGUAGES),
    ),
    "discussions.csv": (
        *("slug", "end_date", "venue_kind", "language", "verification", *_in_six("venue")[1:], *_in_six("outcome")[1:]),
        *_in_six("date_note", "participants", "topic"),
    ),
    "funded_projects.csv": (
        *("slug", "language", "lead_kind", "communities", "territories", "programme", "track", "demands"),
        *("report_status", "status_url", "scope_kind", *_in_six("topic", "status_note", "note"), *_in_six("scope")[1:]),
    ),
}


def _as_they_stand(table: Table) -> Iterator[dict[str, Any]]:
    return ({**row.values, **row.origin} for row in table)


def _line() -> Column:
    return known(ids_of(ActionLine), "an action line", required=True)


def _years(start: str | None, end: str | None) -> str:
    first, last = (start or "")[:4], (end or "")[:4]
    return f"{first}–{last}" if first and last and first != last else first or last
