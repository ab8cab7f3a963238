"""Where the frame of every page leads. A section stands there once its address exists, never before."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.urls import Resolver404, resolve
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Section:
    """A place of the platform and its short name."""

    address: str
    label: str | Lazy


@dataclass(frozen=True)
class Entry:
    """A section as one page links to it."""

    section: Section
    is_current: bool


# What most people come for stands in the header; at 320 px these five and "More" take two lines.
FIRST = (
    Section("/communities/", _("Communities")),
    Section("/societies/", _("Societies")),
    Section("/skills/", _("Skills")),
    Section("/action-lines/", _("Action lines")),
    Section("/library/", _("Library")),
)
MORE = (
    Section("/needs/", _("Needs")),
    Section("/projects/", _("Projects")),
    Section("/discussions/", _("Discussions")),
    Section("/needs/earlier/", _("Earlier assessments")),
    Section("/support/", _("Support")),
    Section("/action-lines/tasks/", _("Open tasks")),
    Section("/state/", _("State of the work")),
    Section("/glossary/", _("Glossary")),
)
FOOT = (
    Section("/recommendation/", _("The recommendation")),
    Section("/state/", _("State of the work")),
    Section("/sources/", _("Sources")),
    # Translators: the pages that explain how each figure is made.
    Section("/how-we-know/", _("How we know")),
    # Translators: the page where all public data can be taken away as files.
    Section("/data/", _("Open data")),
    Section("/api/", _("For programs (API)")),
    Section("/glossary/", _("Glossary")),
    Section("/action-lines/tasks/", _("Open tasks")),
)


def menu(path: str) -> dict[str, list[Entry]]:
    """The links of the frame for the page at ``path``; the section that it belongs to is marked."""
    groups = {"menu_first": FIRST, "menu_more": MORE, "menu_foot": FOOT}
    return {
        name: [Entry(section, path == section.address) for section in sections if _exists(section.address)]
        for name, sections in groups.items()
    }


@cache
def _exists(address: str) -> bool:
    # Addresses are fixed once the server runs.
    try:
        resolve(address)
    except Resolver404:
        return False
    return True
