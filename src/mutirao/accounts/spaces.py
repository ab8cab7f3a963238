"""Where roles can be held: each context registers the kinds of things that have roles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mutirao.accounts.states import Role
from mutirao.base.errors import InputError
from mutirao.base.references import Reference


@dataclass(frozen=True)
class SpaceKind:
    """``is_protected(thing)``: people there stay unnamed unless they say otherwise."""

    kind: str
    roles: tuple[Role, ...]
    is_protected: Callable[[Any], bool]


_kinds: dict[str, SpaceKind] = {}


def register_space(
    kind: str, *, roles: tuple[Role, ...], is_protected: Callable[[Any], bool] = lambda thing: False
) -> None:
    """Called from the owning context's ``AppConfig.ready``, beside the kind's own registration."""
    _kinds[kind] = SpaceKind(kind, roles, is_protected)


def space_kinds() -> list[SpaceKind]:
    return [_kinds[name] for name in sorted(_kinds)]


def space_kind_of(space: Reference) -> SpaceKind:
    """Raises ``InputError`` naming the kinds that have roles."""
    if space.kind not in _kinds:
        raise InputError("space", allowed=", ".join(sorted(_kinds)), got=str(space))
    return _kinds[space.kind]
