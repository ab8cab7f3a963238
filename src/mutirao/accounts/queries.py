"""Reads of people, roles and notices."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from mutirao.accounts.models import Notice, NoticeChoice, RoleContest, RoleGrant, User
from mutirao.accounts.rules import held
from mutirao.accounts.spaces import SpaceKind, space_kind_of
from mutirao.accounts.states import GrantState
from mutirao.accounts.topics import Topic, topics
from mutirao.base.errors import InputError
from mutirao.base.models import AuditRow
from mutirao.base.references import Reference, resolve


def people_visible_to(user: object) -> QuerySet[User]:
    """Everybody but those who erased their account."""
    return User.objects.filter(is_active=True, erased_at=None)


def local_people() -> QuerySet[User]:
    """Whom the sign-in page of the local mode offers, the latest visitor first."""
    people = User.objects.filter(is_active=True, erased_at=None, login_name__startswith="local-")
    return people.order_by("-last_login", "display_name", "pk")


def administrators() -> QuerySet[User]:
    return User.objects.filter(is_administrator=True, is_active=True).order_by("pk")


def role_holders(space: Reference, role: str) -> QuerySet[User]:
    """Who holds ``role`` in ``space`` today, named or not; those who have held it longest come first."""
    grants = RoleGrant.objects.filter(held(), role=role, subject_kind=space.kind, subject_id=space.public_id)
    return User.objects.filter(is_active=True, pk__in=grants.values("person")).order_by("pk")


def spaces_of(person: User, role: str) -> list[Reference]:
    """Where ``person`` holds ``role`` today; one query."""
    grants = RoleGrant.objects.filter(held(), person=person, role=role)
    pairs = grants.order_by("subject_kind", "subject_id").values_list("subject_kind", "subject_id")
    return [Reference(kind, public_id) for kind, public_id in pairs]


def grants_visible_to(user: Any) -> QuerySet[RoleGrant]:
    """Roles held in public; one's own; all in spaces where one holds a role; everything for administrators."""
    grants = RoleGrant.objects.filter(person__is_active=True)
    if not isinstance(user, User):
        return grants.filter(held(), is_public=True)
    if user.is_administrator:
        return grants
    own_space = RoleGrant.objects.filter(
        held(), person=user, subject_kind=OuterRef("subject_kind"), subject_id=OuterRef("subject_id")
    )
    return grants.filter(Q(person=user) | (held() & Q(is_public=True)) | Exists(own_space))


def public_roles_of(person: User) -> QuerySet[RoleGrant]:
    """What the person's page shows to everybody."""
    return person.role_grants.filter(held(), is_public=True).order_by("role", "pk")


def held_roles(grants: QuerySet[RoleGrant]) -> QuerySet[RoleGrant]:
    """Those in force, with their people, and whether somebody contests them; the newest first."""
    contested = RoleContest.objects.filter(grant=OuterRef("pk"), settled_at=None)
    return (
        grants.filter(held())
        .select_related("person")
        .annotate(is_contested=Exists(contested))
        .order_by("-decided_at", "-pk")
    )


def roles_to_confirm(user: User) -> QuerySet[RoleGrant]:
    """Roles asked for that ``user`` may confirm and has not, the oldest first."""
    asked = grants_visible_to(user).filter(state=GrantState.ASKED).exclude(person=user)
    waiting = asked.exclude(confirmations__by=user).select_related("person")
    return waiting.annotate(n_confirmed=Count("confirmations")).order_by("created_at", "pk")


def contests_to_settle(user: User) -> QuerySet[RoleContest]:
    """Open contests for an administrator, none for others, and none about one's own role."""
    open_contests = RoleContest.objects.filter(settled_at=None, grant__state=GrantState.HELD)
    if not user.is_administrator:
        return open_contests.none()
    return open_contests.exclude(grant__person=user).select_related("grant__person").order_by("created_at")


def space_named(text: str, *, user: Any) -> tuple[Any, SpaceKind] | None:
    """The thing that ``kind:public id`` names and its kind of space, if ``user`` may see it and it has roles."""
    try:
        reference = Reference.parse(text)
        space_kind = space_kind_of(reference)
    except InputError:
        return None
    space = resolve(reference, user=user)
    return None if space is None else (space, space_kind)


def notices_of(person: User) -> QuerySet[Notice]:
    return person.notices.all()


def n_unread(person: User) -> int:
    return person.notices.filter(read_at=None).count()


def choices_by_topic(person: User) -> list[tuple[Topic, NoticeChoice]]:
    """Every topic with the person's choice, or what holds as long as they chose nothing."""
    chosen = {choice.topic: choice for choice in person.notice_choices.all()}
    return [(topic, chosen.get(topic.name) or NoticeChoice(topic=topic.name)) for topic in topics()]


def person_with_token(token: str) -> User | None:
    """Whose private addresses hold ``token``."""
    return User.objects.filter(private_token=token, is_active=True).first()


def acts_of(person: User) -> QuerySet[AuditRow]:
    """What the audit chains say that ``person`` did, the latest first."""
    return AuditRow.objects.filter(actor_id=person.audit_id).select_related("payload").order_by("-happened_at", "-pk")
