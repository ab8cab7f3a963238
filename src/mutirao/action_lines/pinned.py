"""Our own pages of what is pinned to an action line: each context registers those that it has."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from mutirao.action_lines.states import PinKind

# From ids in the file that ships to addresses, for those that are listed.
type Addresses = Callable[[Sequence[str]], Mapping[str, str]]

_addresses: dict[str, Addresses] = {}


def register_pinned(kind: PinKind, addresses: Addresses) -> None:
    """Called once per kind from the owning context's ``AppConfig.ready``; ``addresses`` asks one query at most."""
    _addresses[kind] = addresses


def addresses_of_pinned(kind: str, external_ids: Sequence[str]) -> Mapping[str, str]:
    """Addresses by id; none for a kind that has no pages here."""
    return _addresses[kind](external_ids) if kind in _addresses else {}
