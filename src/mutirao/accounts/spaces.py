"""Where roles can be held: each context registers the kinds of things that have roles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from mutirao.accounts.states import Role
from mutirao.base.errors import InputError
from mutirao.base.references import Reference


@dataclass(frozen=True)
class SpaceKind:
    """``protected()``: the things of this kind where people stay unnamed unless they say otherwise, as of now."""

    kind: str
    roles: tuple[Role, ...]
    protected: Callable[[], QuerySet[Any]] | None = None

    def is_protected(self, thing: Any) -> bool:
        """One query, none for kinds that are never protected."""
        return self.protected is not None and self.protected().filter(pk=thing.pk).exists()


_kinds: dict[str, SpaceKind] = {}


def register_space(kind: str, *, roles: tuple[Role, ...], protected: Callable[[], QuerySet[Any]] | None = None) -> None:
    """Called from the owning context's ``AppConfig.ready``, beside the kind's own registration."""
    _kinds[kind] = SpaceKind(kind, roles, protected)


def space_kinds() -> list[SpaceKind]:
    return [_kinds[name] for name in sorted(_kinds)]


def space_kind_of(space: Reference) -> SpaceKind:
    """Raises ``InputError`` naming the kinds that have roles."""
    if space.kind not in _kinds:
        raise InputError("space", allowed=", ".join(sorted(_kinds)), got=str(space))
    return _kinds[space.kind]
