"""What can be found: each context's ``search`` module registers its kinds."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import override

from mutirao.base.references import Kind, Reference, kind_named
from mutirao.base.text import Text


@dataclass(frozen=True)
class Document:
    """What the search knows of one object.

    ``aliases`` are names that belong to no language; ``keywords`` find it too, but say less and are not shown.
    ``languages`` are those that it is filtered by: what it is written in, or about. ``prior``, 0 to 99, puts it before
    others that fit as well.
    """

    names: Text
    text: Text = field(default_factory=Text)
    aliases: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    prior: int = 0


def named_in_each_language(thing: Any) -> Text:
    """The names of something that is called differently on a page of each language, as ``str`` gives them."""
    names = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            names[code] = str(thing)
    return Text(settings.LANGUAGE_CODE, names)


def _nothing(reference: Reference) -> Iterable[str]:
    return ()


@dataclass(frozen=True)
class Searchable:
    """A kind of which everybody may find the public ``rows``, with what ``document`` needs already joined.

    ``reads`` are the other models that rows and document look at: a loader that writes one of them brings the index
    up to date. ``follows`` gives the public ids of those that change when another object does.
    """

    kind: str
    label: Any
    rows: Callable[[], models.QuerySet[Any]]
    document: Callable[[Any], Document]
    reads: tuple[type[models.Model], ...] = ()
    follows: Callable[[Reference], Iterable[str]] = _nothing

    @property
    def registered(self) -> Kind:
        return kind_named(self.kind)

    @cached_property
    def code_hash(self) -> str:
        """Changes with the module that says what is in a document, with the analyser and with the weights."""
        own = Path(sys.modules[self.document.__module__].__file__ or "")
        digest = hashlib.sha256()
        for path in (own, Path(__file__).with_name("analysis.py"), Path(__file__).with_name("entries.py")):
            digest.update(path.read_bytes())
        return digest.hexdigest()[:16]


_searchables: dict[str, Searchable] = {}


def register_search(searchable: Searchable) -> None:
    """Called from the owning context's ``search`` module, which its ``AppConfig.ready`` imports."""
    _searchables[searchable.kind] = searchable


def searchables() -> list[Searchable]:
    return [_searchables[kind] for kind in sorted(_searchables)]


def searchable_named(kind: str) -> Searchable | None:
    return _searchables.get(kind)
