"""What leaves as open data: no name of a person, and nothing of what is private or waits."""

from __future__ import annotations

from collections.abc import Mapping

from mutirao.action_lines.models import ActionLine, Demand, OpenTask, Pin
from mutirao.action_lines.queries import public_sign_ups
from mutirao.sources.exporting import register_export


def _same(*names: str) -> Mapping[str, str]:
    """Columns that are called as in the table."""
    return {name: name for name in names}


ORIGIN = {"source": "edition__source__slug", "edition": "edition__label", "row": "source_row"}
LINE = {"action_line": "action_line__slug"}
LINES = {
    **_same("slug", "number_first", "number_second", "name", "summary", "description"),
    "page": "source_url",
    **ORIGIN,
}
DEMANDS = {**_same("slug"), **LINE, **_same("name", "description", "state", "what_counts"), **ORIGIN}
PINS = {
    **LINE,
    "kind": "pin_kind",
    "id": "external_id",
    **_same("title", "address", "detail", "status", "reason"),
    **ORIGIN,
}
TASKS = {
    "id": "public_id",
    **_same("gap_kind", "subject_kind", "subject_id", "language", "minutes", "state"),
    **LINE,
    "skill": "skill__slug",
    "opened_at": "created_at",
    **_same("confirmed_at"),
}
SIGN_UPS = {
    "id": "public_id",
    **LINE,
    **_same("role", "state"),
    "community": "community__slug",
    **_same("hours_a_month", "languages", "signed_at"),
    "since": "created_at",
    **_same("answered_at"),
}


def register_exports() -> None:
    register_export("action_lines", lambda: ActionLine.objects.order_by("position"), LINES)
    register_export("demands", lambda: Demand.objects.order_by("action_line__position", "position"), DEMANDS)
    register_export("pins", lambda: Pin.objects.order_by("action_line__position", "pin_kind", "position"), PINS)
    register_export("open_tasks", lambda: OpenTask.objects.order_by("created_at", "pk"), TASKS)
    register_export("sign_ups", public_sign_ups, SIGN_UPS)
