"""Reads of group forms: who sees which, and what they say."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet

from mutirao.accounts.models import User
from mutirao.base import clock
from mutirao.movement import queries as movement
from mutirao.movement.models import Community
from mutirao.needs.models import ConsensusForm, ConsensusLevel
from mutirao.needs.queries.assessments import coordinated_by
from mutirao.needs.states import ConsensusState


def public() -> QuerySet[ConsensusForm]:
    """Whatever was signed once, of groups that everybody may see."""
    signed = ConsensusForm.objects.exclude(state=ConsensusState.DRAFT)
    return signed.filter(community__in=movement.public())


def visible_to(user: Any) -> QuerySet[ConsensusForm]:
    """Public ones, one's own drafts, and every one of a community that ``user`` coordinates."""
    if not isinstance(user, User):
        return public()
    if user.is_administrator:
        return ConsensusForm.objects.all()
    signed = ~Q(state=ConsensusState.DRAFT) & Q(community__in=movement.visible_to(user))
    own = Q(made_by=user) | Q(community__in=coordinated_by(user))
    return ConsensusForm.objects.filter(signed | own)


def signed_form_of(community: Community) -> ConsensusForm | None:
    """The one in force or past its date."""
    return ConsensusForm.objects.filter(community=community, state=ConsensusState.SIGNED).first()


def draft_for(person: User, community: Community) -> ConsensusForm | None:
    """The draft to go on with: of those that the person may change, the latest."""
    drafts = visible_to(person).filter(community=community, state=ConsensusState.DRAFT)
    return drafts.order_by("-updated_at", "-pk").first()


def levels_of(form: ConsensusForm) -> list[ConsensusLevel]:
    """With their skills, in the order of the framework; one query."""
    rows = ConsensusLevel.objects.filter(form=form).select_related("skill__parent")
    return list(rows.order_by("skill__parent__position", "skill__position", "skill__slug"))


def is_old(form: ConsensusForm) -> bool:
    """Signed, and past its date."""
    return form.expires_on is not None and form.expires_on < clock.today()


def expiring(within: dt.timedelta) -> QuerySet[ConsensusForm]:
    """Signed ones whose date comes within ``within`` or is over."""
    soon = clock.today() + within
    rows = ConsensusForm.objects.filter(state=ConsensusState.SIGNED, expires_on__lte=soon)
    return rows.select_related("community")


def history_of(form: ConsensusForm) -> QuerySet[ConsensusForm]:
    """Other forms of the group that were signed, the newest first."""
    others = ConsensusForm.objects.filter(community=form.community_id).exclude(pk=form.pk)
    return others.exclude(state=ConsensusState.DRAFT).order_by("-signed_at")


def to_look_after(person: User) -> QuerySet[ConsensusForm]:
    """One's own drafts, and of communities that one coordinates drafts and forms that near their date; one query."""
    soon = clock.today() + dt.timedelta(days=30)
    draft = Q(state=ConsensusState.DRAFT)
    ending = Q(state=ConsensusState.SIGNED, expires_on__lte=soon)
    coordinated = Q(community__in=coordinated_by(person))
    rows = ConsensusForm.objects.filter(draft & Q(made_by=person) | (draft | ending) & coordinated)
    return rows.select_related("community").order_by("expires_on", "-updated_at", "pk")
