"""Who may prepare, sign and withdraw what a group says together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from mutirao.accounts.rules import holds, is_administrator, is_signed_in
from mutirao.accounts.states import Role
from mutirao.base.verdicts import ALLOWED, Verdict, first_refusal, refuse
from mutirao.movement.models import Community
from mutirao.movement.states import CommunityState
from mutirao.needs.models import ConsensusForm, ConsensusLevel
from mutirao.needs.rules.assessments import speaks_for
from mutirao.needs.rules.planning import SHORT_LIST
from mutirao.needs.states import ConsensusState


def can_start(user: Any, community: Community) -> Verdict:
    """Anybody signed in who sees the community: filling it in together needs no role, only signing does."""
    listed = community.state == CommunityState.LISTED
    return first_refusal(is_signed_in(user), ALLOWED if listed else refuse(_("This community is not listed.")))


def can_change(user: Any, form: ConsensusForm) -> Verdict:
    """Who began it, and who speaks for the group."""
    own = is_signed_in(user) and form.made_by_id == user.pk
    return first_refusal(_is_draft(form), ALLOWED if own else speaks_for(user, form.community))


def can_discard(user: Any, form: ConsensusForm) -> Verdict:
    return can_change(user, form)


def can_sign(user: Any, form: ConsensusForm) -> Verdict:
    """A group speaks through its coordinators, nobody above them."""
    if not is_signed_in(user):
        return is_signed_in(user)
    speaks = holds(user, Role.COORDINATOR, form.community.reference)
    return first_refusal(
        _is_draft(form),
        ALLOWED if speaks else refuse(_("Only a coordinator of this community signs. You can ask for the role.")),
    )


def is_complete(levels: Sequence[ConsensusLevel]) -> Verdict:
    """Whether there is something to sign, and no row is half filled in."""
    if not levels:
        return refuse(_("Choose at least one skill first."))
    if len(levels) > SHORT_LIST:
        return refuse(_("Choose at most %(n)d skills.") % {"n": SHORT_LIST})
    n_open = sum(None in (each.level, each.importance, each.robustness) for each in levels)
    if n_open:
        return refuse(
            ngettext(
                "%(n)d skill is not filled in yet. Fill it in, or take it off the list.",
                "%(n)d skills are not filled in yet. Fill them in, or take them off the list.",
                n_open,
            )
            % {"n": n_open}
        )
    return ALLOWED


def can_withdraw(user: Any, form: ConsensusForm) -> Verdict:
    """A coordinator of the group; an administrator where the form exposes somebody."""
    if form.state != ConsensusState.SIGNED:
        return refuse(_("This form is not in force now."))
    return ALLOWED if is_administrator(user) else speaks_for(user, form.community)


def _is_draft(form: ConsensusForm) -> Verdict:
    if form.state == ConsensusState.DRAFT:
        return ALLOWED
    return refuse(_("This form was signed. What it says stays; a new form can take its place."))
