"""Which texts can be translated: the owning context names the fields of its kind and the action that writes them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, cast

from mutirao.accounts.models import User
from mutirao.base.errors import InputError
from mutirao.base.fields import TextByLanguage
from mutirao.base.references import Kind, kind_named
from mutirao.base.text import Text


class Write(Protocol):
    """An action of the owner: store ``text`` in ``field`` of ``target``, in the caller's transaction."""

    def __call__(self, *, target: Any, field: str, text: Text, by: User) -> None: ...


@dataclass(frozen=True)
class Translatable:
    """``is_draft(target)``: its texts came with the product, translated by the team and read by nobody else yet."""

    name: str
    fields: tuple[str, ...]
    write: Write
    is_draft: Callable[[Any], bool]

    @property
    def kind(self) -> Kind:
        return kind_named(self.name)

    def column(self, field: str) -> TextByLanguage:
        """Raises ``InputError`` for a field that nobody registered."""
        if field not in self.fields:
            raise InputError("field", allowed=", ".join(self.fields), got=field)
        return cast(TextByLanguage, self.kind.model._meta.get_field(field))


_registered: dict[str, Translatable] = {}


def register_texts(
    kind: str, *, fields: tuple[str, ...], write: Write, is_draft: Callable[[Any], bool] = lambda target: False
) -> None:
    """Called from the owning context's ``AppConfig.ready``, beside the kind's own registration."""
    _registered[kind] = Translatable(kind, fields, write, is_draft)


def translatables() -> list[Translatable]:
    return [_registered[name] for name in sorted(_registered)]


def translatable(kind: str) -> Translatable:
    """Raises ``InputError`` naming the kinds that can be translated."""
    if kind not in _registered:
        raise InputError("kind", allowed=", ".join(sorted(_registered)), got=kind)
    return _registered[kind]
