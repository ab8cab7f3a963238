"""How an assessment compares with those that asked the same community before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from mutirao.needs.models import Assessment, Question
from mutirao.needs.queries.assessments import AskedSkill, visible_to
from mutirao.needs.queries.plans import asked_skills
from mutirao.needs.states import AssessmentState, QuestionType

MOST = 5
# What else must be the same for a difference of figures to mean a change of needs.
MATTERS = {
    "recruitment": _("how people come to answer"),
    "privacy": _("privacy"),
    "design": _("which skills"),
}


@dataclass(frozen=True)
class Comparison:
    """``same``: skills rated in both; ``n_questions_same``: other questions with the same name, type and wording."""

    earlier: Assessment
    same: Sequence[AskedSkill]
    new: Sequence[AskedSkill]
    left_out: Sequence[AskedSkill]
    n_questions_same: int
    differs_in: Sequence[str]

    @property
    def is_comparable(self) -> bool:
        return bool(self.same)


def earlier_of(assessment: Assessment, user: Any) -> list[Assessment]:
    """Closed ones that asked the same community before, the newest first."""
    rows = visible_to(user).filter(
        state=AssessmentState.CLOSED, asked__community=assessment.community_id, mode=assessment.mode
    )
    rows = rows.exclude(pk=assessment.pk).filter(created_at__lte=assessment.created_at)
    return list(rows.select_related("questionnaire").order_by("-closed_at")[:MOST])


def compared(assessment: Assessment, earlier: Assessment) -> Comparison:
    """Four queries."""
    now, then = ({each.slug: each for each in _all_skills(one)} for one in (assessment, earlier))
    return Comparison(
        earlier=earlier,
        same=[each for slug, each in now.items() if slug in then],
        new=[each for slug, each in now.items() if slug not in then],
        left_out=[each for slug, each in then.items() if slug not in now],
        n_questions_same=len(_wordings(assessment) & _wordings(earlier)),
        differs_in=[
            str(label) for name, label in MATTERS.items() if getattr(assessment, name) != getattr(earlier, name)
        ],
    )


def _all_skills(assessment: Assessment) -> list[AskedSkill]:
    core, others = asked_skills(assessment)
    return [*core, *others]


def _wordings(assessment: Assessment) -> set[tuple[str, str, str]]:
    """Of questions that are answered; a question with other words is another question."""
    unanswered = (QuestionType.SKILL, QuestionType.NOTE, QuestionType.GROUP, QuestionType.CALCULATE)
    rows = Question.objects.filter(questionnaire=assessment.questionnaire_id).exclude(question_type__in=unanswered)
    return {(row.name, row.question_type, row.label.original) for row in rows.only("name", "question_type", "label")}
