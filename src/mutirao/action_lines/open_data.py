"""What leaves as open data: no name of a person, and nothing of what is private or waits."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from mutirao.action_lines.models import ActionLine, Demand, Pin, Promise, RecommendationSection
from mutirao.action_lines.queries import public_sign_ups, visible_tasks
from mutirao.sources.exporting import ORIGIN, Column, register_export

LINE = {"action_line": Column("action_line__slug", "The action line, see the table action_lines.")}
SECTIONS = {
    "section": Column("slug", "Short name of the section."),
    "position": Column("position", "Its place on the page."),
    "heading": Column("heading", "Heading."),
    "body": Column("body", "Text."),
    **ORIGIN,
}
PROMISES = {
    "promise": Column("slug", "Short name."),
    "position": Column("position", "Its number."),
    "name": Column("name", "The promise in a few words."),
    "summary": Column("summary", "The promise in a sentence."),
    **ORIGIN,
}
LINES = {
    "action_line": Column("slug", "Short name, which never changes; other tables point to it."),
    "number_first": Column("number_first", "Number of the initiative in the first numbering."),
    "number_second": Column("number_second", "Its number in the numbering that followed."),
    "name": Column("name", "Name."),
    "summary": Column("summary", "What it is for, in a sentence."),
    "description": Column("description", "What it is for, at length."),
    "page": Column("source_url", "Page that defines it."),
    **ORIGIN,
}
DEMANDS = {
    "demand": Column("slug", "Short name."),
    **LINE,
    "name": Column("name", "What the action line asks for."),
    "description": Column("description", "What that means."),
    "state": Column("state", "How far it is met."),
    "what_counts": Column("what_counts", "What exists here for it is counted under these names."),
    **ORIGIN,
}
PINS = {
    **LINE,
    "kind": Column("pin_kind", "What it is."),
    "id": Column("external_id", "Identifier in the list that it was chosen from."),
    "title": Column("title", "Title."),
    "address": Column("address", "Where it is."),
    "detail": Column("detail", "Who made it and when, as the source writes it."),
    "status": Column("status", "Of a project: what became of its application."),
    "reason": Column("reason", "Why it belongs to this action line."),
    **ORIGIN,
}
TASKS = {
    "open_task": Column("public_id", "Identifier of the task."),
    "gap_kind": Column("gap_kind", "What is missing."),
    "subject_kind": Column("subject_kind", "What sort of thing it is missing from."),
    "subject": Column("subject_id", "Short name or identifier of that thing."),
    **LINE,
    "skill": Column("skill__slug", "Skill that it needs, see the table skills."),
    "language": Column("language", "Language that it needs; empty: any."),
    "minutes": Column("minutes", "How long it takes, about."),
    "state": Column("state", "How far it is done."),
    "opened_at": Column("created_at", "When the gap was found, UTC."),
    "confirmed_at": Column("confirmed_at", "When somebody else confirmed that it is mended, UTC."),
}
SIGN_UPS = {
    "sign_up": Column("public_id", "Identifier of the sign-up. Who it is, does not stand in it."),
    **LINE,
    "role": Column("role", "How somebody takes part."),
    "state": Column("state", "Where it stands."),
    "community": Column("community__slug", "Community for which it was made, if any, see the table communities."),
    "hours_a_month": Column("hours_a_month", "Hours a month that were offered; empty: not said."),
    "languages": Column("languages", "Languages offered, as BCP 47 tags."),
    "signed_at": Column("signed_at", "Of a signature read from a wiki: when it was made there, UTC."),
    "since": Column("created_at", "When it was made or read here, UTC."),
    "answered_at": Column("answered_at", "When a person answered it first, UTC."),
}


def register_exports() -> None:
    _register_facts()
    _register_acts()


def _register_facts() -> None:
    register_export(
        "recommendation",
        lambda: RecommendationSection.objects.order_by("position"),
        SECTIONS,
        description="The recommendation that this platform serves, section by section.",
    )
    register_export(
        "promises",
        lambda: Promise.objects.order_by("position"),
        PROMISES,
        description="The eight promises of the recommendation.",
    )
    register_export(
        "action_lines",
        lambda: ActionLine.objects.order_by("position"),
        LINES,
        description="The three action lines.",
    )
    register_export(
        "demands",
        lambda: Demand.objects.order_by("action_line__position", "position"),
        DEMANDS,
        description="What each action line asks for, and how far it is met.",
    )
    register_export(
        "pins",
        lambda: Pin.objects.order_by("action_line__position", "pin_kind", "position"),
        PINS,
        description="Resources, discussions and projects that belong to an action line, each with the reason.",
    )


def _register_acts() -> None:
    register_export(
        "open_tasks",
        lambda: visible_tasks(AnonymousUser()).order_by("created_at", "pk"),
        TASKS,
        description="Small tasks made from real gaps, and how far they are done.",
        can_be_taken_back=True,
    )
    register_export(
        "sign_ups",
        public_sign_ups,
        SIGN_UPS,
        description="Public sign-ups to action lines, without the names of people.",
        can_be_taken_back=True,
    )
