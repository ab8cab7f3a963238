"""The texts of a questionnaire, each by its place, for who translates them.

A place is ``title``, ``introduction``, ``question:NAME:label`` (hint, required_message, constraint_message) or
``choice:LIST:NAME``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from mutirao.base.text import Text
from mutirao.needs.instrument.form import Form, Item, Option

OF_QUESTIONS = ("label", "hint", "required_message", "constraint_message")


@dataclass(frozen=True)
class Placed:
    """A text that says something, and where it stands."""

    place: str
    text: Text


def texts_of(form: Form) -> Iterator[Placed]:
    """All texts in the order of the page, then the choices by list."""
    every = [
        Placed("title", form.title),
        Placed("introduction", form.introduction),
        *(Placed(f"question:{item.name}:{part}", getattr(item, part)) for item in form.walk() for part in OF_QUESTIONS),
        *(
            Placed(f"choice:{name}:{option.name}", option.label)
            for name, options in form.choices.items()
            for option in options
        ),
    ]
    return (placed for placed in every if placed.text)


def languages_in(form: Form) -> list[str]:
    """Languages in which at least one text stands; the one of the title first."""
    found = {language for placed in texts_of(form) for language in placed.text.languages}
    return sorted(found, key=lambda language: (language != form.title.source, language))


def completeness(form: Form) -> dict[str, float]:
    """For each language the share of texts that stand in it and are not older than their original."""
    texts = [placed.text for placed in texts_of(form)]
    return {
        language: sum(language in text.texts and language not in text.outdated for text in texts) / len(texts)
        for language in languages_in(form)
    }


def with_texts(form: Form, language: str, texts: Mapping[str, str]) -> tuple[Form, int]:
    """The form with texts in one language, and how many of them changed; unknown places are left out."""
    known = {placed.place: placed.text for placed in texts_of(form)}
    changed = {
        place: known[place].with_text(language, words)
        for place, words in texts.items()
        if place in known and _is_change(known[place], language, words)
    }

    def item_with(item: Item) -> Item:
        parts = {part: changed.get(f"question:{item.name}:{part}", getattr(item, part)) for part in OF_QUESTIONS}
        return replace(item, items=tuple(map(item_with, item.items)), **parts)

    def option_with(name: str, option: Option) -> Option:
        return replace(option, label=changed.get(f"choice:{name}:{option.name}", option.label))

    written = replace(
        form,
        title=changed.get("title", form.title),
        introduction=changed.get("introduction", form.introduction),
        items=tuple(map(item_with, form.items)),
        choices={name: tuple(option_with(name, each) for each in options) for name, options in form.choices.items()},
    )
    return replace(written, languages=tuple(languages_in(written))), len(changed)


def _is_change(text: Text, language: str, words: str) -> bool:
    """Writing an outdated translation again says that it still holds; an original is never emptied."""
    if language == text.source:
        return bool(words) and words != text.original
    return words != text.texts.get(language, "") or (bool(words) and language in text.outdated)
