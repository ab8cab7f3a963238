"""Weights that make the people who answered look like the people of the community, where that is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mutirao.needs.analysis.parameters import LEAST_ANSWERS, TRIM
from mutirao.needs.analysis.places import ACTIVE, ADMINISTRATORS
from mutirao.needs.analysis.reading import Asking, Sheet, taken
from mutirao.needs.states import Purpose, WhyNotRaked
from mutirao_science import rake

type Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Margin:
    """Of all people of the community, ``share`` (0 to 1) would choose one of ``choices`` in the question."""

    purpose: Purpose
    choices: frozenset[str]
    share: float


# The choice of the standard questionnaire. It takes in people with other rights too, which the figures do not count:
# their weight comes out somewhat low. Without it, administrators would speak for everybody.
ADMINISTRATOR = frozenset({"administration"})


@dataclass(frozen=True)
class Weights:
    """``of_people`` has mean 1 in each asking; ``why_not`` has one entry for each asking, empty where it was raked."""

    of_people: Floats
    why_not: tuple[str, ...]


def administrators(figures: Mapping[int, Mapping[str, float]]) -> dict[int, list[Margin]]:
    """The margins known of wikis: how many of the active editors are administrators.

    By edits, tenure or gender no open figure of single wikis tells how active editors divide.
    """
    found = {}
    for community, known in figures.items():
        active, admins = known.get(ACTIVE, 0.0), known.get(ADMINISTRATORS, 0.0)
        if 0 < admins < active:
            found[community] = [Margin(Purpose.ROLE, ADMINISTRATOR, admins / active)]
    return found


def weigh(sheet: Sheet, askings: Sequence[Asking], known: Mapping[int, Sequence[Margin]]) -> Weights:
    """Rake each asking of the sheet to the margins ``known`` for its community; else everybody weighs the same."""
    weights = np.ones(len(sheet.asking))
    order = np.argsort(sheet.asking, kind="stable")
    bounds = np.searchsorted(sheet.asking[order], np.arange(sheet.n_askings + 1))
    why_not = []
    for number in range(sheet.n_askings):
        people = order[bounds[number] : bounds[number + 1]]
        margins = known.get(askings[sheet.first + number].community, ())
        groups, reason = _groups(sheet, people, margins)
        if not reason:
            targets = [np.array([1 - margin.share, margin.share]) * len(people) for _codes, margin in groups]
            codes = np.column_stack([codes for codes, _margin in groups])
            weights[people] = rake(codes, targets, np.ones(len(people)), trim=TRIM).weights
        why_not.append(reason)
    return Weights(weights, tuple(why_not))


def _groups(
    sheet: Sheet, people: NDArray[np.int64], margins: Sequence[Margin]
) -> tuple[list[tuple[NDArray[np.int64], Margin]], str]:
    """Who is in which group of each usable margin, and why there is none."""
    if not margins:
        return [], WhyNotRaked.NOTHING_KNOWN
    asked = [
        margin for margin in margins if margin.choices & set(sheet.layout.choices.get(margin.purpose, ("", ()))[1])
    ]
    if not asked:
        return [], WhyNotRaked.NOT_ASKED
    found = []
    for margin in asked:
        names = sheet.layout.choices[margin.purpose][1]
        chosen = taken(sheet, margin.purpose)[people]
        member = chosen[:, [name in margin.choices for name in names]].any(axis=1).astype(np.int64)
        # Raking to a group of four would let each of them speak for many.
        if min(member.sum(), len(people) - member.sum()) >= LEAST_ANSWERS:
            found.append((member, margin))
    return found, "" if found else WhyNotRaked.TOO_FEW
