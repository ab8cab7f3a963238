"""What notices are about: each context registers its topics, and people choose among them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mutirao.base.errors import InputError


@dataclass(frozen=True)
class Topic:
    """``name`` as stored, such as ``sign_ups``; ``label`` as people choose it."""

    name: str
    label: Any


_topics: dict[str, Topic] = {}


def register_topic(name: str, label: Any) -> None:
    """Called from the owning context's ``AppConfig.ready``."""
    _topics[name] = Topic(name, label)


def topics() -> list[Topic]:
    return [_topics[name] for name in sorted(_topics)]


def topic_named(name: str) -> Topic:
    """Raises ``InputError`` naming the known ones."""
    if name not in _topics:
        raise InputError("topic", allowed=", ".join(sorted(_topics)), got=name)
    return _topics[name]
