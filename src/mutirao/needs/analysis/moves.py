"""What is another figure than in the release before, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mutirao.needs.states import MoveReason


@dataclass(frozen=True)
class Told:
    """What a release says of one community and skill."""

    value: float
    tier: str
    assessment: int | None
    n_answers: int | None


@dataclass(frozen=True)
class Moves:
    """``of_communities``: {community: [{skill, from, to, why}]}, only where the tier is another one; ``totals``:
    {reason: figures}, over all figures that moved."""

    of_communities: Mapping[int, list[dict[str, Any]]]
    totals: Mapping[str, int]


def moves(
    before: Mapping[tuple[int, int], Told],
    now: Mapping[tuple[int, int], Told],
    slugs: Mapping[int, str],
    *,
    same_procedure: bool,
) -> Moves:
    """Compare two releases, by community and skill. ``slugs`` names the skills.

    The reason is one of the whole cell, which is public in both: it tells nothing of single answers.
    """
    found: dict[int, list[dict[str, Any]]] = {}
    totals: Counter[str] = Counter()
    for key in sorted(before.keys() & now.keys()):
        old, new = before[key], now[key]
        if old == new:
            continue
        why = _why(old, new, same_procedure=same_procedure)
        totals[why] += 1
        if old.tier != new.tier:
            community, skill = key
            move = {"skill": slugs[skill], "from": old.tier, "to": new.tier, "why": why}
            found.setdefault(community, []).append(move)
    left = {community for community, _skill in before} - {community for community, _skill in now}
    totals[MoveReason.LEFT] += sum(community in left for community, _skill in before)
    return Moves(found, {str(reason): n for reason, n in sorted(totals.items()) if n})


def _why(old: Told, new: Told, *, same_procedure: bool) -> MoveReason:
    if not same_procedure:
        return MoveReason.PROCEDURE
    if (old.assessment, old.n_answers) == (new.assessment, new.n_answers):
        return MoveReason.MODEL
    return MoveReason.OLD_ANSWERS if new.assessment is None else MoveReason.NEW_ANSWERS
