"""Readers of projects and what they cost."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from mutirao.action_lines.models import ActionLine, Demand
from mutirao.action_lines.states import ProjectStatus
from mutirao.movement.models import Community, Language, Territory
from mutirao.projects.models import Amount, Project
from mutirao.projects.states import AmountKind, LeadKind, ReportStatus, ScopeKind
from mutirao.sources.loading import (
    OURS,
    Load,
    Row,
    amount,
    code,
    ids_of,
    known,
    list_of,
    loader,
    short_date,
    slug,
    text,
    texts,
    web_address,
)

COPIED = (
    *("slug", "title", "language", "topic", "lead", "lead_kind", "scope", "programme", "start_date", "end_date"),
    *("status", "status_note", "status_url", "report_status", "scope_kind", "note"),
)


@loader(
    "projects",
    feeds=_("community projects, funded or not"),
    files=("funded_projects.csv", "action_line_projects.csv"),
    source=OURS,
    order=110,
)
def load_projects(load: Load) -> None:
    read = list(load.table("funded_projects.csv", _columns(), key=("id",)))
    corrected = set(Project.objects.filter(corrected_at__isnull=False).values_list("slug", flat=True))
    fresh = [row for row in read if row["slug"] not in corrected]
    rows = (
        {
            "external_id": row["id"],
            "address": row["url"],
            "tracks": row["track"],
            **{name: row[name] for name in COPIED},
            **row.origin,
        }
        for row in fresh
    )
    load.replace(Project, rows, key=("slug",), removed="keep")
    lines = _lines(load)
    linked: list[tuple[Any, str, dict[str, list[int]]]] = [
        (Project.territories.through, "territory_id", _ids(fresh, "territories")),
        (Project.communities.through, "community_id", _ids(fresh, "communities")),
        (Project.demands.through, "demand_id", _ids(fresh, "demands")),
        (Project.action_lines.through, "actionline_id", {row["slug"]: lines[row["id"]] for row in fresh}),
    ]
    for through, column, ids in linked:
        _link(load, through, column, ids)


@loader(
    "project_amounts",
    feeds=_("what community projects asked for, got and spent"),
    files=("project_amounts.csv",),
    source=OURS,
    order=111,
)
def load_project_amounts(load: Load) -> None:
    projects = Project.objects.exclude(external_id="")
    columns = {
        "project": known(ids_of(projects, key="external_id"), "a project", required=True),
        "kind": code(AmountKind, required=True),
        "value": amount(required=True),
        "currency": text(matching="[A-Z]{3}", expected="a code of three capital letters such as USD"),
        "source_url": web_address(),
        "date": short_date(),
    }
    corrected = set(projects.filter(corrected_at__isnull=False).values_list("pk", flat=True))
    rows = (
        {
            "project_id": row["project"],
            "amount_kind": row["kind"],
            "stated_on": row["date"],
            **{name: row[name] for name in ("value", "currency", "source_url")},
            **row.origin,
        }
        for row in load.table("project_amounts.csv", columns, key=("project", "kind", "currency"))
        if row["project"] not in corrected
    )
    within = Amount.objects.filter(project__in=projects.filter(corrected_at=None))
    load.replace(Amount, rows, key=("project_id", "amount_kind", "currency"), removed="delete", within=within)


def _columns() -> dict[str, Any]:
    return {
        "id": text(required=True),
        "slug": slug(required=True),
        "title": text(required=True),
        "language": known({tag: tag for tag in ids_of(Language)}, "a language", required=True),
        "lead": text(),
        "lead_kind": code(LeadKind, required=True),
        "communities": list_of(known(ids_of(Community), "a community")),
        "territories": list_of(known(ids_of(Territory), "a territory")),
        "scope": texts(),
        "programme": text(),
        "track": list_of(slug()),
        "demands": list_of(known(ids_of(Demand), "a demand")),
        "topic": texts(required=True),
        "start_date": short_date(),
        "end_date": short_date(),
        "status": code(ProjectStatus, required=True),
        "report_status": code(ReportStatus),
        "status_note": texts(),
        "status_url": web_address(),
        "url": web_address(),
        "scope_kind": code(ScopeKind, required=True),
        "note": texts(),
    }


def _lines(load: Load) -> defaultdict[str, list[int]]:
    """Action lines by the id of a project."""
    columns = {"action_line": known(ids_of(ActionLine), "an action line", required=True), "project": text()}
    found: defaultdict[str, list[int]] = defaultdict(list)
    for row in load.table("action_line_projects.csv", columns):
        found[row["project"]].append(row["action_line"])
    return found


def _ids(rows: list[Row], column: str) -> dict[str, list[int]]:
    return {row["slug"]: row[column] for row in rows}


def _link(load: Load, through: type[Model], column: str, ids: dict[str, list[int]]) -> None:
    """Bring the links of these projects in line; those of others stay."""
    projects = ids_of(Project.objects.filter(slug__in=ids))
    rows = ({"project_id": projects[slug], column: pk} for slug, pks in ids.items() for pk in pks)
    within = through._default_manager.filter(project_id__in=projects.values())
    load.replace(through, rows, key=("project_id", column), removed="delete", within=within)
