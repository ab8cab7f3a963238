"""Who keeps the library."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from mutirao.accounts.models import RoleGrant
from mutirao.accounts.rules import held, is_administrator, is_signed_in
from mutirao.accounts.states import Role
from mutirao.action_lines.models import ActionLine
from mutirao.base.verdicts import ALLOWED, Verdict, first_refusal, refuse
from mutirao.learning.models import Resource
from mutirao.learning.states import ResourceState

CURATING = (Role.CURATOR, Role.COORDINATOR)


def can_curate(user: Any) -> Verdict:
    """Curators and coordinators of an action line, and administrators."""
    if is_administrator(user):
        return ALLOWED
    grants = RoleGrant.objects.filter(held(), role__in=CURATING, subject_kind=ActionLine.kind)
    if is_signed_in(user) and grants.filter(person=user).exists():
        return ALLOWED
    return refuse(_("Only curators of the library can do this."))


def can_change(user: Any, resource: Resource) -> Verdict:
    """What is listed can be corrected, withdrawn, merged and recommended."""
    listed = ALLOWED if resource.state == ResourceState.LISTED else refuse(_("This is not in the library any more."))
    return first_refusal(can_curate(user), listed)


def can_restore(user: Any, resource: Resource) -> Verdict:
    is_gone = resource.state == ResourceState.WITHDRAWN
    return first_refusal(can_curate(user), ALLOWED if is_gone else refuse(_("This stands in the library.")))


def has_shipped_texts(resource: Resource) -> bool:
    """Whether its texts came with the product: translated by the team, read by nobody else yet."""
    return resource.edition_id is not None
