"""Replies to figures."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from mutirao.accounts.models import RoleGrant, User
from mutirao.discussion.rules import moderating_grants, space_is
from mutirao.movement import queries as movement
from mutirao.movement.models import Community
from mutirao.movement.rules import MODERATED_IN
from mutirao.needs.models import Reply
from mutirao.needs.states import ReplyState


def visible_to(user: Any) -> QuerySet[Reply]:
    """Shown ones about communities that ``user`` may see, their own, and hidden ones for who moderates."""
    about = Reply.objects.filter(community__in=movement.visible_to(user))
    shown = Q(state=ReplyState.SHOWN)
    if not isinstance(user, User):
        return about.filter(shown)
    if user.is_administrator:
        return about.exclude(state=ReplyState.WITHDRAWN)
    there = Q(subject_kind=Community.kind, subject_id=OuterRef("community__slug"))
    moderated = Exists(RoleGrant.objects.filter(moderating_grants(user), there | space_is(MODERATED_IN)))
    return about.filter(shown | Q(by=user) | Q(moderated, state=ReplyState.HIDDEN))


def public() -> QuerySet[Reply]:
    return Reply.objects.filter(community__in=movement.public(), state=ReplyState.SHOWN)
