"""The rows of a release, from its arrays. Only what may be published gets this far."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mutirao.needs.analysis import cells
from mutirao.needs.analysis.counted import CountedAskings
from mutirao.needs.analysis.figures import Figures
from mutirao.needs.analysis.gathering import Gathered
from mutirao.needs.analysis.movement import across
from mutirao.needs.analysis.moves import Told
from mutirao.needs.analysis.parameters import REGION_COMMUNITIES
from mutirao.needs.models import CommunityResult, CountedAsking, Estimate, RegionResult, Release, SkillResult
from mutirao.needs.states import Caution, Remedy

# What is shown is coarser than any interval; full digits would say more about five people than a mean should.
SCORE_DIGITS, RATING_DIGITS, SHARE_DIGITS = 2, 1, 2


def told(gathered: Gathered, figures: Figures) -> dict[tuple[int, int], Told]:
    """What the release says, by community and skill, to be compared with another one."""
    found = {}
    for row, column in _published(figures):
        place = figures.own.asking[row, column]
        key = gathered.communities[row].pk, gathered.skills[column].pk
        found[key] = Told(
            value=round(float(figures.estimates.value[row, column]), SCORE_DIGITS),
            tier=str(figures.tier[row, column]),
            assessment=gathered.material.askings[place].assessment if place >= 0 else None,
            n_answers=_whole(figures.own.cells["n"][row, column]),
        )
    return found


def estimates(release: Release, gathered: Gathered, figures: Figures) -> list[Estimate]:
    return [_estimate(release, gathered, figures, row, column) for row, column in _published(figures)]


def _estimate(release: Release, gathered: Gathered, figures: Figures, row: int, column: int) -> Estimate:
    at = row, column
    own, place = figures.own.cells, figures.own.asking[at]
    is_ranked = figures.ranks.median[at] > 0
    return Estimate(
        release=release,
        community_id=gathered.communities[row].pk,
        skill_id=gathered.skills[column].pk,
        value=round(float(figures.estimates.value[at]), SCORE_DIGITS),
        low=round(float(figures.low[at]), SCORE_DIGITS),
        high=round(float(figures.high[at]), SCORE_DIGITS),
        assessment_id=gathered.material.askings[place].assessment if place >= 0 else None,
        direct=_number(own["score"][at], SCORE_DIGITS),
        n_answers=_whole(own["n"][at]),
        importance=_number(own["importance"][at], RATING_DIGITS) if own["importance_is_shown"][at] == 1 else None,
        competence=_number(own["competence"][at], RATING_DIGITS) if own["competence_is_shown"][at] == 1 else None,
        own_share=round(float(figures.estimates.own_share[at]), SHARE_DIGITS),
        rank=int(figures.ranks.median[at]) if is_ranked else None,
        rank_low=int(figures.ranks.low[at]) if is_ranked else None,
        rank_high=int(figures.ranks.high[at]) if is_ranked else None,
        tier=str(figures.tier[at]),
        certainty=str(figures.certainty[at]),
        cautions=_cautions(figures, at),
        remedies=_remedies(own.remedies[at]),
        n_teach=_whole(own["teach"][at]),
        n_want=_whole(own["want"][at]),
    )


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
    moved: Mapping[int, list[dict[str, Any]]],
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
                moved=moved.get(community.pk, []),
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


def _published(figures: Figures) -> list[list[int]]:
    found: list[list[int]] = np.argwhere(~np.isnan(figures.estimates.value)).tolist()
    return found


def _places(truths: NDArray[np.bool_]) -> list[int]:
    found: list[int] = np.flatnonzero(truths).tolist()
    return found


def _cautions(figures: Figures, at: tuple[int, int]) -> list[str]:
    return [str(Caution.OLD)] if figures.is_old[at] else []


def _remedies(shares: NDArray[np.float64]) -> dict[str, float]:
    return {
        str(remedy): round(float(share), SHARE_DIGITS)
        for remedy, share in zip(Remedy, shares, strict=True)
        if not math.isnan(share)
    }


def _number(value: float, digits: int) -> float | None:
    return None if math.isnan(value) else round(float(value), digits)


def _whole(value: float) -> int | None:
    return None if math.isnan(value) else int(value)


def _total(counts: NDArray[np.float64]) -> int | None:
    """Of the counts that are shown, and only of them: nothing is left to subtract."""
    return None if np.isnan(counts).all() else int(np.nansum(counts))
