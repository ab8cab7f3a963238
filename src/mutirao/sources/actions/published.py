"""Texts that a file states and that people have translated: what people published stays.

``docs/decisions/published-translations.md`` says why.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db import models

from mutirao.base.text import Text

# By public id and field, the words of each language that people published.
type Published = Mapping[tuple[str, str], Mapping[str, str]]
type Finder = Callable[[type[models.Model]], Published]

_finders: list[Finder] = []


def register_published(find: Finder) -> None:
    """Called from the ``AppConfig.ready`` of the context that publishes translations."""
    if find not in _finders:
        _finders.append(find)


def published_texts(model: type[models.Model]) -> Published:
    found: dict[tuple[str, str], Mapping[str, str]] = {}
    for find in _finders:
        found.update(find(model))
    return found


def with_published(
    stated: Mapping[str, Any], present: Mapping[str, Any], published: Published, public_id: str
) -> dict[str, Any]:
    """The columns that a file states, with the words of people in the texts that they translated."""
    return {
        name: _merged(value, present[name], words)
        if isinstance(value, Text) and (words := published.get((public_id, name)))
        else value
        for name, value in stated.items()
    }


def _merged(stated: Text, present: Text, published: Mapping[str, str]) -> Text:
    """People's words win in their language; they are marked outdated once the original is another one."""
    stay = {
        language: words
        for language, words in published.items()
        # Not the original, and not what somebody has replaced since.
        if language != stated.source and present.texts.get(language) == words
    }
    is_other = (stated.source, stated.original) != (present.source, present.original)
    outdated = {language for language in stay if is_other or language in present.outdated}
    return Text(stated.source, {**stated.texts, **stay}, frozenset(outdated | stated.outdated))
