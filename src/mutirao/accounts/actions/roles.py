"""The life of a role: asked for, confirmed or refused, given up, contested, ended."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from mutirao.accounts import rules
from mutirao.accounts.actions.notices import notify
from mutirao.accounts.models import RoleConfirmation, RoleContest, RoleGrant, User
from mutirao.accounts.queries import administrators
from mutirao.accounts.states import Act, GrantState, Role
from mutirao.accounts.wording import in_every_language
from mutirao.base import audit, clock
from mutirao.base.canonical_json import JSON
from mutirao.base.news import announce
from mutirao.base.references import Reference

VALID = timedelta(days=365)
CONFIRMATIONS_NEEDED = 2
UNANSWERED = timedelta(days=90)
WARNED = timedelta(days=30)
TOPIC = "roles"

# Translators: the next sentences are notices; they may be seen on a locked screen, so they name nothing.
TO_CONFIRM = gettext_noop("Somebody asks for a role. Your word is needed.")
GIVEN = gettext_noop("A role that you asked for is yours now, for a year.")
NOT_GIVEN = gettext_noop("A role that you asked for was not given. The reason stands there.")
CONTESTED = gettext_noop("Somebody contests one of your roles. You hold it until an administrator has answered.")
TO_SETTLE = gettext_noop("A role is contested. An administrator's answer is needed.")
KEPT = gettext_noop("You keep your role: the contest was answered.")
ANSWERED = gettext_noop("Your contest of a role was answered.")
ENDS_SOON = gettext_noop("One of your roles ends within a month. You can ask for another year.")
ENDED = gettext_noop("One of your roles has ended.")


@transaction.atomic
def ask_for_role(
    *, role: Role, space: Reference, evidence_url: str, reason: str = "", is_public: bool = True, by: User
) -> RoleGrant:
    """Ask for ``role`` in ``space``; it is held once two members of the space or an administrator confirm it."""
    # Who asks twice at once waits for themselves, and is told.
    User.objects.select_for_update().get(pk=by.pk)
    rules.can_ask_for_role(by, role, space).or_refuse()
    grant = RoleGrant.objects.create(
        person=by,
        role=role,
        subject_kind=space.kind,
        subject_id=space.public_id,
        evidence_url=evidence_url,
        reason=reason,
        is_public=is_public,
    )
    _record(grant, Act.ROLE_ASKED, by, {"evidence": evidence_url, "reason": reason})
    announce("accounts.role_asked", subject=grant.reference, payload=_payload(grant))
    for member in _who_can_confirm(grant):
        _notify(member, grant, TO_CONFIRM, "to-confirm")
    return grant


@transaction.atomic
def confirm_role(*, grant: RoleGrant, by: User) -> None:
    """One more word for the role; it is held when an administrator gave it or two members did."""
    grant = _locked(grant)
    rules.can_confirm_role(by, grant).or_refuse()
    RoleConfirmation.objects.create(grant=grant, by=by)
    _record(grant, Act.ROLE_CONFIRMED, by)
    if rules.is_administrator(by) or grant.confirmations.count() >= CONFIRMATIONS_NEEDED:
        _hold(grant, by)


@transaction.atomic
def refuse_role(*, grant: RoleGrant, reason: str, by: User) -> None:
    grant = _locked(grant)
    rules.can_refuse_role(by, grant).or_refuse()
    _close(grant, GrantState.REFUSED, by, reason)
    _tell(grant, NOT_GIVEN, "refused")


@transaction.atomic
def give_up_role(*, grant: RoleGrant, by: User) -> None:
    """Give back a role, or take back having asked for it."""
    grant = _locked(grant)
    rules.can_give_up_role(by, grant).or_refuse()
    _close(grant, GrantState.ENDED, by, "")


@transaction.atomic
def contest_role(*, grant: RoleGrant, reason: str, by: User) -> RoleContest:
    """Say why somebody should not hold a role; it stays held until an administrator has decided."""
    grant = _locked(grant)
    rules.can_contest_role(by, grant).or_refuse()
    contest = RoleContest.objects.create(grant=grant, by=by, reason=reason)
    _record(grant, Act.ROLE_CONTESTED, by, {"reason": reason})
    _tell(grant, CONTESTED, f"contested:{contest.public_id}")
    for administrator in administrators().exclude(pk=grant.person_id):
        _notify(administrator, grant, TO_SETTLE, f"to-settle:{contest.public_id}")
    return contest


@transaction.atomic
def keep_role(*, grant: RoleGrant, reason: str, by: User) -> None:
    """Answer a contest: the role stays where it is."""
    grant = _locked(grant)
    rules.can_keep_role(by, grant).or_refuse()
    _settle_contests(grant, by, reason)
    _record(grant, Act.ROLE_KEPT, by, {"reason": reason})
    _tell(grant, KEPT, f"kept:{clock.now().isoformat()}")


@transaction.atomic
def end_role(*, grant: RoleGrant, reason: str, by: User) -> None:
    """Take a role away, with the reason; settles a contest."""
    grant = _locked(grant)
    rules.can_end_role(by, grant).or_refuse()
    _close(grant, GrantState.ENDED, by, reason)
    _tell(grant, ENDED, "ended")


@transaction.atomic
def expire_roles() -> int:
    """End what has reached its day or was asked for in vain, and warn of what soon will; returns how many ended."""
    today = clock.today()
    over = RoleGrant.objects.filter(state=GrantState.HELD, until__lt=today)
    unanswered = RoleGrant.objects.filter(state=GrantState.ASKED, created_at__lt=clock.now() - UNANSWERED)
    ended = [*over.select_related("person"), *unanswered.select_related("person")]
    for grant in ended:
        _close(grant, GrantState.ENDED, None, "")
        _tell(grant, ENDED, "ended")
    soon = RoleGrant.objects.filter(rules.held(), until__lte=today + WARNED)
    for grant in soon.select_related("person"):
        _tell(grant, ENDS_SOON, "ends-soon")
    return len(ended)


@transaction.atomic
def move_roles(*, space: Reference, to: Reference, by: User) -> int:
    """Roles asked for or held in ``space`` are so in ``to`` from now on, since both are one; returns how many moved.

    Who has the same role there already keeps that one.
    """
    moved = 0
    for grant in _open_in(space).select_for_update(of=("self",)).select_related("person"):
        same = RoleGrant.objects.filter(person=grant.person, role=grant.role, state=grant.state)
        if same.filter(subject_kind=to.kind, subject_id=to.public_id).exists():
            _close(grant, GrantState.ENDED, by, "")
            continue
        grant.subject = to
        grant.save()
        _record(grant, Act.ROLE_MOVED, by)
        if grant.state == GrantState.HELD:
            announce("accounts.role_held", subject=grant.reference, payload=_payload(grant))
        moved += 1
    return moved


@transaction.atomic
def hide_holders(*, space: Reference, by: User | None) -> None:
    """Name nobody in ``space`` in public any more: it has become a place where that can harm people."""
    for grant in _open_in(space).filter(is_public=True).select_for_update():
        grant.is_public = False
        grant.save()
        _record(grant, Act.ROLE_HIDDEN, by)


@transaction.atomic
def withdraw_all(*, person: User) -> None:
    """End what the person holds or asked for, and erase what they wrote about it: they are leaving."""
    grants = RoleGrant.objects.filter(person=person)
    for grant in grants.filter(state__in=[GrantState.ASKED, GrantState.HELD]):
        _close(grant, GrantState.ENDED, None, "")
    # Links and reasons name people; who decided what stays in the audit chain without their words.
    grants.update(evidence_url="", reason="", decision="", is_public=False)
    for grant in grants:
        audit.erase_payloads(grant.reference)
    RoleContest.objects.filter(by=person).update(reason="")
    RoleContest.objects.filter(grant__person=person).update(reason="", answer="")


def _open_in(space: Reference) -> QuerySet[RoleGrant]:
    states = [GrantState.ASKED, GrantState.HELD]
    return RoleGrant.objects.filter(subject_kind=space.kind, subject_id=space.public_id, state__in=states)


def _locked(grant: RoleGrant) -> RoleGrant:
    # Two who confirm, refuse or contest at the same moment wait for each other.
    return RoleGrant.objects.select_for_update(of=("self",)).select_related("person").get(pk=grant.pk)


def _hold(grant: RoleGrant, by: User) -> None:
    now = clock.now()
    # The year before ends when the next one begins.
    earlier = RoleGrant.objects.filter(
        person=grant.person,
        role=grant.role,
        subject_kind=grant.subject_kind,
        subject_id=grant.subject_id,
        state=GrantState.HELD,
    )
    earlier.update(state=GrantState.ENDED, decided_at=now)
    grant.state, grant.until = GrantState.HELD, clock.today() + VALID
    grant.decided_at, grant.decided_by = now, by
    grant.save()
    _record(grant, Act.ROLE_HELD, by)
    announce("accounts.role_held", subject=grant.reference, payload=_payload(grant))
    _tell(grant, GIVEN, "held")


def _close(grant: RoleGrant, state: GrantState, by: User | None, reason: str) -> None:
    was_held = grant.state == GrantState.HELD
    grant.state, grant.decision = state, reason
    grant.decided_at, grant.decided_by = clock.now(), by
    grant.save()
    _settle_contests(grant, by, reason)
    act = Act.ROLE_REFUSED if state == GrantState.REFUSED else Act.ROLE_ENDED
    _record(grant, act, by, {"reason": reason})
    if was_held:
        announce("accounts.role_ended", subject=grant.reference, payload=_payload(grant))


def _settle_contests(grant: RoleGrant, by: User | None, answer: str) -> None:
    for contest in grant.contests.filter(settled_at=None).select_related("by"):
        contest.settled_at, contest.settled_by, contest.answer = clock.now(), by, answer
        contest.save()
        _notify(contest.by, grant, ANSWERED, f"answered:{contest.public_id}")


def _record(grant: RoleGrant, act: Act, by: User | None, personal: dict[str, str] | None = None) -> None:
    until = grant.until.isoformat() if grant.until else None
    facts: dict[str, JSON] = {"role": grant.role, "space": str(grant.subject), "until": until}
    audit.record(subject=grant.reference, action=act, by=by, facts=facts, personal=personal)


def _payload(grant: RoleGrant) -> dict[str, str]:
    return {"person": str(grant.person.public_id), "role": grant.role, "space": str(grant.subject)}


def _who_can_confirm(grant: RoleGrant) -> list[User]:
    """The members of the space; an administrator's word is needed only where two of them are missing."""
    here = RoleGrant.objects.filter(rules.held(), subject_kind=grant.subject_kind, subject_id=grant.subject_id)
    others = User.objects.filter(is_active=True).exclude(pk=grant.person_id)
    members = list(others.filter(pk__in=here.values("person")))
    if len(members) >= CONFIRMATIONS_NEEDED:
        return members
    return [*members, *administrators().exclude(pk__in=[grant.person_id, *(member.pk for member in members)])]


def _tell(grant: RoleGrant, words: str, event: str) -> None:
    _notify(grant.person, grant, words, event)


def _notify(person: User, grant: RoleGrant, words: str, event: str) -> None:
    notify(
        person=person,
        topic=TOPIC,
        text=in_every_language(words),
        address=grant.get_absolute_url(),
        once_key=f"role:{grant.public_id}:{event}",
    )
