"""Reads of assessments: who sees which, whom they ask, and what their questionnaire asks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Subquery, Value, When

from mutirao.accounts.models import RoleGrant, User
from mutirao.accounts.rules import held
from mutirao.accounts.states import Role
from mutirao.base import clock
from mutirao.movement import queries as movement
from mutirao.movement.models import Community
from mutirao.needs.models import AskedCommunity, Assessment, ConsentText, Question, Questionnaire
from mutirao.needs.states import AssessmentState, Mode, QuestionType

PUBLIC_STATES = (AssessmentState.OPEN, AssessmentState.CLOSED)


@dataclass(frozen=True)
class AskedSkill:
    """A skill card of a questionnaire: the slug and name of its skill, and whether everybody is asked."""

    slug: str
    name: str
    is_core: bool


# Whoever was asked may read why it was withdrawn; a draft that was given up concerns nobody.
WAS_OPEN = Q(state__in=PUBLIC_STATES) | Q(state=AssessmentState.WITHDRAWN, opened_at__isnull=False)


def public() -> QuerySet[Assessment]:
    """Those that were opened, of groups that everybody may see."""
    return Assessment.objects.filter(WAS_OPEN, community__in=movement.public())


def visible_to(user: Any) -> QuerySet[Assessment]:
    """Public ones, and every one of a community that ``user`` coordinates; all for administrators."""
    if not isinstance(user, User):
        return public()
    if user.is_administrator:
        return Assessment.objects.all()
    seen = WAS_OPEN & Q(community__in=movement.visible_to(user))
    return Assessment.objects.filter(seen | Q(community__in=coordinated_by(user)))


def coordinated_by(person: User) -> QuerySet[Community]:
    """Communities for which the person speaks today."""
    roles = RoleGrant.objects.filter(
        held(), person=person, role=Role.COORDINATOR, subject_kind=Community.kind, subject_id=OuterRef("slug")
    )
    return Community.objects.filter(Exists(roles))


def member_of(person: User) -> QuerySet[Community]:
    """Communities where the person holds any role today."""
    roles = RoleGrant.objects.filter(held(), person=person, subject_kind=Community.kind, subject_id=OuterRef("slug"))
    return Community.objects.filter(Exists(roles))


def listed(user: Any) -> QuerySet[Assessment]:
    """What the list shows: what asks ``user`` now (``asks_you``), then what is open, in preparation, closed.

    ``n_others``: how many communities it asks beside the one that asks.
    """
    rows = visible_to(user).exclude(state=AssessmentState.WITHDRAWN).select_related("community")
    asks_you: Any = Value(False)
    if isinstance(user, User):
        own = AskedCommunity.objects.filter(assessment=OuterRef("pk"), community__in=member_of(user))
        asks_you = Case(When(Exists(own), state=AssessmentState.OPEN, then=True), default=False)
    # In this order the states stand backwards in the alphabet: open, in preparation, closed.
    others = AskedCommunity.objects.filter(assessment=OuterRef("pk")).exclude(community=OuterRef("community"))
    n_others = Subquery(others.order_by().values("assessment").annotate(n=Count("pk")).values("n"))
    return rows.annotate(asks_you=asks_you, n_others=n_others).order_by("-asks_you", "-state", "-created_at", "-pk")


def answerable() -> QuerySet[Assessment]:
    """Those that take answers today. Their address is enough: a group in a protected place is asked by its link."""
    today = clock.today()
    open_now = Assessment.objects.filter(state=AssessmentState.OPEN).filter(
        Q(opens_on=None) | Q(opens_on__lte=today), Q(closes_on=None) | Q(closes_on__gte=today)
    )
    return open_now.select_related("community", "questionnaire", "consent")


def asking_group(community: Community) -> Assessment | None:
    """The open assessment, if any, that asks this group to answer together."""
    rows = answerable().filter(mode=Mode.CONSENSUS, asked__community=community)
    return rows.order_by("-opened_at").first()


def due_to_close() -> QuerySet[Assessment]:
    """Open ones whose last day is over."""
    return Assessment.objects.filter(state=AssessmentState.OPEN, closes_on__lt=clock.today())


def to_look_after(person: User) -> QuerySet[Assessment]:
    """Of communities that the person coordinates: drafts, and what closes within a week; one query."""
    soon = clock.today() + dt.timedelta(days=7)
    waiting = Q(state=AssessmentState.DRAFT) | Q(state=AssessmentState.OPEN, closes_on__lte=soon)
    rows = Assessment.objects.filter(waiting, community__in=coordinated_by(person)).select_related("community")
    return rows.order_by("closes_on", "pk")


def asked_in(assessment: Assessment) -> list[AskedCommunity]:
    """Whom it asks, with their communities; one query."""
    return list(assessment.asked.select_related("community").order_by("community__slug"))


def skills_of(questionnaire: int) -> list[AskedSkill]:
    """The skill cards in their order; one query."""
    cards = Question.objects.filter(questionnaire=questionnaire, question_type=QuestionType.SKILL)
    return [
        AskedSkill(question.skill.slug, str(question.skill), question.is_core)
        for question in cards.select_related("skill").order_by("position")
        if question.skill is not None
    ]


def usable_questionnaires(community: Community) -> QuerySet[Questionnaire]:
    """The community's own and everybody's, those that were given up left out."""
    own = Questionnaire.objects.filter(Q(community=None) | Q(community=community), retired_at=None)
    return own.order_by("-is_standard", "name", "-number")


def consent_for(privacy: str) -> ConsentText | None:
    """The newest words for a privacy mode."""
    return ConsentText.objects.filter(privacy=privacy).order_by("-number").first()
