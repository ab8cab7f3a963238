"""Reads of sign-ups and their next steps: who may see which is decided here, in SQL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from mutirao.accounts.models import User
from mutirao.action_lines.models import ActionLine, NextStep, RolePlaces, SignUp
from mutirao.action_lines.states import SignUpState
from mutirao.base import clock
from mutirao.base.prepared import Asked, Given, prepared
from mutirao.movement import queries as movement
from mutirao.movement.models import Community
from mutirao.skills.models import Skill

SHOWN_IN_PUBLIC = Q(is_public=True, state__in=[SignUpState.ACTIVE, SignUpState.UNCLAIMED])
# Nobody turns more pages than this; counting a hundred thousand to say how many there are would take longer.
PEOPLE_LISTED = 500
REPLY_WITHIN = timedelta(days=7)
# What a row of a long list of sign-ups shows: reading all four tables whole takes twice as long.
SHOWN_IN_LIST = (
    *("public_id", "state", "role", "languages", "wiki_name", "signed_at", "created_at"),
    *("person__display_name", "person__erased_at", "community__slug", "community__name"),
)
STANDING = Q(state__in=[SignUpState.ACTIVE, SignUpState.WAITING])


def visible_to(user: Any) -> QuerySet[SignUp]:
    """Public ones; one's own; those that one looks after; everything for administrators. With names joined."""
    rows = SignUp.objects.select_related("person", "action_line", "community")
    if not isinstance(user, User):
        return rows.filter(SHOWN_IN_PUBLIC)
    if user.is_administrator:
        return rows
    return rows.filter(SHOWN_IN_PUBLIC | Q(person=user) | (Q(owner=user) & STANDING))


def public_sign_ups() -> QuerySet[SignUp]:
    """What everybody sees, those who lead first, then the earliest."""
    rows = SignUp.objects.filter(SHOWN_IN_PUBLIC).select_related("person", "community", "action_line")
    # "lead" sorts before "participate".
    return rows.order_by("role", "created_at", "pk")


def sign_ups_to(line: ActionLine) -> Asked[SignUp]:
    """The same of one line, to be turned over in pages."""
    return Asked(_of_line, line=line.pk)


@prepared(line=BigIntegerField())
def _of_line(line: Given) -> QuerySet[SignUp]:
    rows = public_sign_ups().filter(action_line=line)
    return rows.select_related(None).select_related("person", "community").only(*SHOWN_IN_LIST)


def people_who_offer() -> list[int]:
    """Keys of the latest public sign-up with an offer of each person, the newest first."""
    return _offering()


@prepared()
def _offering() -> QuerySet[SignUp, int]:
    offers = SignUp.offers.through.objects.filter(signup=OuterRef("pk"))
    offering = SignUp.objects.filter(SHOWN_IN_PUBLIC, Exists(offers))
    later = offering.filter(person=OuterRef("person"), pk__gt=OuterRef("pk"))
    rows = SignUp.objects.filter(SHOWN_IN_PUBLIC, Exists(offers), ~Exists(later), person__isnull=False)
    return rows.order_by("-created_at", "-pk").values_list("pk", flat=True)[:PEOPLE_LISTED]


def with_offers(keys: Sequence[int]) -> list[SignUp]:
    """Public sign-ups in the order of ``keys``, with the names of the skills offered."""
    skills = Prefetch("offers", Skill.objects.only("slug", "name"))
    rows = SignUp.objects.filter(SHOWN_IN_PUBLIC, pk__in=keys).select_related("person", "community")
    return sorted(rows.only(*SHOWN_IN_LIST).prefetch_related(skills), key=lambda row: keys.index(row.pk))


def sign_ups_of(person: User) -> QuerySet[SignUp]:
    """The person's own, those that stand first, the latest first."""
    stands = Case(When(STANDING, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = SignUp.objects.filter(person=person).select_related("person", "action_line", "community", "owner")
    return rows.annotate(rank=stands).order_by("rank", "-created_at", "-pk")


def with_next_steps(rows: QuerySet[SignUp]) -> QuerySet[SignUp]:
    """With ``shown_steps``: what comes next, the latest first."""
    steps = NextStep.objects.select_related("open_task", "by").order_by("-created_at", "-pk")
    return rows.prefetch_related(Prefetch("next_steps", steps, to_attr="shown_steps"))


def standing_sign_up(*, person: User, line: ActionLine, community: Community | None) -> SignUp | None:
    """The person's present sign-up to the line, for themselves or for ``community``."""
    return SignUp.objects.filter(STANDING, person=person, action_line=line, community=community).first()


def to_answer(user: User) -> QuerySet[SignUp]:
    """Sign-ups that ``user`` looks after without a reply, or whose person wrote last; the most urgent first."""
    letters = NextStep.objects.filter(sign_up=OuterRef("pk"), open_task=None, by__isnull=False)
    last_by = Subquery(letters.order_by("-created_at", "-pk").values("by")[:1])
    waiting = Q(answered_at=None) | Q(last_by=F("person"))
    rows = SignUp.objects.filter(STANDING, owner=user).exclude(person=None).annotate(last_by=last_by).filter(waiting)
    return rows.select_related("person", "action_line", "community").order_by("next_step_due", "pk")


def waiting_sign_ups(line: ActionLine, user: Any) -> QuerySet[SignUp]:
    """Sign-ups to the line without a reply that ``user`` may see, the most urgent first, with their owners."""
    rows = visible_to(user).filter(STANDING, action_line=line, answered_at=None).exclude(person=None)
    return rows.select_related("person", "action_line", "community", "owner").order_by("next_step_due", "pk")


def out_of_sight(line: ActionLine, user: User) -> QuerySet[SignUp]:
    """Sign-ups to the line without a reply that ``user``, a coordinator, may not see: others look after them."""
    rows = SignUp.objects.filter(STANDING, action_line=line, answered_at=None).exclude(person=None)
    if user.is_administrator:
        return rows.none()
    return rows.exclude(SHOWN_IN_PUBLIC | Q(person=user) | Q(owner=user))


def to_take_over(line: ActionLine, user: User) -> QuerySet[SignUp]:
    """Those of them whose reply is overdue and whose owner has had the full time, the longest waiting first."""
    now = clock.now()
    is_left = Q(owner=None) | Q(owner_since=None) | Q(owner_since__lt=now - REPLY_WITHIN)
    return out_of_sight(line, user).filter(is_left, next_step_due__lt=now).order_by("next_step_due", "pk")


def next_steps_of(sign_up: SignUp) -> QuerySet[NextStep]:
    """The latest first."""
    return sign_up.next_steps.select_related("open_task", "by").order_by("-created_at", "-pk")


def places_left(line: ActionLine, role: str) -> int | None:
    """How many places are free, None where there is no limit. Holds the limit's row until the transaction ends."""
    # Two who want the last place wait for each other here; SQLite has one writer anyway.
    limit = RolePlaces.objects.select_for_update().filter(action_line=line, role=role).first()
    if limit is None:
        return None
    taken = SignUp.objects.filter(action_line=line, role=role, state=SignUpState.ACTIVE).count()
    return max(0, limit.n_places - taken)


def first_waiting(line: ActionLine, role: str) -> SignUp | None:
    rows = SignUp.objects.filter(action_line=line, role=role, state=SignUpState.WAITING)
    return rows.select_related("person", "action_line").order_by("created_at", "pk").first()


def is_at_risk(community: Community | None) -> bool:
    """Whether the community declares a territory where being seen can be dangerous; one query."""
    return community is not None and movement.is_protected(community)


def can_be_seen_with(community: Community | None) -> bool:
    """Whether everybody may know that the community exists; one query."""
    return community is None or movement.is_public(community)


def exposed() -> QuerySet[SignUp]:
    """Public sign-ups that should not be: it has become dangerous to be seen with their community."""
    protected = movement.with_protected_territory(Community.objects.all()).values("pk")
    shown = SignUp.objects.filter(is_public=True, community__isnull=False)
    unwarned = Q(community__in=protected, is_public_despite_risk=False)
    return shown.filter(unwarned | ~Q(community__in=movement.public().values("pk")))


def unclaimed_of(name: str) -> QuerySet[SignUp]:
    """Sign-ups read from a wiki page under exactly this name."""
    rows = SignUp.objects.filter(state=SignUpState.UNCLAIMED, wiki_name=name)
    return rows.select_related("action_line").order_by("action_line__position")
