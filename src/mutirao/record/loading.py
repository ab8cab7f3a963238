"""Readers of past discussions and of what came of them."""

from __future__ import annotations

from collections import defaultdict

from django.utils.translation import gettext_lazy as _

from mutirao.action_lines.models import ActionLine
from mutirao.movement.models import Language
from mutirao.record.models import Discussion, Outcome
from mutirao.record.states import VenueKind
from mutirao.sources.loading import (
    OURS,
    Load,
    Row,
    code,
    ids_of,
    known,
    loader,
    short_date,
    slug,
    text,
    texts,
    web_address,
)

KINDS = ("demand", "earlier_assessment", "project", "resource")
COPIED = (
    *("slug", "title", "start_date", "end_date", "date_note", "venue_kind", "venue", "language", "participants"),
    *("topic", "outcome"),
)


@loader(
    "discussions",
    feeds=_("past discussions"),
    files=("discussions.csv", "action_line_discussions.csv"),
    source=OURS,
    order=120,
)
def load_discussions(load: Load) -> None:
    columns = {
        "id": text(required=True),
        "slug": slug(required=True),
        "title": text(required=True),
        "start_date": short_date(),
        "end_date": short_date(),
        "date_note": texts(),
        "venue_kind": code(VenueKind, required=True),
        "venue": texts(required=True),
        "url": web_address(),
        "language": known({tag: tag for tag in ids_of(Language)}, "a language"),
        "participants": texts(),
        "topic": texts(required=True),
        "outcome": texts(),
    }
    read = list(load.table("discussions.csv", columns, key=("id",), unread=("verification",)))
    corrected = set(Discussion.objects.filter(corrected_at__isnull=False).values_list("slug", flat=True))
    fresh = [row for row in read if row["slug"] not in corrected]
    rows = (
        {
            "external_id": row["id"],
            "address": row["url"],
            **{name: row[name] for name in COPIED},
            "language": row["language"] or "",
            **row.origin,
        }
        for row in fresh
    )
    load.replace(Discussion, rows, key=("slug",), removed="keep")
    _link_lines(load, fresh)


@loader(
    "discussion_outcomes",
    feeds=_("what came of past discussions"),
    files=("discussion_outcomes.csv",),
    source=OURS,
    order=121,
)
def load_discussion_outcomes(load: Load) -> None:
    discussions = Discussion.objects.exclude(external_id="")
    columns = {
        "discussion": known(ids_of(discussions, key="external_id"), "a discussion", required=True),
        "kind": code(KINDS, required=True),
        "target": slug(required=True),
    }
    corrected = set(discussions.filter(corrected_at__isnull=False).values_list("pk", flat=True))
    rows = (
        {
            "discussion_id": row["discussion"],
            "subject_kind": row["kind"],
            "subject_id": row["target"],
            **row.origin,
        }
        for row in load.table("discussion_outcomes.csv", columns, key=("discussion", "kind", "target"))
        if row["discussion"] not in corrected
    )
    within = Outcome.objects.filter(discussion__in=discussions.filter(corrected_at=None))
    key = ("discussion_id", "subject_kind", "subject_id")
    load.replace(Outcome, rows, key=key, removed="delete", within=within)


def _link_lines(load: Load, fresh: list[Row]) -> None:
    columns = {"action_line": known(ids_of(ActionLine), "an action line", required=True), "discussion": text()}
    lines: defaultdict[str, list[int]] = defaultdict(list)
    for row in load.table("action_line_discussions.csv", columns):
        lines[row["discussion"]].append(row["action_line"])
    ids = ids_of(Discussion.objects.filter(slug__in=[row["slug"] for row in fresh]))
    rows = ({"discussion_id": ids[row["slug"]], "actionline_id": line} for row in fresh for line in lines[row["id"]])
    through = Discussion.action_lines.through
    within = through.objects.filter(discussion_id__in=ids.values())
    load.replace(through, rows, key=("discussion_id", "actionline_id"), removed="delete", within=within)
