"""Words and their meaning, and kinds of support."""

from __future__ import annotations

from mutirao.portal.models import SupportKind, Term
from mutirao.sources.exporting import ORIGIN, Column, register_export

TERMS = {
    "term": Column("slug", "Short name."),
    "name": Column("name", "The word."),
    "meaning": Column("meaning", "What it means on every page."),
    **ORIGIN,
}
SUPPORT_KINDS = {
    "support_kind": Column("slug", "Short name."),
    "position": Column("position", "Its place on the page."),
    "name": Column("name", "What it is called."),
    "summary": Column("summary", "What it is, in a sentence."),
    **ORIGIN,
}


def register_exports() -> None:
    register_export(
        "terms",
        lambda: Term.objects.order_by("slug"),
        TERMS,
        description="The words of this platform, each with one meaning, in every language.",
    )
    register_export(
        "support_kinds",
        lambda: SupportKind.objects.order_by("position"),
        SUPPORT_KINDS,
        description="What support there is to lead or to take part.",
    )
