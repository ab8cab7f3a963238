"""What exists here for a demand: each context registers the kinds of records that it can count."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import F, Func, IntegerField, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from mutirao.action_lines.models import ActionLine

FRESH_SECONDS = 60


@dataclass(frozen=True)
class CountedKind:
    """``label(n)`` is the noun for a number of them, ``rows()`` the public ones, ``address`` where they are listed."""

    name: str
    label: Callable[[int], str]
    address: str
    rows: Callable[[], QuerySet[Any]]


@dataclass(frozen=True)
class LiveCount:
    """How many of a kind there are now; ``n`` is None for a kind that nobody registered: it is not here yet."""

    name: str
    label: Any
    n: int | None
    address: str


# What a demand or promise may ask for; the words for those that nothing here holds yet.
KINDS: Mapping[str, Any] = {
    "skills": _("skills"),
    "communities": _("communities"),
    "assessments": _("assessments"),
    "resources": _("resources"),
    "packs": _("learning packs"),
    "activities": _("activities"),
    "peers": _("peers"),
    "mentors": _("mentors"),
    "badges": _("badges"),
    "methods": _("methods"),
    "discussions": _("discussions"),
    "projects": _("projects"),
    "societies": _("societies"),
    "open_tasks": _("open tasks"),
    "sign_ups": _("sign-ups"),
    "programmes": _("programmes"),
}

_counted: dict[str, CountedKind] = {}


def register_count(name: str, *, label: Callable[[int], str], address: str, rows: Callable[[], QuerySet[Any]]) -> None:
    """Called from the owning context's ``AppConfig.ready``; ``rows`` are those that everybody may see."""
    _counted[name] = CountedKind(name, label, address, rows)


def live_counts(names: Iterable[str]) -> dict[str, LiveCount]:
    """Counts by kind, at most a minute old: all in one query, or none."""
    wanted = list(dict.fromkeys(names))
    n_by_name = _n_by_name([name for name in wanted if name in _counted])
    return {name: _live(name, n_by_name.get(name)) for name in wanted}


def label_of(name: str, n: int | None) -> str:
    """The noun for ``n`` of a kind; None where nothing here holds it."""
    kind = _counted.get(name)
    return str(KINDS.get(name, name)) if kind is None or n is None else kind.label(n)


def _n_by_name(names: list[str]) -> Mapping[str, int]:
    # Counting who offers something among a hundred thousand sign-ups takes longer than the rest of the page.
    keys = {name: f"action_lines.count.{name}" for name in names}
    kept = cache.get_many(keys.values())
    counted = _count_all([_counted[name] for name, key in keys.items() if key not in kept])
    cache.set_many({keys[name]: n for name, n in counted.items()}, FRESH_SECONDS)
    return {**{name: kept[key] for name, key in keys.items() if key in kept}, **counted}


def _count_all(kinds: list[CountedKind]) -> Mapping[str, int]:
    if not kinds:
        return {}
    # Any one row carries the subqueries; without an action line there is no demand that asks.
    carrier = ActionLine.objects.order_by()
    row = carrier.values_list(*(Subquery(_n(kind.rows()), output_field=IntegerField()) for kind in kinds)).first()
    return dict(zip((kind.name for kind in kinds), row or (), strict=False))


def _n(rows: QuerySet[Any]) -> QuerySet[Any]:
    """``select count(*)`` over ``rows`` as a query of one row; Django's own Count would group."""
    counted: QuerySet[Any] = rows.order_by().annotate(n_rows=Func(F("pk"), function="COUNT")).values("n_rows")
    return counted


def _live(name: str, n: int | None) -> LiveCount:
    kind = _counted.get(name)
    return LiveCount(
        name, label_of(name, n), None if kind is None else n, kind.address if kind and n is not None else ""
    )
