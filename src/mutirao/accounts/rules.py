"""Who may do what with roles, and who counts as whom."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mutirao.accounts.models import RoleGrant, User
from mutirao.accounts.spaces import space_kind_of
from mutirao.accounts.states import GrantState
from mutirao.base import clock
from mutirao.base.prepared import Given, prepared
from mutirao.base.references import Reference
from mutirao.base.verdicts import ALLOWED, Verdict, first_refusal, refuse

# Who holds a role may ask for the next year this long before the present one ends.
RENEWAL = timedelta(days=60)


def held(today: date | Given | None = None) -> Q:
    """Filter for grants in force; the nightly task ends the others a little later."""
    return Q(state=GrantState.HELD, until__gte=today or clock.today())


def is_signed_in(user: Any) -> Verdict:
    if isinstance(user, User) and user.is_active:
        return ALLOWED
    return refuse(_("Please sign in first."))


def is_administrator(user: Any) -> Verdict:
    if is_signed_in(user) and user.is_administrator:
        return ALLOWED
    return refuse(_("Only an administrator can do this."))


def holds(user: Any, role: str, space: Reference) -> Verdict:
    """Whether the person holds ``role`` in ``space`` today; one query."""
    if is_signed_in(user) and role in _roles_of(user, space):
        return ALLOWED
    return refuse(_("This needs a role that you do not hold here."))


def is_member(user: Any, space: Reference) -> Verdict:
    """A member of a space is who holds any role in it: a word that counts must be answered for."""
    if is_signed_in(user) and _roles_of(user, space):
        return ALLOWED
    return refuse(_("Only members who hold a role here can do this."))


def can_have_profile(person: User) -> Verdict:
    """For profiles, matching and badges."""
    if person.is_adult:
        return ALLOWED
    return refuse(_("This is for people who are 18 or older and have said so in their preferences."))


def can_ask_for_role(user: Any, role: str, space: Reference) -> Verdict:
    signed_in = is_signed_in(user)
    if not signed_in:
        return signed_in
    if role not in space_kind_of(space).roles:
        return refuse(_("There is no such role here."))
    adult = can_have_profile(user)
    if not adult:
        return adult
    mine = RoleGrant.objects.filter(person=user, role=role, subject_kind=space.kind, subject_id=space.public_id)
    if mine.filter(state=GrantState.ASKED).exists():
        return refuse(_("You have asked for this role already."))
    if mine.filter(held(), until__gt=clock.today() + RENEWAL).exists():
        return refuse(_("You hold this role. You can ask for the next year when this one is nearly over."))
    return ALLOWED


def can_confirm_role(user: Any, grant: RoleGrant) -> Verdict:
    signed_in = is_signed_in(user)
    if not signed_in:
        return signed_in
    if grant.state != GrantState.ASKED:
        return refuse(_("This role is not asked for any more."))
    if grant.person_id == user.pk:
        return refuse(_("Nobody confirms their own role."))
    if grant.confirmations.filter(by=user).exists():
        return refuse(_("You have confirmed this role already."))
    return ALLOWED if is_administrator(user) else is_member(user, grant.subject)


def can_refuse_role(user: Any, grant: RoleGrant) -> Verdict:
    if grant.state != GrantState.ASKED:
        return refuse(_("This role is not asked for any more."))
    return is_administrator(user)


def can_give_up_role(user: Any, grant: RoleGrant) -> Verdict:
    if is_signed_in(user) and grant.person_id != user.pk:
        return refuse(_("Only the person who holds a role can give it up."))
    if grant.state not in {GrantState.ASKED, GrantState.HELD}:
        return refuse(_("This role has ended."))
    return is_signed_in(user)


def can_contest_role(user: Any, grant: RoleGrant) -> Verdict:
    signed_in = is_signed_in(user)
    if not signed_in:
        return signed_in
    if grant.state != GrantState.HELD:
        return refuse(_("Nobody holds this role now."))
    if grant.person_id == user.pk:
        return refuse(_("This is your own role. You can give it up."))
    if grant.contests.filter(settled_at=None).exists():
        return refuse(_("Somebody has contested this role already. An administrator will answer."))
    return ALLOWED


def can_end_role(user: Any, grant: RoleGrant) -> Verdict:
    still_held = ALLOWED if grant.state == GrantState.HELD else refuse(_("Nobody holds this role now."))
    return first_refusal(is_administrator(user), _is_of_another(user, grant), still_held)


def can_keep_role(user: Any, grant: RoleGrant) -> Verdict:
    """Answer a contest by leaving the role where it is."""
    is_contested = grant.contests.filter(settled_at=None).exists()
    contested = ALLOWED if is_contested else refuse(_("Nobody contests this role now."))
    return first_refusal(is_administrator(user), _is_of_another(user, grant), contested)


def _is_of_another(user: Any, grant: RoleGrant) -> Verdict:
    if isinstance(user, User) and grant.person_id == user.pk:
        return refuse(_("Nobody decides about their own role."))
    return ALLOWED


def _roles_of(user: User, space: Reference) -> list[str]:
    """Which roles the person holds in ``space`` today; one query."""
    return _roles(person=user.pk, kind=space.kind, public_id=space.public_id, today=clock.today())


@prepared(
    person=models.BigIntegerField(), kind=models.CharField(), public_id=models.CharField(), today=models.DateField()
)
def _roles(person: Given, kind: Given, public_id: Given, today: Given) -> models.QuerySet[RoleGrant, str]:
    grants = RoleGrant.objects.filter(held(today), person=person, subject_kind=kind, subject_id=public_id)
    return grants.order_by().values_list("role", flat=True)
