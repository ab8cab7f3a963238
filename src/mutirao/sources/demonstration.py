"""The demonstration: fictional rows in a database of their own, told by every context's ``demo`` module."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.module_loading import autodiscover_modules

from mutirao.base.errors import InputError
from mutirao.sources.models import DemonstrationMark

type Maker = Callable[[], None]

_makers: dict[str, tuple[int, Maker]] = {}


class MixedDatabase(Exception):
    """The setting and the database disagree about what is real."""


def register_demo(order: int, make: Maker) -> None:
    """Called in a context's ``demo`` module: ``make`` tells its part of the story through the context's actions.

    ``order``: accounts 10, movement 20, evidence 30, societies 40, action lines 50, discussion 60.
    """
    _makers[f"{make.__module__}.{make.__qualname__}"] = (order, make)


def makers() -> list[tuple[str, Maker]]:
    autodiscover_modules("demo")
    ordered = sorted(_makers.items(), key=lambda each: (each[1][0], each[0]))
    return [(name, make) for name, (_order, make) in ordered]


def check_database() -> None:
    """Raises ``MixedDatabase`` unless demonstration rows stand where, and only where, the setting says so."""
    is_marked = DemonstrationMark.objects.exists()
    if is_marked and not settings.MUTIRAO["DEMONSTRATION"]:
        raise MixedDatabase(
            "This database holds a demonstration. Set MUTIRAO_DEMONSTRATION=yes, or choose another database."
        )
    if settings.MUTIRAO["DEMONSTRATION"] and not is_marked and _has_people():
        raise MixedDatabase("This database holds real accounts: a demonstration needs a database of its own.")


def create_demonstration(
    progress: Callable[[int, int, str], None] = lambda done, total, name: None,
) -> bool:
    """Make the whole story or nothing of it; False when it is there already.

    Raises ``InputError`` outside demonstration mode, ``MixedDatabase`` in a real database.
    """
    if not settings.MUTIRAO["DEMONSTRATION"]:
        raise InputError("MUTIRAO_DEMONSTRATION", allowed="yes, as `make demo` sets it", got="no")
    check_database()
    if DemonstrationMark.objects.exists():
        return False
    story = makers()
    with transaction.atomic():
        DemonstrationMark.objects.create()
        for done, (name, make) in enumerate(story):
            progress(done, len(story), name.split(".")[1])
            make()
    progress(len(story), len(story), "")
    return True


def _has_people() -> bool:
    return get_user_model()._default_manager.exists()
