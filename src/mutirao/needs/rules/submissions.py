"""What answering takes, and who types in what stands on paper."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from mutirao.base.verdicts import ALLOWED, Verdict, first_refusal, refuse
from mutirao.needs.models import Assessment, Invitation
from mutirao.needs.rules.assessments import can_answer, can_run
from mutirao.needs.states import Privacy, Recruitment


def needs_account(assessment: Assessment) -> bool:
    """Confidential answers by an open address: an account answers once. Anonymous ones know no account at all."""
    return assessment.privacy == Privacy.CONFIDENTIAL and assessment.recruitment != Recruitment.INVITED


def has_way_in(assessment: Assessment, token: str, invitation: Invitation | None) -> Verdict:
    """Whether the link that somebody opened lets them begin."""
    if token and invitation is None:
        return refuse(_("This invitation was used already, or it is for something else."))
    if not token and assessment.recruitment == Recruitment.INVITED:
        return refuse(_("This assessment asks people by invitation. Please open the link that you were sent."))
    return ALLOWED


def is_first_answer(has_answered: bool) -> Verdict:
    return refuse(_("You have answered already. Each account answers once.")) if has_answered else ALLOWED


def can_type_paper(user: Any, assessment: Assessment) -> Verdict:
    """Who runs the assessment, as long as it takes answers."""
    return first_refusal(can_run(user, assessment), can_answer(assessment))
