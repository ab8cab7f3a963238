"""What search engines may list: every page that everybody sees and that is about something, never about people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.urls import reverse

from mutirao.base.references import kind_named

# Each address brings seven lines, for the languages: with more of them a page grows beyond what is quick to make.
PAGE_SIZE = 1000
PAGES = (
    "portal:hub",
    "portal:recommendation",
    "portal:state",
    "portal:glossary",
    "portal:procedures",
    "portal:support",
    "portal:start_community",
    "portal:start_learner",
    "portal:start_partner",
    "action_lines:action_lines",
    "action_lines:open_tasks",
    "movement:communities",
    "movement:where",
    "societies:societies",
    "skills:skills",
    "evidence:indicators",
    "needs:needs",
    "needs:landscape",
    "needs:releases",
    "needs:earlier_assessments",
    "projects:projects",
    "learning:library",
    "record:discussions",
    "sources:sources",
    "open_data:tables",
    "open_data:never",
    "needs:assessments",
    "needs:questionnaires",
    "needs:whom_to_ask",
)


@dataclass(frozen=True)
class Section:
    """All public objects of one kind; ``columns`` are what their addresses are made of."""

    kind: str
    columns: tuple[str, ...] = ("slug",)

    def rows(self) -> QuerySet[Any]:
        """One statement, in an order that stays."""
        kind = kind_named(self.kind)
        joined = [column.partition("__")[0] for column in self.columns if "__" in column]
        # Lists of a kind may join more than its address needs.
        seen = kind.visible_to(AnonymousUser()).order_by(kind.key).select_related(None)
        return seen.select_related(*joined).only(*self.columns) if joined else seen.only(*self.columns)


SECTIONS = (
    Section("action_line"),
    Section("community"),
    Section("territory"),
    Section("society", ("slug", "territory__slug", "language__slug")),
    Section("skill"),
    Section("framework"),
    Section("source"),
    Section("earlier_assessment"),
    Section("project"),
    Section("resource"),
    Section("discussion"),
    Section("assessment", ("public_id",)),
    Section("questionnaire", ("public_id",)),
    Section("state_release"),
    Section("needs_release", ("number",)),
)


def section_named(kind: str) -> Section | None:
    return next((section for section in SECTIONS if section.kind == kind), None)


def pages_of_sections() -> list[tuple[str, int]]:
    """Name and number of each page of the sitemap; one count per section."""
    return [
        (section.kind, number)
        for section in SECTIONS
        for number in range(1, max(1, -(-section.rows().count() // PAGE_SIZE)) + 1)
    ]


def addresses_of(section: Section, number: int) -> list[str]:
    """The addresses on page ``number``, the first being 1; one query. Empty behind the last page."""
    start = (number - 1) * PAGE_SIZE
    return [row.get_absolute_url() for row in section.rows()[start : start + PAGE_SIZE]]


def addresses_of_lists() -> list[str]:
    """The pages that stand by themselves."""
    return [reverse(name) for name in PAGES]
