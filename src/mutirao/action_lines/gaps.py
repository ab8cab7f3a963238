"""What is missing and can be mended by one person in an hour: each context registers the gaps that it can find.

Gaps become open tasks: see ``actions.find_gaps``. Wording is made when a task is shown, in the reader's language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from mutirao.base.canonical_json import JSON
from mutirao.base.errors import InputError
from mutirao.base.references import Reference
from mutirao.base.text import Text

type Details = Mapping[str, Any]
type Wording = Callable[[Details], object]

NAME = re.compile("[a-z]+(_[a-z]+)*")
SHORTEST_MINUTES, LONGEST_MINUTES = 3, 60


@dataclass(frozen=True)
class Gap:
    """Something missing in ``subject``; ``address`` is where it can be mended, ``part`` tells two gaps of one apart.

    ``details`` is what the wording needs. ``language`` is the one that the work needs, empty for any; ``skill`` and
    ``action_line`` are slugs.
    """

    subject: Reference
    address: str
    minutes: int
    part: str = ""
    details: Mapping[str, JSON] = field(default_factory=dict)
    skill: str = ""
    language: str = ""
    action_line: str = ""

    def __post_init__(self) -> None:
        if not SHORTEST_MINUTES <= self.minutes <= LONGEST_MINUTES:
            allowed = f"{SHORTEST_MINUTES} to {LONGEST_MINUTES}"
            raise InputError("minutes", allowed=allowed, got=self.minutes)


@dataclass(frozen=True)
class GapKind:
    """``title`` says what to do, ``steps`` how; ``find`` lists the gaps there are now, with few queries.

    ``find`` stops naming a gap once it is mended. At most ``at_once`` tasks of the kind are listed for one language,
    so that a long list of gaps does not bury the others; the first ones found come first. ``asks_to_lead`` marks what
    is never proposed to people who only want to take part.
    """

    name: str
    label: Any
    title: Wording
    steps: Wording
    find: Callable[[], Iterable[Gap]]
    at_once: int | None = None
    asks_to_lead: bool = False

    def __post_init__(self) -> None:
        if not NAME.fullmatch(self.name):
            raise InputError("gap kind", allowed="small letters with underscores between words", got=self.name)

    def key(self, gap: Gap) -> str:
        return ":".join(filter(None, [self.name, str(gap.subject), gap.part, gap.language]))


_kinds: dict[str, GapKind] = {}


def register_gaps(
    name: str,
    *,
    label: Any,
    title: Wording,
    steps: Wording,
    find: Callable[[], Iterable[Gap]],
    at_once: int | None = None,
    asks_to_lead: bool = False,
) -> None:
    """Called from the owning context's ``AppConfig.ready``."""
    _kinds[name] = GapKind(name, label, title, steps, find, at_once, asks_to_lead)


def gap_kinds() -> list[GapKind]:
    return [_kinds[name] for name in sorted(_kinds)]


def kinds_for_leaders() -> list[str]:
    """Names of the kinds that are proposed only to people who want to help to lead."""
    return [kind.name for kind in gap_kinds() if kind.asks_to_lead]


def shown(details: Details, name: str) -> str:
    """A text among the details, in the reader's language."""
    return Text.from_json(details[name]).shown().text


def gap_kind_named(name: str) -> GapKind:
    """Raises ``InputError`` naming the known ones."""
    if name not in _kinds:
        raise InputError("gap kind", allowed=", ".join(sorted(_kinds)), got=name)
    return _kinds[name]
