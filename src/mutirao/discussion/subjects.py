"""What can be talked about: the owning context names its kinds, and in which space their roles are held."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mutirao.base.errors import InputError
from mutirao.base.models import OldSlug
from mutirao.base.references import Kind, Reference, kind_named, resolve

type SpaceOf = Callable[[Any], Reference]

_spaces: dict[str, SpaceOf] = {}


def register_subject(kind: str, *, space_of: SpaceOf = lambda subject: subject.reference) -> None:
    """Called from the owning context's ``AppConfig.ready``, beside the kind's own registration.

    ``space_of(subject)`` names where members and moderators of the talk hold their roles: the subject itself, unless
    it is a part of something larger.
    """
    _spaces[kind] = space_of


def subject_kinds() -> list[Kind]:
    return [kind_named(name) for name in sorted(_spaces)]


def space_of(subject: Any) -> Reference:
    """Raises ``InputError`` for a thing that nobody registered as a subject."""
    kind = subject.reference.kind
    if kind not in _spaces:
        raise InputError("subject", allowed=", ".join(sorted(_spaces)), got=kind)
    return _spaces[kind](subject)


def subject_for(user: Any, reference: Reference) -> Any | None:
    """The thing itself if it can be talked about and ``user`` may see it, else None; an old name leads to the new."""
    if reference.kind not in _spaces:
        return None
    return resolve(reference, user=user) or resolve(_renamed(reference), user=user)


def _renamed(reference: Reference) -> Reference:
    renamed = OldSlug.objects.filter(kind=reference.kind, slug=reference.public_id).first()
    return Reference(reference.kind, renamed.current) if renamed else reference
