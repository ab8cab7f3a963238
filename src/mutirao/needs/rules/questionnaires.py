"""Who may do what with questionnaires."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from mutirao.accounts.rules import holds, is_administrator, is_signed_in
from mutirao.accounts.states import Role
from mutirao.base.verdicts import ALLOWED, Verdict, first_refusal, refuse
from mutirao.movement.models import Community
from mutirao.needs.models import Questionnaire


def can_make(user: Any, community: Community | None) -> Verdict:
    """Coordinators for their community; one without a community is everybody's and administrators keep it."""
    if is_administrator(user):
        return ALLOWED
    if not is_signed_in(user):
        return is_signed_in(user)
    if community is not None and holds(user, Role.COORDINATOR, community.reference):
        return ALLOWED
    return refuse(_("Only coordinators of the community and administrators can do this."))


def can_edit(user: Any, questionnaire: Questionnaire) -> Verdict:
    """Only a draft: people may have answered a frozen one, and the standard one comes with the product."""
    return first_refusal(can_make(user, questionnaire.community), is_draft(questionnaire))


def is_draft(questionnaire: Questionnaire) -> Verdict:
    if questionnaire.is_standard:
        return refuse(_("This is the standard questionnaire. Make one of your own from it."))
    if questionnaire.retired_at is not None:
        return refuse(_("This questionnaire is retired."))
    if questionnaire.frozen_at is not None:
        return refuse(_("An assessment has opened with this version, so it stays as it is. Make a new version."))
    return ALLOWED


def can_translate(user: Any, questionnaire: Questionnaire) -> Verdict:
    """Frozen ones too: another language does not change what was asked."""
    if questionnaire.is_standard:
        return is_draft(questionnaire)
    if questionnaire.retired_at is not None:
        return is_draft(questionnaire)
    return can_make(user, questionnaire.community)


def can_make_version(user: Any, questionnaire: Questionnaire) -> Verdict:
    if questionnaire.frozen_at is None or questionnaire.is_standard:
        return refuse(_("Only a questionnaire that an assessment has used gets a new version."))
    return can_make(user, questionnaire.community)


def can_retire(user: Any, questionnaire: Questionnaire) -> Verdict:
    if questionnaire.is_standard or questionnaire.retired_at is not None:
        return is_draft(questionnaire)
    return can_make(user, questionnaire.community)
