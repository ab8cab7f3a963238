"""One text in many languages: a value, frozen, with the language it was written in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from mutirao.base.languages import direction, interface_language, nearest


@dataclass(frozen=True)
class ShownText:
    """What a reader sees: the text, its language and direction, and whether it stands in for the wanted one."""

    text: str
    language: str
    is_fallback: bool
    is_outdated: bool

    @property
    def direction(self) -> str:
        return direction(self.language)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Text:
    """Texts by language; ``source`` is the language of the original, ``outdated`` the translations older than it."""

    source: str = "en"
    texts: Mapping[str, str] = field(default_factory=dict)
    outdated: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return self.shown().text

    def __bool__(self) -> bool:
        return any(self.texts.values())

    @property
    def original(self) -> str:
        return self.texts.get(self.source, "")

    @property
    def languages(self) -> list[str]:
        return sorted(language for language, text in self.texts.items() if text)

    def shown(self, language: str | None = None) -> ShownText:
        """The text for a reader of ``language`` (the page's by default): exact, else nearest by CLDR, else source."""
        wanted = language or interface_language()
        if wanted not in self._shown:
            self._shown[wanted] = self._chosen(wanted)
        return self._shown[wanted]

    @cached_property
    def _shown(self) -> dict[str, ShownText]:
        """By language, as a text is shown many times on a page; nothing in it changes."""
        return {}

    def _chosen(self, wanted: str) -> ShownText:
        available = self.languages
        chosen = nearest(wanted, available) or (self.source if self.original else next(iter(available), self.source))
        return ShownText(
            text=self.texts.get(chosen, ""),
            language=chosen,
            is_fallback=chosen != wanted,
            is_outdated=chosen in self.outdated,
        )

    def with_text(self, language: str, text: str) -> Text:
        """A copy with one text set; a changed original marks every translation outdated, a new translation is fresh."""
        texts = {**self.texts, language: text}
        if not text:
            del texts[language]
        if language != self.source:
            return Text(self.source, texts, self.outdated - {language})
        changed = text != self.original
        outdated = frozenset(texts) - {language} if changed else self.outdated
        return Text(self.source, texts, outdated & frozenset(texts))

    def with_original(self, words: str, *, language: str) -> Text:
        """A copy whose original is ``words``; one that said nothing before is written in ``language``."""
        if words == self.original:
            return self
        return self.with_text(self.source, words) if self else Text(language, {language: words} if words else {})

    def as_json(self) -> dict[str, Any]:
        """The stored form: ``{"source": "en", "texts": {...}, "outdated": [...]}``."""
        stored: dict[str, Any] = {"source": self.source, "texts": dict(sorted(self.texts.items()))}
        if self.outdated:
            stored["outdated"] = sorted(self.outdated)
        return stored

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Text:
        return cls(stored["source"], dict(stored["texts"]), frozenset(stored.get("outdated", ())))


def text_of(source: str = "en", **texts: str) -> Text:
    """A Text from keywords, empty ones left out: ``text_of(en="Need", pt="Necessidade")``."""
    return Text(source, {language: text for language, text in texts.items() if text})
