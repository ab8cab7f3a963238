"""Signing up, editing, withdrawing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from django.db import IntegrityError, transaction

from mutirao.accounts.models import User
from mutirao.action_lines import queries, rules
from mutirao.action_lines.actions.next_steps import give_first_steps
from mutirao.action_lines.actions.places import promote, state_for
from mutirao.action_lines.models import ActionLine, SignUp
from mutirao.action_lines.states import Act, SignUpRole, SignUpState
from mutirao.base import audit, clock
from mutirao.base.news import announce
from mutirao.base.text import Text
from mutirao.movement.models import Community
from mutirao.skills.models import Skill

EDITED = ["role", "state", "hours_a_month", "languages", "remark", "is_public", "is_public_despite_risk"]


@dataclass(frozen=True)
class Commitment:
    """What somebody says when they sign up; ``community`` is None for a person alone.

    ``is_public_despite_risk`` says that they were warned and still want to be public.
    """

    role: SignUpRole
    community: Community | None = None
    offers: Sequence[Skill] = ()
    wants: Sequence[Skill] = ()
    hours_a_month: int | None = None
    languages: Sequence[str] = ()
    remark: Text = field(default_factory=Text)
    is_public: bool = True
    is_public_despite_risk: bool = False


@dataclass(frozen=True)
class SignedUp:
    """What a form led to: sign-ups made now, and those that stood already and were left as they are."""

    new: list[SignUp]
    standing: list[SignUp]


@transaction.atomic
def sign_up(*, action_lines: Iterable[ActionLine], commitment: Commitment, by: User) -> SignedUp:
    """One sign-up per line, each with its owner and next step at once; a line signed up to already is left alone."""
    rules.can_sign_up(by).or_refuse()
    return _commit(action_lines, commitment, by)


@transaction.atomic
def sign_up_again(*, sign_up: SignUp, by: User) -> SignedUp:
    """Undo a withdrawal: a new sign-up with the same words, at the end of the waiting list if there is one."""
    rules.can_sign_up_again(by, sign_up).or_refuse()
    commitment = Commitment(
        role=SignUpRole(sign_up.role),
        community=sign_up.community,
        offers=list(sign_up.offers.all()),
        wants=list(sign_up.wants.all()),
        hours_a_month=sign_up.hours_a_month,
        languages=sign_up.languages,
        remark=sign_up.remark,
        is_public=sign_up.is_public,
        is_public_despite_risk=sign_up.is_public_despite_risk,
    )
    return _commit([sign_up.action_line], commitment, by)


@transaction.atomic
def edit_sign_up(*, sign_up: SignUp, commitment: Commitment, seen_version: int, by: User) -> None:
    """Change everything but line and community. Raises ``Conflict`` if it was changed since ``seen_version``."""
    rules.can_change(by, sign_up).or_refuse()
    safe = _safe(replace(commitment, community=sign_up.community))
    role_before = sign_up.role
    if safe.role != role_before:
        sign_up.state = state_for(sign_up.action_line, safe.role)
    _take_over(sign_up, safe)
    sign_up.save_if_unchanged(seen_version=seen_version, fields=EDITED)
    _set_skills(sign_up, safe)
    _record(sign_up, Act.SIGN_UP_EDITED, by)
    if safe.role != role_before:
        promote(line=sign_up.action_line, role=role_before)


@transaction.atomic
def withdraw(*, sign_up: SignUp, by: User) -> None:
    """End a sign-up; its place goes to whoever waits longest."""
    sign_up = SignUp.objects.select_for_update(of=("self",)).select_related("action_line").get(pk=sign_up.pk)
    rules.can_change(by, sign_up).or_refuse()
    sign_up.state, sign_up.withdrawn_at = SignUpState.WITHDRAWN, clock.now()
    # An edit that began before must not bring it back.
    sign_up.version += 1
    sign_up.save(update_fields=["state", "withdrawn_at", "version", "updated_at"])
    _record(sign_up, Act.SIGN_UP_WITHDRAWN, by)
    promote(line=sign_up.action_line, role=sign_up.role)


def _commit(lines: Iterable[ActionLine], commitment: Commitment, by: User) -> SignedUp:
    safe = _safe(commitment)
    result = SignedUp([], [])
    for line in lines:
        standing = queries.standing_sign_up(person=by, line=line, community=safe.community)
        made = None if standing else _create(line, safe, by)
        if made is not None:
            result.new.append(made)
        else:
            # None when another request of the same person was faster.
            found = standing or queries.standing_sign_up(person=by, line=line, community=safe.community)
            result.standing.extend([found] if found else [])
    return result


def _create(line: ActionLine, commitment: Commitment, by: User) -> SignUp | None:
    """None when the same sign-up appeared in between."""
    sign_up = SignUp(action_line=line, person=by, community=commitment.community)
    sign_up.state = state_for(line, commitment.role)
    _take_over(sign_up, commitment)
    try:
        with transaction.atomic():
            sign_up.save()
    except IntegrityError:
        return None
    _set_skills(sign_up, commitment)
    give_first_steps(sign_up=sign_up, skills=[skill.pk for skill in (*commitment.offers, *commitment.wants)])
    _record(sign_up, Act.SIGNED_UP, by)
    announce("action_lines.signed_up", subject=sign_up.reference, payload={"action_line": line.slug})
    return sign_up


def _safe(commitment: Commitment) -> Commitment:
    """Private where being seen can be dangerous, unless the person was warned and wants it so.

    A community that nobody may know of is not shown by anybody's wish.
    """
    is_unwarned = not commitment.is_public_despite_risk and queries.is_at_risk(commitment.community)
    if is_unwarned or not queries.can_be_seen_with(commitment.community):
        return replace(commitment, is_public=False)
    return commitment


def _take_over(sign_up: SignUp, commitment: Commitment) -> None:
    for name in EDITED:
        if name != "state":
            setattr(sign_up, name, getattr(commitment, name))
    sign_up.languages = list(commitment.languages)


def _set_skills(sign_up: SignUp, commitment: Commitment) -> None:
    sign_up.offers.set(commitment.offers)
    sign_up.wants.set(commitment.wants)


def _record(sign_up: SignUp, act: Act, by: User) -> None:
    audit.record(
        subject=sign_up.reference,
        action=act,
        by=by,
        facts={
            "action_line": sign_up.action_line.slug,
            "role": sign_up.role,
            "state": sign_up.state,
            "is_public": sign_up.is_public,
        },
        personal={
            "community": sign_up.community.slug if sign_up.community else None,
            "remark": sign_up.remark.as_json(),
            "hours_a_month": sign_up.hours_a_month,
            "languages": sign_up.languages,
        },
    )
