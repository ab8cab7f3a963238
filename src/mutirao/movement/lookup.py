"""Finding what somebody typed: a territory, language or wiki by code, name or address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from mutirao.base.languages import interface_language, territory_name
from mutirao.movement.models import Language, Territory, Wiki
from mutirao.movement.names import folded, name_of_language

type Thing = Territory | Language | Wiki


@dataclass(frozen=True)
class Register:
    """Everything that one kind of thing may be called, folded, and what is called so."""

    by_name: dict[str, list[Thing]]

    def named(self, text: str) -> list[Thing]:
        """What goes by this name: nothing, one, or several that share it."""
        return self.by_name.get(folded(text), [])

    def close_to(self, text: str) -> list[str]:
        """Names like ``text``, written as people know them."""
        return [str(self.by_name[name][0]) for name in get_close_matches(folded(text), self.by_name, n=3, cutoff=0.75)]


def register_of(model: type[Thing]) -> Register:
    """The names of all things of a kind, in the reader's language, in English and in themselves; one query."""
    by_name: dict[str, list[Thing]] = {}
    for thing in model.objects.all():
        for name in {folded(name) for name in _names(thing)} - {""}:
            by_name.setdefault(name, []).append(thing)
    # A code means what it says, even where it is also the name of something else.
    by_name.update({folded(thing.slug): [thing] for things in [*by_name.values()] for thing in things})
    return Register(by_name)


def _names(thing: Thing) -> Iterable[str]:
    reader = interface_language()
    if isinstance(thing, Territory):
        return thing.slug, thing.name_en, territory_name(thing.slug, reader), territory_name(thing.slug, "en")
    if isinstance(thing, Language):
        own = (thing.slug, thing.name_en, thing.autonym, *thing.wikimedia_codes)
        return *own, name_of_language(thing.slug, reader), name_of_language(thing.slug, "en")
    return thing.slug, thing.domain, thing.address, thing.address.rstrip("/")
