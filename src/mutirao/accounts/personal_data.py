"""Everything that we hold about a person: each context says how to collect its part, and how to erase it."""

from __future__ import annotations

from collections.abc import Callable

from mutirao.accounts.models import User
from mutirao.base.canonical_json import JSON

type Collect = Callable[[User], JSON]
type Erase = Callable[[User], None]

_collectors: dict[str, Collect] = {}
_erasers: dict[str, Erase] = {}


def register_personal_data(name: str, collect: Collect) -> None:
    """``name`` is the part's heading in the download, usually the context's; called from ``AppConfig.ready``."""
    _collectors[name] = collect


def register_erasure(name: str, erase: Erase) -> None:
    """``erase(person)`` deletes what is private and cuts public acts loose; it runs in the erasure's transaction.

    It must be safe to run twice. The person's row stays, renamed, so what must not lead there any more is set to
    nobody.
    """
    _erasers[name] = erase


def collected(person: User) -> dict[str, JSON]:
    """Every part of the download by its name."""
    return {name: _collectors[name](person) for name in sorted(_collectors)}


def erasers() -> list[Erase]:
    return [_erasers[name] for name in sorted(_erasers)]


def contexts() -> set[str]:
    """The contexts that have registered a part."""
    return {collect.__module__.split(".")[1] for collect in _collectors.values()}
