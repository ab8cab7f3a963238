"""Reads of people, roles and notices."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from mutirao.accounts.calendar import CalendarEntry
from mutirao.accounts.models import Notice, NoticeChoice, RoleContest, RoleGrant, User
from mutirao.accounts.rules import held
from mutirao.accounts.spaces import SpaceKind, space_kind_of
from mutirao.accounts.states import GrantState
from mutirao.accounts.topics import Topic, topics
from mutirao.base.canonical_json import JSON
from mutirao.base.errors import InputError
from mutirao.base.models import AuditRow
from mutirao.base.prepared import Given
from mutirao.base.references import Reference, resolve


def people_visible_to(user: object) -> QuerySet[User]:
    """Everybody but those who erased their account."""
    return User.objects.filter(is_active=True, erased_at=None)


def local_people() -> QuerySet[User]:
    """Whom the sign-in page of the local mode offers: administrators, then the latest visitor."""
    people = User.objects.filter(is_active=True, erased_at=None, login_name__startswith="local-")
    return people.order_by("-is_administrator", "-last_login", "display_name", "pk")


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


def held_roles(grants: QuerySet[RoleGrant], today: date | Given | None = None) -> QuerySet[RoleGrant]:
    """Those in force, with their people, and whether somebody contests them; the newest first."""
    contested = RoleContest.objects.filter(grant=OuterRef("pk"), settled_at=None)
    return (
        grants.filter(held(today))
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


def notices_visible_to(user: Any) -> QuerySet[Notice]:
    """One's own, and nobody else's."""
    return Notice.objects.filter(person=user) if isinstance(user, User) else Notice.objects.none()


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


def wiki_facts_of(person: User) -> dict[str, Any]:
    """What the wiki told us at the last visit; empty for a local person."""
    account = SocialAccount.objects.filter(user=person).first()
    return dict(account.extra_data) if account else {}


def roles_ending(person: User) -> Iterable[CalendarEntry]:
    """The day on which each of the person's roles ends, for their calendar."""
    for grant in person.role_grants.filter(held()):
        if grant.until:
            title = _("Your role ends: %(role)s") % {"role": grant.get_role_display()}
            yield CalendarEntry(f"role-{grant.public_id}", title, grant.until, address=grant.get_absolute_url())


def account_data_of(person: User) -> JSON:
    """The part of the download that accounts itself holds."""
    return {
        "id": str(person.public_id),
        "name": person.display_name,
        "login_name": person.login_name,
        "email": person.email,
        "language": person.language,
        "time_zone": person.time_zone,
        "is_adult": person.is_adult,
        "is_administrator": person.is_administrator,
        "has_private_addresses": person.private_token is not None,
        "received_at": person.created_at.isoformat(),
        "last_sign_in_at": person.last_login.isoformat() if person.last_login else None,
        "wiki": wiki_facts_of(person),
        "second_step": [str(kind) for kind in Authenticator.objects.filter(user=person).values_list("type", flat=True)],
        "roles": [_role_data(grant) for grant in person.role_grants.all()],
        "roles_i_confirmed": _references(RoleGrant.objects.filter(confirmations__by=person)),
        "roles_i_decided": _references(RoleGrant.objects.filter(decided_by=person)),
        "contests_i_made": [
            {"role": str(contest.grant.reference), "reason": contest.reason, "answer": contest.answer}
            for contest in RoleContest.objects.filter(by=person).select_related("grant")
        ],
        "contests_i_settled": _references(RoleContest.objects.filter(settled_by=person)),
        "notices": [
            {
                "at": notice.created_at.isoformat(),
                "topic": notice.topic,
                "text": notice.text.as_json(),
                "address": notice.address,
                "read_at": notice.read_at.isoformat() if notice.read_at else None,
            }
            for notice in person.notices.all()
        ],
        "notice_choices": [
            {"topic": choice.topic, "on_site": choice.on_site, "by_mail": choice.by_mail}
            for choice in person.notice_choices.order_by("topic")
        ],
    }


def acts_data_of(person: User) -> JSON:
    """The person's acts as the audit chains hold them."""
    return [
        {
            "at": row.happened_at.isoformat(),
            "subject": str(row.subject),
            "action": row.action,
            "facts": row.facts,
            "personal": row.personal,
        }
        for row in acts_of(person)
    ]


def _role_data(grant: RoleGrant) -> dict[str, JSON]:
    return {
        "role": grant.role,
        "space": str(grant.subject),
        "state": grant.state,
        "evidence": grant.evidence_url,
        "reason": grant.reason,
        "is_public": grant.is_public,
        "asked_at": grant.created_at.isoformat(),
        "until": grant.until.isoformat() if grant.until else None,
        "decision": grant.decision,
    }


def _references(rows: QuerySet[Any]) -> list[JSON]:
    return [str(row.reference) for row in rows]


def people_waiting_for_mail() -> QuerySet[User]:
    return User.objects.filter(notices__waits_for_mail=True).distinct()
