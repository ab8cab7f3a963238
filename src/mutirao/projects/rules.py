"""Who looks after the list of projects."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from mutirao.accounts.models import RoleGrant, User
from mutirao.accounts.rules import held, is_administrator, is_signed_in
from mutirao.accounts.states import Role
from mutirao.base.verdicts import ALLOWED, Verdict, first_refusal, refuse
from mutirao.projects.models import Project
from mutirao.projects.states import Listing


def is_curator(user: Any) -> Verdict:
    """Curators of any action line, and administrators: projects and discussions often belong to several lines."""
    if is_administrator(user):
        return ALLOWED
    roles = RoleGrant.objects.filter(held(), role=Role.CURATOR, subject_kind="action_line")
    if is_signed_in(user) and roles.filter(person=user).exists():
        return ALLOWED
    return refuse(_("Only curators of an action line and administrators can do this."))


def can_withdraw(user: Any, project: Project) -> Verdict:
    listed = ALLOWED if project.state == Listing.LISTED else refuse(_("This project is not listed now."))
    return first_refusal(is_curator(user), listed)


def can_list_again(user: Any, project: Project) -> Verdict:
    gone = ALLOWED if project.state == Listing.WITHDRAWN else refuse(_("This project was not withdrawn."))
    return first_refusal(is_curator(user), gone)


def can_merge(user: Any, project: Project, into: Project) -> Verdict:
    other = ALLOWED if project.pk != into.pk else refuse(_("These are one and the same project."))
    listed = ALLOWED if into.state == Listing.LISTED else refuse(_("The other project is not listed now."))
    return first_refusal(can_withdraw(user, project), other, listed)


def signed_in(user: Any) -> User:
    """The person who asks; refuses who is not signed in."""
    is_signed_in(user).or_refuse()
    person: User = user
    return person
