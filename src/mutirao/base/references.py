"""Naming anything from below: a reference is a kind and a public id, and the owner of the kind answers for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.db import models

from mutirao.base.errors import InputError


@dataclass(frozen=True, order=True)
class Reference:
    """A thing of the platform: ``kind`` such as ``community``, ``public_id`` a slug or UUID as text."""

    kind: str
    public_id: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.public_id}"

    @classmethod
    def parse(cls, text: str) -> Reference:
        """The reference written as ``kind:public id``; raises ``InputError`` for anything else."""
        kind, colon, public_id = text.partition(":")
        if not (kind and colon and public_id):
            raise InputError("reference", allowed="kind:public_id", got=text)
        return cls(kind, public_id)


class Addressable(Protocol):
    """What the model of a registered kind offers."""

    @property
    def reference(self) -> Reference: ...

    def get_absolute_url(self) -> str: ...


@dataclass(frozen=True)
class Kind:
    """What the owning context registers: how to find its objects, and who may see them.

    ``visible_to(user)`` is a queryset limited in SQL; ``key`` the field that the public id stands in. ``public()``,
    where it is given, holds what everybody sees: nobody has to be asked who they are first.
    """

    name: str
    label: Any
    model: type[models.Model]
    visible_to: Callable[[Any], models.QuerySet[Any]]
    key: str = "public_id"
    title: Callable[[Any], str] = str
    public: Callable[[], models.QuerySet[Any]] | None = None


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Called once per kind from the owning context's ``AppConfig.ready``."""
    _kinds[kind.name] = kind


def kinds() -> list[Kind]:
    return [_kinds[name] for name in sorted(_kinds)]


def kind_named(name: str) -> Kind:
    """The registered kind; raises ``InputError`` naming the known ones."""
    if name not in _kinds:
        raise InputError("kind", allowed=", ".join(sorted(_kinds)), got=name)
    return _kinds[name]


def kind_of(model: type[models.Model]) -> Kind:
    return next(kind for kind in _kinds.values() if kind.model is model)


def resolve(reference: Reference, *, user: Any) -> Any | None:
    """The object if ``user`` may see it, else None: unknown and hidden look the same."""
    return resolve_many([reference], user=user).get(reference)


def resolve_many(references: Iterable[Reference], *, user: Any) -> dict[Reference, Any]:
    """The objects that ``user`` may see among ``references``; one query per kind."""
    by_kind: dict[str, list[str]] = {}
    for reference in references:
        if reference.kind in _kinds:
            by_kind.setdefault(reference.kind, []).append(reference.public_id)
    found: dict[Reference, Any] = {}
    for name, ids in by_kind.items():
        kind = _kinds[name]
        for row in kind.visible_to(user).filter(**{f"{kind.key}__in": _valid_keys(kind, ids)}):
            found[Reference(name, str(getattr(row, kind.key)))] = row
    return found


def _valid_keys(kind: Kind, ids: list[str]) -> list[Any]:
    field: Any = kind.model._meta.get_field(kind.key)
    valid = []
    for public_id in ids:
        try:
            valid.append(field.to_python(public_id))
        except ValidationError:
            # A malformed id names nothing.
            continue
    return valid
