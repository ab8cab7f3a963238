"""Who may ask a community, and what may be done with an assessment when."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from mutirao.accounts.rules import holds, is_administrator, is_signed_in
from mutirao.accounts.states import Role
from mutirao.base import clock
from mutirao.base.verdicts import ALLOWED, Verdict, first_refusal, refuse
from mutirao.movement.models import Community
from mutirao.movement.states import CommunityState
from mutirao.needs.models import Assessment
from mutirao.needs.states import ASSESSMENT_STEPS, AssessmentState, Mode, Privacy

# Below this many people a figure would tell what one of them said.
MINIMUM_CELL = 5
_NOT_NOW = {
    AssessmentState.DRAFT: _("This assessment is not open yet."),
    AssessmentState.OPEN: _("This assessment is open already. What people were told stays as it is."),
    AssessmentState.CLOSED: _("This assessment is closed."),
    AssessmentState.WITHDRAWN: _("This assessment was withdrawn."),
}


def speaks_for(user: Any, community: Community) -> Verdict:
    """Coordinators of the community, and administrators."""
    if not is_signed_in(user):
        return is_signed_in(user)
    if is_administrator(user) or holds(user, Role.COORDINATOR, community.reference):
        return ALLOWED
    return refuse(_("Only coordinators of this community can do this. You can ask for the role on its page."))


def can_prepare(user: Any, community: Community) -> Verdict:
    listed = community.state == CommunityState.LISTED
    return first_refusal(ALLOWED if listed else refuse(_("This community is not listed.")), speaks_for(user, community))


def can_ask(user: Any, community: Community) -> Verdict:
    """Whether ``user`` may add a community to those that an assessment asks: nobody asks in the name of others."""
    return can_prepare(user, community)


def can_run(user: Any, assessment: Assessment) -> Verdict:
    return speaks_for(user, assessment.community)


def can_change(user: Any, assessment: Assessment) -> Verdict:
    return _step(user, assessment, "change")


def can_open(user: Any, assessment: Assessment) -> Verdict:
    return _step(user, assessment, "open")


def can_invite(user: Any, assessment: Assessment) -> Verdict:
    """Links for one answer each; a group answers together, on its own form."""
    alone = ALLOWED if assessment.mode == Mode.INDIVIDUAL else refuse(_("A group form needs no invitations."))
    return first_refusal(_step(user, assessment, "invite"), alone)


def can_extend(user: Any, assessment: Assessment) -> Verdict:
    return _step(user, assessment, "extend")


def can_make_stricter(user: Any, assessment: Assessment) -> Verdict:
    confidential = assessment.privacy == Privacy.CONFIDENTIAL
    can_be = ALLOWED if confidential else refuse(_("Privacy only becomes stricter, and it cannot be stricter here."))
    return first_refusal(_step(user, assessment, "make_stricter"), can_be)


def can_close(user: Any, assessment: Assessment) -> Verdict:
    return _step(user, assessment, "close")


def can_withdraw(user: Any, assessment: Assessment) -> Verdict:
    return _step(user, assessment, "withdraw")


def can_answer(assessment: Assessment) -> Verdict:
    """Whether answers are taken today; says why not in words for who answers."""
    if assessment.mode == Mode.CONSENSUS:
        return refuse(_("Here your group answers together, on one form. You find it on the page of the community."))
    if assessment.state == AssessmentState.DRAFT or (assessment.opens_on and assessment.opens_on > clock.today()):
        return refuse(_("This assessment is not open yet."))
    if assessment.state == AssessmentState.OPEN and (
        assessment.closes_on is None or assessment.closes_on >= clock.today()
    ):
        return ALLOWED
    if assessment.state == AssessmentState.WITHDRAWN:
        return refuse(_("This assessment was withdrawn. Nothing that was sent to it is used."))
    return refuse(_("This assessment is closed. It takes no more answers."))


def _step(user: Any, assessment: Assessment, name: str) -> Verdict:
    fits = ASSESSMENT_STEPS[name].can_start_from(assessment.state)
    now = ALLOWED if fits else refuse(_NOT_NOW[AssessmentState(assessment.state)])
    return first_refusal(can_run(user, assessment), now)
