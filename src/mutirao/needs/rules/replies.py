"""Who may reply to a figure, take a reply back, and hide one."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from mutirao.accounts.rules import is_administrator, is_member, is_signed_in
from mutirao.base.verdicts import ALLOWED, Verdict, first_refusal, refuse
from mutirao.discussion.rules import moderates
from mutirao.movement.models import Community
from mutirao.movement.rules import is_moderator
from mutirao.movement.states import CommunityState
from mutirao.needs.models import Reply
from mutirao.needs.states import ReplyState


def can_reply(user: Any, community: Community) -> Verdict:
    """Anybody signed in; who holds no role in the community needs a source, see ``has_source_to_give``."""
    is_listed = community.state == CommunityState.LISTED
    return first_refusal(is_signed_in(user), ALLOWED if is_listed else refuse(_("This community is not listed.")))


def speaks_for(user: Any, community: Community) -> Verdict:
    """Whose word needs no page that shows it: people who hold a role in the community."""
    return is_member(user, community.reference)


def has_source_to_give(user: Any, community: Community, source_url: str) -> Verdict:
    if source_url or speaks_for(user, community):
        return ALLOWED
    return refuse(_("You hold no role in this community, so please give a page that shows what you say."))


def can_take_back(user: Any, reply: Reply) -> Verdict:
    own = is_signed_in(user) and reply.by_id == user.pk
    shown = ALLOWED if reply.state == ReplyState.SHOWN else refuse(_("This reply is not shown any more."))
    return first_refusal(ALLOWED if own else refuse(_("Only who wrote it can take it back.")), shown)


def can_hide(user: Any, reply: Reply) -> Verdict:
    """Moderators of the community or of the list, never of their own words."""
    shown = ALLOWED if reply.state == ReplyState.SHOWN else refuse(_("This reply is not shown any more."))
    return first_refusal(_moderates(user, reply), shown)


def can_show_again(user: Any, reply: Reply) -> Verdict:
    hidden = ALLOWED if reply.state == ReplyState.HIDDEN else refuse(_("This reply is not hidden."))
    return first_refusal(_moderates(user, reply), hidden)


def can_moderate(user: Any, community: Community) -> Verdict:
    """Whether the buttons are shown at all."""
    if not is_signed_in(user):
        return is_signed_in(user)
    own = moderates(user, community.reference)
    return own if own else is_moderator(user)


def _moderates(user: Any, reply: Reply) -> Verdict:
    own = reply.by_id is not None and reply.by_id == getattr(user, "pk", None)
    others = refuse(_("Nobody moderates their own words.")) if own and not is_administrator(user) else ALLOWED
    return first_refusal(can_moderate(user, reply.community), others)
