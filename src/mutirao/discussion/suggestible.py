"""What can be suggested: the owning context says with which form, who decides, and which action writes it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django import forms

from mutirao.accounts.models import User
from mutirao.base.canonical_json import canonical_json
from mutirao.base.errors import InputError
from mutirao.base.verdicts import Verdict

# Values as they wait: text, a yes or no, or a list of texts; what the form can clean a second time.
type StoredValue = str | bool | list[str]
type StoredValues = dict[str, StoredValue]


class SuggestedForm(forms.Form):
    """The facts of one thing; ``subject`` is the thing that a correction is about, None for a new one."""

    def __init__(self, *args: Any, subject: Any | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.subject = subject


class Write(Protocol):
    """The owner's action: lists a new thing (``subject`` None) or corrects one, and returns it."""

    def __call__(self, *, subject: Any | None, values: dict[str, Any], source_address: str, by: User) -> Any: ...


@dataclass(frozen=True)
class Suggestible:
    """What the owner of a kind registers.

    ``present(subject)`` gives its facts under the names of the form's fields; ``can_decide(user)`` is a rule for the
    """

    kind: str
    form: type[SuggestedForm]
    present: Callable[[Any], Mapping[str, Any]]
    write: Write
    can_decide: Callable[[Any], Verdict]


_suggestibles: dict[str, Suggestible] = {}


def register_suggestible(suggestible: Suggestible) -> None:
    """Called from the owning context's ``AppConfig.ready``, beside the kind's own registration."""
    _suggestibles[suggestible.kind] = suggestible


def suggestibles() -> list[Suggestible]:
    return [_suggestibles[kind] for kind in sorted(_suggestibles)]


def suggestible_named(kind: str) -> Suggestible:
    """Raises ``InputError`` for a kind that takes no suggestions."""
    if kind not in _suggestibles:
        raise InputError("kind", allowed=", ".join(sorted(_suggestibles)), got=kind)
    return _suggestibles[kind]


def stored(values: Mapping[str, Any]) -> StoredValues:
    """Values as they can wait: cleaned ones of a form, or present ones of a thing."""
    return {name: _stored_value(value) for name, value in values.items()}


def present_values(suggestible: Suggestible, subject: Any | None) -> StoredValues:
    """The facts of ``subject`` as they stand now; none for a new thing."""
    return {} if subject is None else stored(suggestible.present(subject))


def digest(values: StoredValues) -> str:
    """Tells whether values are still those that somebody had before their eyes."""
    return hashlib.sha256(canonical_json(values).encode()).hexdigest()


def _stored_value(value: Any) -> StoredValue:
    if value is None:
        return ""
    if isinstance(value, bool):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return [str(each) for each in (sorted(value) if isinstance(value, set | frozenset) else value)]
    return value.isoformat() if isinstance(value, date) else str(value)
