"""What leaves of discussions: those that are listed. Posts do not leave: who signed them can take them back."""

from __future__ import annotations

from mutirao.record import queries
from mutirao.sources.exporting import ORIGIN, Column, register_export

DISCUSSION = Column("discussion__slug", "The discussion, see the table discussions.")
DISCUSSIONS = {
    "discussion": Column("slug", "Short name; other tables point to it."),
    "title": Column("title", "What it is called, in English or as published."),
    "start_date": Column("start_date", "Day, month or year in which it began; empty: not known."),
    "end_date": Column("end_date", "Day, month or year in which it ended; empty: not known or the same."),
    "date_note": Column("date_note", "What else is said of the time."),
    "venue_kind": Column("venue_kind", "Kind of place."),
    "venue": Column("venue", "Where it was."),
    "language": Column("language", "Its language, BCP 47; empty: several or not known."),
    "participants": Column("participants", "Who took part, in numbers or groups; empty: not stated."),
    "topic": Column("topic", "What it was about."),
    "outcome": Column("outcome", "How it ended; empty: not stated."),
    "summary": Column("summary", "Summary by a person; empty: nobody wrote one."),
    "page": Column("address", "Its own page."),
    **ORIGIN,
}
OUTCOMES = {
    "discussion": DISCUSSION,
    "kind": Column("subject_kind", "What sort of thing came of it: demand, project, resource, earlier_assessment."),
    "id": Column("subject_id", "Short name of that thing."),
    **ORIGIN,
}
LINES = {
    "discussion": DISCUSSION,
    "action_line": Column("actionline__slug", "Action line that it belongs to, see the table action_lines."),
}


def register_exports() -> None:
    register_export(
        "discussions",
        lambda: queries.listed().order_by("slug"),
        DISCUSSIONS,
        description="Past discussions about skills and leadership: those known to us, the list is incomplete.",
    )
    register_export(
        "discussion_outcomes",
        queries.outcomes_for_export,
        OUTCOMES,
        description="What came of a discussion.",
    )
    register_export(
        "discussion_action_lines",
        queries.lines_for_export,
        LINES,
        description="Action lines that a discussion belongs to.",
    )
