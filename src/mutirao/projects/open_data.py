"""What leaves of projects: those that are listed; no name of a person, no place where people need protection."""

from __future__ import annotations

from mutirao.projects import queries
from mutirao.sources.exporting import ORIGIN, Column, register_export

PROJECT = Column("project__slug", "The project, see the table projects.")
PROJECTS = {
    "project": Column("slug", "Short name; other tables point to it."),
    "title": Column("title", "Title as published."),
    "language": Column("language", "Language of the title, BCP 47."),
    "topic": Column("topic", "What it is about."),
    "lead": Column("lead", "Organisation that leads it; empty where people do, they are not named."),
    "lead_kind": Column("lead_kind", "Who leads it."),
    "where": Column("shown_where", "Where it works, in words; empty where people lead it in a protected territory."),
    "programme": Column(
        "programme", "Programme that was asked for money, see the table programmes; empty: not stated."
    ),
    "tracks": Column("tracks", "Tracks of that programme, see the table tracks."),
    "start_date": Column("start_date", "Day, month or year in which it began or was to begin; empty: not known."),
    "end_date": Column("end_date", "Day, month or year in which it ended or was to end; empty: not known."),
    "status": Column("status", "What became of the application, as last read."),
    "status_note": Column("status_note", "What else is said of that."),
    "status_url": Column("status_url", "Page that says so; empty: none was seen."),
    "report_status": Column("report_status", "How far its report is; empty: none is known."),
    "scope_kind": Column("scope_kind", "How near it is to skills and leadership."),
    "note": Column("note", "What else is worth knowing."),
    "page": Column("address", "Its own page."),
    **ORIGIN,
}
AMOUNTS = {
    "project": PROJECT,
    "kind": Column("amount_kind", "What the amount says; amounts of different kinds are never added together."),
    "value": Column("value", "The sum of money."),
    "currency": Column("currency", "Its currency, ISO 4217; empty: the page names none."),
    "source_url": Column("source_url", "Page that states it."),
    "stated_on": Column("stated_on", "Day, month or year in which it was stated; empty: the page bears no date."),
    **ORIGIN,
}
TERRITORIES = {"project": PROJECT, "territory": Column("territory__slug", "Territory, ISO 3166 two letters.")}
ACTION_LINES = {
    "project": PROJECT,
    "action_line": Column("actionline__slug", "Action line that it belongs to, see the table action_lines."),
}


def register_exports() -> None:
    register_export(
        "projects",
        queries.for_export,
        PROJECTS,
        description="Projects for skills and leadership, funded or not: those known to us, the list is incomplete.",
    )
    register_export(
        "project_amounts",
        queries.amounts_for_export,
        AMOUNTS,
        description="What one page says about the money of a project; often one sum in two currencies.",
    )
    register_export(
        "project_territories",
        queries.places_for_export,
        TERRITORIES,
        description="Territories in which a project works, without protected ones where people lead it.",
    )
    register_export(
        "project_action_lines",
        queries.lines_for_export,
        ACTION_LINES,
        description="Action lines that a project belongs to.",
    )
