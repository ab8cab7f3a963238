"""The rows of a release, from its arrays. Only what may be published gets this far."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mutirao.base.canonical_json import canonical_json
from mutirao.needs.analysis import cells
from mutirao.needs.analysis.counted import CountedAskings
from mutirao.needs.analysis.figures import Figures
from mutirao.needs.analysis.gathering import Gathered
from mutirao.needs.analysis.movement import across
from mutirao.needs.analysis.moves import Moves, Told
from mutirao.needs.analysis.parameters import REGION_COMMUNITIES
from mutirao.needs.models import CommunityResult, CountedAsking, RegionResult, Release, SkillResult
from mutirao.needs.states import Caution, Remedy

type Floats = NDArray[np.float64]
# {column: values}
type Columns = Mapping[str, Sequence[Any]]
type Cell = tuple[NDArray[np.int64], ...]

# What is shown is coarser than any interval; full digits would say more about five people than a mean should.
SCORE_DIGITS, RATING_DIGITS, SHARE_DIGITS = 2, 1, 2


def estimates(gathered: Gathered, figures: Figures) -> Columns:
    """All cells about which something is published, by column of the table: too many for an object each."""
    at = np.nonzero(~np.isnan(figures.estimates.value))
    own, ranks, found = figures.own.cells, figures.ranks, figures.estimates
    assessments = np.array([asking.assessment for asking in gathered.material.askings] + [np.nan])
    return {
        "community_id": np.array(gathered.material.communities)[at[0]].tolist(),
        "skill_id": np.array(gathered.material.skills)[at[1]].tolist(),
        "value": _numbers(found.value[at], SCORE_DIGITS),
        "low": _numbers(figures.low[at], SCORE_DIGITS),
        "high": _numbers(figures.high[at], SCORE_DIGITS),
        "assessment_id": _whole_numbers(assessments[figures.own.asking[at]]),
        "direct": _numbers(own["score"][at], SCORE_DIGITS),
        "n_answers": _whole_numbers(own["n"][at]),
        "importance": _numbers(np.where(own["importance_is_shown"] == 1, own["importance"], np.nan)[at], RATING_DIGITS),
        "competence": _numbers(np.where(own["competence_is_shown"] == 1, own["competence"], np.nan)[at], RATING_DIGITS),
        "own_share": _numbers(found.own_share[at], SHARE_DIGITS),
        **{
            name: _whole_numbers(np.where(ranks.median[at] > 0, places[at], np.nan))
            for name, places in (("rank", ranks.median), ("rank_low", ranks.low), ("rank_high", ranks.high))
        },
        "tier": figures.tier[at].tolist(),
        "certainty": figures.certainty[at].tolist(),
        "cautions": _cautions(figures, at),
        "remedies": _remedies(own.remedies[at]),
        "n_teach": _whole_numbers(own["teach"][at]),
        "n_want": _whole_numbers(own["want"][at]),
    }


def told(estimates: Columns) -> dict[tuple[int, int], Told]:
    """What the release says, by community and skill, to be compared with another one."""
    names = ("community_id", "skill_id", "value", "tier", "assessment_id", "n_answers")
    rows = zip(*(estimates[name] for name in names), strict=True)
    return {(community, skill): Told(*said) for community, skill, *said in rows}


def counted_askings(release: Release, gathered: Gathered, counted: CountedAskings) -> list[CountedAsking]:
    """What has to be kept so that the next release does not move by a single answer."""
    skills = np.array(gathered.material.skills, dtype=np.int64)
    rows = []
    for place, asking in enumerate(gathered.material.askings):
        if counted.is_new[place]:
            keys, packed = cells.pack(counted.cells.values[place], skills)
            rows.append(
                CountedAsking(
                    release=release,
                    assessment_id=asking.assessment,
                    community_id=asking.community,
                    skills=keys,
                    cells=packed,
                    whole=dict(counted.wholes[place]),
                )
            )
    return rows


def community_results(
    release: Release,
    gathered: Gathered,
    counted: CountedAskings,
    figures: Figures,
    moved: Moves,
) -> list[CommunityResult]:
    """One for each community that has any figure."""
    rows = []
    for row in _places(~np.isnan(figures.estimates.value).all(axis=1)):
        community, place = gathered.communities[row], figures.own.whole[row]
        whole = counted.wholes[place] if place >= 0 else {}
        shown = ~np.isnan(figures.estimates.value[row])
        allowance = whole.get("allowance", figures.allowance[row, shown].mean())
        rows.append(
            CommunityResult(
                release=release,
                community_id=community.pk,
                n_answers=whole.get("people"),
                was_raked=bool(whole) and not whole["why_not"],
                why_not_raked=whole.get("why_not", ""),
                bias_allowance=round(float(allowance), SCORE_DIGITS),
                learning_profile={purpose: each["shares"] for purpose, each in whole.get("profile", {}).items()},
                moved=moved.of_communities.get(community.pk, []),
            )
        )
    return rows


def skill_results(release: Release, gathered: Gathered, figures: Figures) -> list[SkillResult]:
    """Over all communities with answers of their own."""
    own, found = figures.own.cells, figures.estimates
    mean = across(own, found.model_variance)
    return [
        SkillResult(
            release=release,
            skill_id=skill.pk,
            n_answers=int(mean.n_answers[column]) or None,
            n_communities=int(mean.n_communities[column]),
            direct=_number(mean.value[column], SCORE_DIGITS),
            discrepancy=_number(mean.discrepancy[column], 0),
            n_teach=_total(own["teach"][:, column]),
            n_want=_total(own["want"][:, column]),
            r_squared=_number(found.check.r_squared[column], SHARE_DIGITS),
            coverage=_number(found.check.coverage[column], SHARE_DIGITS),
            model_variance=_number(found.model_variance[column], 4),
            is_modelled=bool(found.is_modelled[column]),
        )
        for column, skill in enumerate(gathered.skills)
    ]


def region_results(release: Release, gathered: Gathered, figures: Figures) -> list[RegionResult]:
    """Regions in which enough communities have answers of their own."""
    rows_of: dict[str, list[int]] = defaultdict(list)
    for row, region in enumerate(gathered.regions):
        if region:
            rows_of[region].append(row)
    found: list[RegionResult] = []
    for region, rows in sorted(rows_of.items()):
        mean = across(figures.own.cells.rows(rows), figures.estimates.model_variance, figures.allowance[rows])
        found.extend(
            RegionResult(
                release=release,
                region=region,
                skill_id=gathered.skills[column].pk,
                n_answers=int(mean.n_answers[column]),
                n_communities=int(mean.n_communities[column]),
                value=round(float(mean.value[column]), SCORE_DIGITS),
                low=round(float(mean.low[column]), SCORE_DIGITS),
                high=round(float(mean.high[column]), SCORE_DIGITS),
            )
            for column in _places(mean.n_communities >= REGION_COMMUNITIES)
        )
    return found


def _places(truths: NDArray[np.bool_]) -> list[int]:
    found: list[int] = np.flatnonzero(truths).tolist()
    return found


def _cautions(figures: Figures, at: Cell) -> list[str]:
    """As JSON; texts are shared, most cells have none."""
    split = figures.own.cells["is_split"][at] == 1
    flags = zip(figures.is_translation_doubted[at].tolist(), split.tolist(), figures.is_old[at].tolist(), strict=True)
    texts = {
        each: canonical_json([caution for caution, holds in zip(Caution, each, strict=True) if holds])
        for each in product((False, True), repeat=len(Caution))
    }
    return [texts[each] for each in flags]


def _remedies(shares: Floats) -> list[str]:
    """As JSON: each remedy with the share of those who named it, where that may be told."""
    names = [str(remedy) for remedy in Remedy]
    found = ["{}"] * len(shares)
    for place in _places(~np.isnan(shares).all(axis=1)):
        told = zip(names, np.round(shares[place], SHARE_DIGITS).tolist(), strict=True)
        found[place] = canonical_json({name: share for name, share in told if not math.isnan(share)})
    return found


def _numbers(values: Floats, digits: int) -> list[float | None]:
    return [None if math.isnan(value) else value for value in np.round(values, digits).tolist()]


def _whole_numbers(values: Floats) -> list[int | None]:
    return [None if value is None else int(value) for value in _numbers(values, 0)]


def _number(value: float, digits: int) -> float | None:
    return None if math.isnan(value) else round(float(value), digits)


def _total(counts: NDArray[np.float64]) -> int | None:
    """Of the counts that are shown, and only of them: nothing is left to subtract."""
    return None if np.isnan(counts).all() else int(np.nansum(counts))
