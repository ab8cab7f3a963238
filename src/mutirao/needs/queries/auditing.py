"""Audits of questionnaires, and which questionnaires are due for one."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Max, Q

from mutirao.needs.models import Questionnaire, QuestionnaireAudit, Submission
from mutirao.needs.states import AssessmentState, ReviewState


def latest_audit(questionnaire: Questionnaire) -> QuestionnaireAudit | None:
    return QuestionnaireAudit.objects.filter(questionnaire=questionnaire).first()


def n_answers(questionnaire: Questionnaire) -> int:
    """Sheets of closed assessments that count."""
    rows = Submission.objects.filter(assessment__questionnaire=questionnaire, assessment__state=AssessmentState.CLOSED)
    return rows.exclude(review_state=ReviewState.EXCLUDED).count()


def due_for_audit(before: datetime, *, fewest: int) -> list[Questionnaire]:
    """Those with enough answers whose last audit was made before ``before``, or never."""
    counted = Q(assessments__state=AssessmentState.CLOSED) & ~Q(
        assessments__submissions__review_state=ReviewState.EXCLUDED
    )
    rows = Questionnaire.objects.annotate(
        n_answers=Count("assessments__submissions", filter=counted, distinct=True), audited_at=Max("audits__made_at")
    )
    due = rows.filter(Q(audited_at=None) | Q(audited_at__lt=before), n_answers__gte=fewest)
    return list(due.order_by("pk"))
