"""The names under which the audit chain keeps what was done, and the words that people read for them.

Each context lists its own as ``Act`` in its ``states.py``; ``docs/decisions/audit-chain.md`` tells the style.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models


class Act(models.TextChoices):
    """What a context records: the value is ``context.thing_done``, the label says it without naming who did it."""


_labels: dict[str, Any] = {}
_former_names: dict[str, list[str]] = {}


def register_acts(acts: type[Act], *, formerly: Mapping[str, Act] | None = None) -> None:
    """Called from the owning context's ``AppConfig.ready``; ``formerly`` are names that older rows still bear."""
    _labels.update((act.value, act.label) for act in acts)
    for name, act in (formerly or {}).items():
        _labels[name] = act.label
        _former_names.setdefault(act.value, []).append(name)


def label_of(name: str) -> Any:
    """The words for the action of a row; the name itself where the context that knew it is gone."""
    return _labels.get(name, name)


def names_in_chain(acts: Iterable[Act]) -> list[str]:
    """Every name under which rows of these acts stand, old ones too: rows are never rewritten."""
    return [name for act in acts for name in (act.value, *_former_names.get(act.value, ()))]


def registered_names() -> set[str]:
    return set(_labels)
