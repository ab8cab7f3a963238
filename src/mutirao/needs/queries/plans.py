"""What the planner is told of an assessment: whom it asks, how many, and which skills."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mutirao.base.verdicts import Verdict
from mutirao.needs.blocks import drawn_skills
from mutirao.needs.instrument.minutes import expected_minutes
from mutirao.needs.models import AskedCommunity, Assessment
from mutirao.needs.queries.assessments import AskedSkill, asked_in, skills_of
from mutirao.needs.queries.questionnaires import whole
from mutirao.needs.rules.planning import fits_people
from mutirao.needs.states import Design


@dataclass(frozen=True)
class Plan:
    """Who is asked about what. In a common list every skill is one of ``core``."""

    asked: Sequence[AskedCommunity]
    core: Sequence[AskedSkill]
    others: Sequence[AskedSkill]
    n_skills_each: int
    verdict: Verdict

    @property
    def fewest(self) -> int:
        """Answers expected in the smallest community."""
        return min((each.n_expected for each in self.asked), default=0)

    @property
    def n_expected(self) -> int:
        return sum(each.n_expected for each in self.asked)

    @property
    def share_of_others(self) -> float:
        """Of the skills that are drawn, the share that one person is asked about."""
        return (self.n_skills_each - len(self.core)) / len(self.others) if self.others else 0.0


def plan_of(assessment: Assessment) -> Plan:
    """Two queries."""
    asked = asked_in(assessment)
    core, others = asked_skills(assessment)
    n_skills_each = min(max(assessment.skills_each, len(core)), len(core) + len(others)) if others else len(core)
    fewest = min((each.n_expected for each in asked), default=0)
    verdict = fits_people(mode=assessment.mode, design=assessment.design, fewest=fewest, n_skills=n_skills_each)
    return Plan(asked, core, others, n_skills_each, verdict)


def minutes_of(assessment: Assessment, plan: Plan) -> int:
    """How long one person needs for all questions; two queries."""
    return expected_minutes(whole(assessment.questionnaire), n_skills=plan.n_skills_each)


def asked_skills(assessment: Assessment) -> tuple[list[AskedSkill], list[AskedSkill]]:
    """Those that everybody is asked about, and those that are drawn; one query."""
    skills = skills_of(assessment.questionnaire_id)
    if assessment.design == Design.BLOCKS:
        return [each for each in skills if each.is_core], [each for each in skills if not each.is_core]
    chosen = set(assessment.skills)
    return [each for each in skills if not chosen or each.slug in chosen], []


def skills_for(assessment: Assessment, *, community: str, counter: int) -> list[str]:
    """Slugs of the skills that one person is asked about; empty: all of the questionnaire. At most one query."""
    if assessment.design != Design.BLOCKS:
        return list(assessment.skills)
    core, others = asked_skills(assessment)
    return drawn_skills(
        seed=assessment.seed,
        community=community,
        counter=counter,
        core=[each.slug for each in core],
        others=[each.slug for each in others],
        each=assessment.skills_each,
    )
