"""What the pages of an assessment show of its plan."""

from __future__ import annotations

from typing import Any

from mutirao.needs.analysis.planning import forecast
from mutirao.needs.models import Assessment
from mutirao.needs.queries.plans import minutes_of, plan_of
from mutirao.needs.rules.planning import FEWEST_FOR_BLOCKS
from mutirao.needs.states import Mode


def plan_context(assessment: Assessment) -> dict[str, Any]:
    """The plan, a forecast for each community asked, and what the sentence above them needs; four queries."""
    plan = plan_of(assessment)
    if assessment.mode == Mode.CONSENSUS:
        return {"plan": plan, "forecasts": [], "small_group": True}
    forecasts = [
        (
            asked,
            forecast(
                n_expected=asked.n_expected,
                n_people=asked.n_people,
                share_of_others=plan.share_of_others,
                recruitment=assessment.recruitment,
            ),
        )
        for asked in plan.asked
    ]
    return {
        "plan": plan,
        "forecasts": forecasts,
        "n_publishable": sum(each.is_publishable for _asked, each in forecasts),
        "minutes": minutes_of(assessment, plan),
        "small_group": plan.fewest < FEWEST_FOR_BLOCKS,
    }
