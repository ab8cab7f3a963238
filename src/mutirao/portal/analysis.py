"""The state of the recommendation as figures: what exists for each promise and demand, what changed, what is overdue.

Only what everybody may see is counted: private sign-ups never are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from mutirao.action_lines.counts import label_of, live_counts
from mutirao.action_lines.models import ActionLine, Demand, OpenTask, Promise, SignUp
from mutirao.action_lines.queries import SHOWN_IN_PUBLIC, lines_with_counts, overdue_claims
from mutirao.action_lines.states import DemandState, TaskState
from mutirao.base.canonical_json import JSON
from mutirao.base.text import Text
from mutirao.needs.queries.published import newest_release
from mutirao.portal.quarters import Quarter
from mutirao.portal.queries import PROMISE_KINDS
from mutirao.portal.queries.unmet_needs import unmet_needs
from mutirao.sources.models import Edition


@dataclass(frozen=True)
class Figure:
    """How many of a kind exist; ``n`` None where nothing here holds the kind; ``change`` since the release before."""

    name: str
    n: int | None
    change: int | None = None

    @property
    def label(self) -> str:
        return label_of(self.name, self.n)


@dataclass(frozen=True)
class PromiseState:
    """One promise and what exists for it."""

    name: Text
    address: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class DemandInState:
    """One demand: how far it is met, whether somebody owns it, and what exists here for it."""

    name: Text
    address: str
    state: DemandState
    has_owner: bool
    figures: tuple[Figure, ...]

    @property
    def is_unattended(self) -> bool:
        """Nobody took it on, and nothing that it asks for exists here."""
        return self.state == DemandState.OPEN and not self.has_owner and not any(each.n for each in self.figures)


@dataclass(frozen=True)
class LineState:
    """One action line: public sign-ups, those that wait longer than seven days for an answer, and open tasks."""

    name: Text
    address: str
    n_signed_up: int
    n_overdue: int
    n_open_tasks: int
    demands: tuple[DemandInState, ...]


@dataclass(frozen=True)
class UnmetNeed:
    """A skill that communities clearly need and nothing in the library teaches."""

    name: Text
    address: str
    n_communities: int


@dataclass(frozen=True)
class State:
    """All of it, for one quarter; ``happened`` counts public acts within the quarter by name.

    ``needs_release`` is the release of needs that ``unmet_needs`` come from; None before the first.
    """

    quarter: Quarter
    promises: tuple[PromiseState, ...]
    lines: tuple[LineState, ...]
    happened: Mapping[str, int]
    n_overdue_claims: int
    needs_release: int | None = None
    unmet_needs: tuple[UnmetNeed, ...] = ()

    @property
    def unattended(self) -> list[DemandInState]:
        return [demand for line in self.lines for demand in line.demands if demand.is_unattended]

    def as_json(self) -> dict[str, JSON]:
        """What a release stores; texts in all their languages, so that a later new name does not rewrite history."""
        return {
            "quarter": str(self.quarter),
            "promises": [
                {"name": each.name.as_json(), "address": each.address, "figures": _stored(each.figures)}
                for each in self.promises
            ],
            "lines": [
                {
                    "name": line.name.as_json(),
                    "address": line.address,
                    "n_signed_up": line.n_signed_up,
                    "n_overdue": line.n_overdue,
                    "n_open_tasks": line.n_open_tasks,
                    "demands": [_stored_demand(demand) for demand in line.demands],
                }
                for line in self.lines
            ],
            "happened": dict(self.happened),
            "n_overdue_claims": self.n_overdue_claims,
            "needs_release": self.needs_release,
            "unmet_needs": [
                {"name": each.name.as_json(), "address": each.address, "n_communities": each.n_communities}
                for each in self.unmet_needs
            ],
        }


def state_of(quarter: Quarter, *, before: Mapping[str, int | None]) -> State:
    """The state now, with what happened within ``quarter``; ``before`` holds the counts of the release before."""
    demands = list(Demand.objects.select_related("action_line").order_by("action_line__position", "position"))
    asked = [kind for kinds in PROMISE_KINDS.values() for kind in kinds]
    found = live_counts([*asked, *(kind for demand in demands for kind in demand.what_counts)])
    figures = {name: Figure(name, count.n, _change(count.n, before.get(name))) for name, count in found.items()}
    release = newest_release()
    return State(
        quarter=quarter,
        promises=tuple(_promise(promise, figures) for promise in Promise.objects.all()),
        lines=tuple(_line(line, demands, figures) for line in lines_with_counts()),
        happened={name: rows(quarter).count() for name, rows in HAPPENINGS.items()},
        n_overdue_claims=overdue_claims().count(),
        needs_release=release.number if release else None,
        unmet_needs=tuple(UnmetNeed(skill.name, skill.get_absolute_url(), n) for skill, n in unmet_needs()),
    )


def counts_in(state: State) -> dict[str, int | None]:
    """Each kind's count, as ``state_of(before=…)`` takes it."""
    own = (promise.figures for promise in state.promises)
    asked = (demand.figures for line in state.lines for demand in line.demands)
    return {figure.name: figure.n for figures in (*own, *asked) for figure in figures}


def state_from_json(stored: Mapping[str, Any]) -> State:
    return State(
        quarter=Quarter.parse(stored["quarter"]),
        promises=tuple(
            PromiseState(Text.from_json(each["name"]), each["address"], _figures(each["figures"]))
            for each in stored["promises"]
        ),
        lines=tuple(_read_line(line) for line in stored["lines"]),
        happened=stored["happened"],
        n_overdue_claims=stored["n_overdue_claims"],
        # States frozen before needs were measured hold none.
        needs_release=stored.get("needs_release"),
        unmet_needs=tuple(_unmet(each) for each in stored.get("unmet_needs", ())),
    )


def _unmet(stored: Mapping[str, Any]) -> UnmetNeed:
    return UnmetNeed(Text.from_json(stored["name"]), stored["address"], stored["n_communities"])


def _within(quarter: Quarter, column: str) -> Q:
    return Q(**{f"{column}__gte": quarter.starts, f"{column}__lt": quarter.ends})


# What people and loaders did in a quarter, from columns that everybody may see.
HAPPENINGS: Mapping[str, Callable[[Quarter], QuerySet[Any]]] = {
    "sign_ups": lambda quarter: SignUp.objects.filter(
        SHOWN_IN_PUBLIC, _within(quarter, "created_at"), person__isnull=False
    ),
    "tasks_confirmed": lambda quarter: OpenTask.objects.filter(
        _within(quarter, "confirmed_at"), state=TaskState.CONFIRMED
    ),
    "editions": lambda quarter: Edition.objects.filter(_within(quarter, "loaded_at")),
}


def _change(n: int | None, before: int | None) -> int | None:
    return None if n is None or before is None else n - before


def _promise(promise: Promise, figures: Mapping[str, Figure]) -> PromiseState:
    kinds = PROMISE_KINDS.get(promise.slug, ())
    return PromiseState(promise.name, promise.get_absolute_url(), tuple(figures[kind] for kind in kinds))


def _line(line: Any, demands: list[Demand], figures: Mapping[str, Figure]) -> LineState:
    own = tuple(
        DemandInState(
            name=demand.name,
            address=demand.get_absolute_url(),
            state=DemandState(demand.state),
            has_owner=demand.owner_id is not None,
            figures=tuple(figures[kind] for kind in demand.what_counts),
        )
        for demand in demands
        if demand.action_line_id == line.pk
    )
    return LineState(
        line.name, ActionLine.get_absolute_url(line), line.n_signed_up, line.n_overdue, line.n_open_tasks, own
    )


def _stored(figures: tuple[Figure, ...]) -> list[JSON]:
    return [{"name": figure.name, "n": figure.n, "change": figure.change} for figure in figures]


def _stored_demand(demand: DemandInState) -> JSON:
    return {
        "name": demand.name.as_json(),
        "address": demand.address,
        "state": demand.state.value,
        "has_owner": demand.has_owner,
        "figures": _stored(demand.figures),
    }


def _figures(stored: list[Mapping[str, Any]]) -> tuple[Figure, ...]:
    return tuple(Figure(**each) for each in stored)


def _read_line(stored: Mapping[str, Any]) -> LineState:
    numbers = {name: stored[name] for name in ("n_signed_up", "n_overdue", "n_open_tasks")}
    demands = tuple(
        DemandInState(
            name=Text.from_json(each["name"]),
            address=each["address"],
            state=DemandState(each["state"]),
            has_owner=each["has_owner"],
            figures=_figures(each["figures"]),
        )
        for each in stored["demands"]
    )
    return LineState(name=Text.from_json(stored["name"]), address=stored["address"], demands=demands, **numbers)
