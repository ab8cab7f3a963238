"""How people of a community can and like to learn: shares of those who answered, where they may be published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mutirao.needs.analysis.cells import shown_counts
from mutirao.needs.analysis.parameters import CHANGE_AT_LEAST, DOMINANCE, LEAST_ANSWERS
from mutirao.needs.analysis.reading import Sheet, taken
from mutirao.needs.states import Purpose

# Of the background only what helps to plan learning: role, tenure and activity serve weighting alone.
LEARNING = (
    *(Purpose.TIME, Purpose.DEVICES, Purpose.CONNECTION),
    *(Purpose.FORMATS, Purpose.LANGUAGES, Purpose.BARRIERS),
)

# {purpose: {"n": answers, "shares": {choice: share}}}
type Profile = dict[str, dict[str, Any]]


def profiles(sheet: Sheet, weights: NDArray[np.float64]) -> list[Profile]:
    """One for each asking of the sheet; a purpose with fewer than five answers is left out."""
    found: list[Profile] = [{} for _number in range(sheet.n_askings)]
    for purpose in LEARNING:
        if purpose not in sheet.layout.choices:
            continue
        names = sheet.layout.choices[purpose][1]
        chosen = taken(sheet, purpose)
        people = np.flatnonzero(chosen.any(axis=1))
        asking, own = sheet.asking[people], weights[people]
        n = np.bincount(asking, minlength=sheet.n_askings)
        total = np.bincount(asking, own, sheet.n_askings)
        heaviest = np.zeros(sheet.n_askings)
        np.maximum.at(heaviest, asking, own)
        may_be_told = (n >= LEAST_ANSWERS) & (heaviest <= DOMINANCE * total)
        for place, name in enumerate(names):
            took = people[chosen[people, place]]
            count = np.bincount(sheet.asking[took], minlength=sheet.n_askings)
            weight = np.bincount(sheet.asking[took], weights[took], sheet.n_askings)
            shown = ~np.isnan(shown_counts(count, n)) & may_be_told
            for number in np.flatnonzero(shown):
                of_purpose = found[number].setdefault(str(purpose), {"n": int(n[number]), "shares": {}})
                of_purpose["shares"][name] = round(float(weight[number] / total[number]), 2)
    return found


def hold(profile: Profile, earlier: list[Mapping[str, Any]]) -> Profile:
    """``profile``, with each question as it was told before wherever too few answers have changed since."""
    held = dict(profile)
    for purpose in {purpose for before in earlier for purpose in before}:
        told = [before[purpose] for before in earlier if purpose in before]
        n_now = profile.get(purpose, {"n": 0})["n"]
        if any(abs(n_now - before["n"]) < CHANGE_AT_LEAST for before in told):
            held[purpose] = dict(told[-1])
    return held
