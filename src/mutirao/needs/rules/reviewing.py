"""Who sees single answers and puts answers in by file: who runs the assessment, as far as its privacy goes."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from mutirao.base.verdicts import ALLOWED, Verdict, first_refusal, refuse
from mutirao.needs.models import Assessment
from mutirao.needs.rules.assessments import can_answer, can_run
from mutirao.needs.states import AssessmentState, Mode, Privacy


def can_read_answers(user: Any, assessment: Assessment) -> Verdict:
    """Single answers, on pages and in files. Of an anonymous assessment only once it is closed: whoever looks twice
    while answers arrive would know which ones are new.
    """
    return first_refusal(can_run(user, assessment), _takes_single_answers(assessment), _is_readable_now(assessment))


def can_review(user: Any, assessment: Assessment) -> Verdict:
    return can_read_answers(user, assessment)


def can_put_in(user: Any, assessment: Assessment) -> Verdict:
    """Answers from a file, as long as the assessment takes any."""
    return first_refusal(can_run(user, assessment), _takes_single_answers(assessment), can_answer(assessment))


def _takes_single_answers(assessment: Assessment) -> Verdict:
    alone = assessment.mode == Mode.INDIVIDUAL
    return ALLOWED if alone else refuse(_("A group answers on its own form. There are no answers of single people."))


def _is_readable_now(assessment: Assessment) -> Verdict:
    if assessment.state == AssessmentState.WITHDRAWN:
        return refuse(_("This assessment was withdrawn. Nobody reads its answers."))
    if assessment.state == AssessmentState.DRAFT:
        return refuse(_("This assessment has no answers yet."))
    if assessment.privacy == Privacy.ANONYMOUS and assessment.state != AssessmentState.CLOSED:
        return refuse(_("Anonymous answers can be read once the assessment is closed, and not before."))
    return ALLOWED
