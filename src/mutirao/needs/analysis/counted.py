"""From all people to what each asking, and then each community, may be said to have answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mutirao.needs.analysis import cells, profiles
from mutirao.needs.analysis.cells import FIELDS, Cells
from mutirao.needs.analysis.counting import Counts
from mutirao.needs.analysis.parameters import (
    ALLOWANCE_NOT_RAKED,
    ALLOWANCE_OPEN,
    ALLOWANCE_RAKED,
    CHANGE_AT_LEAST,
    LEAST_ANSWERS,
    OLD_AFTER_MONTHS,
    OLD_INFLATION,
)
from mutirao.needs.analysis.reading import Asking, Row, sheets
from mutirao.needs.analysis.weights import Margin, weigh
from mutirao.needs.packing import Layout

type Floats = NDArray[np.float64]
DAYS_IN_YEAR = 365.25


@dataclass(frozen=True)
class Before:
    """How an earlier release counted an asking: values (skills, fields), and what is said of it as a whole."""

    values: Floats
    whole: Mapping[str, Any]


@dataclass(frozen=True)
class Material:
    """What a release is made of. ``skills`` and ``communities`` are keys, in the order of the rows of all arrays;
    ``askings`` go by questionnaire, as ``layouts`` and ``rows_of`` do, and from the longest ago to the latest in each.
    ``margins`` are by community, ``before`` by place among the askings, the newest last."""

    skills: Sequence[int]
    communities: Sequence[int]
    askings: Sequence[Asking]
    layouts: Mapping[int, Layout]
    rows_of: Mapping[int, Iterable[Row]]
    margins: Mapping[int, Sequence[Margin]] = field(default_factory=dict)
    before: Mapping[int, list[Before]] = field(default_factory=dict)


@dataclass(frozen=True)
class CountedAskings:
    """``cells`` (askings, skills, fields); ``wholes`` one each, empty below five people; ``is_new``: counted otherwise
    than before, so that it has to be kept."""

    cells: Cells
    wholes: Sequence[Mapping[str, Any]]
    is_new: Sequence[bool]


@dataclass(frozen=True)
class Own:
    """What each community answered, of each skill in the newest asking with enough answers.

    ``cells`` (communities, skills, fields); ``asking`` (communities, skills): its place, -1 for none; ``whole``
    (communities,): the place of the newest asking with enough people, -1 for none.
    """

    cells: Cells
    asking: NDArray[np.int64]
    whole: NDArray[np.int64]


def count(material: Material) -> CountedAskings:
    """Read, weigh and count everybody; what was counted before stays as it was until enough answers have changed."""
    counts = Counts.none(len(material.askings), len(material.skills))
    why_not = [""] * len(material.askings)
    learning: list[profiles.Profile] = [{} for _asking in material.askings]
    for sheet in sheets(material.askings, material.layouts, material.skills, material.rows_of):
        weights = weigh(sheet, material.askings, material.margins)
        counts.add(sheet, weights.of_people)
        rows = slice(sheet.first, sheet.first + sheet.n_askings)
        why_not[rows] = weights.why_not
        learning[rows] = profiles.profiles(sheet, weights.of_people)
    found, now = cells.cells_of(counts), cells.bases(counts)
    wholes, is_new = [], []
    for place, asking in enumerate(material.askings):
        before = material.before.get(place, [])
        found.values[place] = cells.hold(
            Cells(found.values[place]), now[place], [each.values for each in before]
        ).values
        own = _whole(asking, int(counts.people[place]), why_not[place], learning[place])
        whole = _held(own, [each.whole for each in before])
        wholes.append(whole)
        is_new.append(bool(whole) and (not before or _differs(found.values[place], whole, before[-1])))
    return CountedAskings(found, wholes, is_new)


def newest(material: Material, counted: CountedAskings) -> Own:
    """For each community and skill the newest asking with enough answers; two are never added up, because the same
    people may have answered twice."""
    row_of = {community: row for row, community in enumerate(material.communities)}
    n = (len(material.communities), len(material.skills))
    values, asking = np.full((*n, len(FIELDS)), np.nan), np.full(n, -1)
    whole = np.full(n[0], -1)
    for place in sorted(range(len(material.askings)), key=lambda each: material.askings[each].closed_on):
        row = row_of.get(material.askings[place].community)
        if row is None:
            continue
        shown = ~np.isnan(counted.cells.values[place, :, 0])
        values[row, shown] = counted.cells.values[place, shown]
        asking[row, shown] = place
        if counted.wholes[place]:
            whole[row] = place
    return Own(Cells(values), asking, whole)


def age_factors(own: Own, askings: Sequence[Asking], today: dt.date) -> Floats:
    """Shape (communities, skills): by what the variance of old answers grows; 1 for newer ones and where there are
    none."""
    years = np.array([(today - asking.closed_on).days / DAYS_IN_YEAR for asking in askings] + [0.0])
    factor = np.where(years > OLD_AFTER_MONTHS / 12, 1 + OLD_INFLATION * years, 1.0)
    return factor[own.asking]


def allowances(own: Own, counted: CountedAskings) -> Floats:
    """Shape (communities, skills): the allowance for bias in points of the scale; where nothing is borrowed from own
    answers, the mean of those from whom it is."""
    each = np.array([whole.get("allowance", np.nan) for whole in counted.wholes] + [np.nan])
    found = each[own.asking]
    known = ~np.isnan(found)
    mean = np.where(known, found, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    return np.where(known, found, np.where(known.any(axis=0), mean, ALLOWANCE_OPEN))


def _whole(asking: Asking, people: int, why_not: str, profile: profiles.Profile) -> dict[str, Any]:
    if people < LEAST_ANSWERS:
        return {}
    allowance = ALLOWANCE_NOT_RAKED if why_not else ALLOWANCE_RAKED
    return {
        "fields": list(FIELDS),
        "people": people,
        "why_not": why_not,
        "allowance": ALLOWANCE_OPEN if asking.is_open_link else allowance,
        "profile": profile,
    }


def _held(whole: dict[str, Any], before: list[Mapping[str, Any]]) -> dict[str, Any]:
    told = [each for each in before if each]
    if not told:
        return whole
    if any(abs(whole.get("people", 0) - each["people"]) < CHANGE_AT_LEAST for each in told):
        return dict(told[-1])
    return {**whole, "profile": profiles.hold(whole["profile"], [each["profile"] for each in told])} if whole else {}


def _differs(values: Floats, whole: Mapping[str, Any], before: Before) -> bool:
    return dict(whole) != dict(before.whole) or not np.array_equal(values, before.values, equal_nan=True)
