"""Which loaders there are: each context's ``loading`` module registers its own."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.module_loading import autodiscover_modules

import mutirao
from mutirao.base.errors import InputError
from mutirao.sources.actions import Publication

if TYPE_CHECKING:
    from mutirao.sources.loading.running import Load

type Reader = Callable[[Load], None]


@dataclass(frozen=True)
class Loader:
    """How one table of facts gets into the database.

    ``source`` is the slug of a source, or its description if we do not ship it. Empty: each row of the first file
    names its own in the column ``source``. ``feeds`` is what the page of sources says that it is for.
    """

    name: str
    feeds: Any
    files: tuple[str, ...]
    source: str | Publication
    order: int
    embedded: bool
    read: Reader

    @cached_property
    def code_hash(self) -> str:
        """Changes with the module that holds the loader, what that imports from its own context, and our version."""
        module = sys.modules[self.read.__module__]
        context = module.__name__.rsplit(".", 1)[0]
        # An imported module has a name, what was imported from one names it.
        origins = {str(getattr(value, "__module__", getattr(value, "__name__", ""))) for value in vars(module).values()}
        names = sorted({module.__name__, *(name for name in origins if name.startswith(f"{context}."))})
        digest = hashlib.sha256(mutirao.__version__.encode())
        for name in names:
            digest.update(Path(sys.modules[name].__file__ or "").read_bytes())
        return digest.hexdigest()[:16]


_loaders: dict[str, Loader] = {}


def loader(
    name: str,
    *,
    feeds: Any,
    files: tuple[str, ...],
    source: str | Publication = "",
    order: int = 100,
    embedded: bool = True,
) -> Callable[[Reader], Reader]:
    """Register the decorated function. ``order`` puts what others refer to first: see ``docs/loading.md``.

    ``embedded`` files lie in ``data/`` and are loaded at the start; others are given to ``mutirao sources load``.
    """

    def register(read: Reader) -> Reader:
        _loaders[name] = Loader(name, feeds, files, source, order, embedded, read)
        return read

    return register


def loaders() -> list[Loader]:
    """All of them, in the order in which they load."""
    autodiscover_modules("loading")
    return sorted(_loaders.values(), key=lambda each: (each.order, each.name))


def loader_named(name: str) -> Loader:
    """Raises ``InputError`` naming the known ones."""
    known = {each.name: each for each in loaders()}
    if name not in known:
        raise InputError("loader", allowed=", ".join(known), got=name)
    return known[name]
