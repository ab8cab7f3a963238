"""Owners of sign-ups, and what comes next for who signed up: a task at once, a person's reply within seven days."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from mutirao.accounts.models import User
from mutirao.action_lines import queries, rules
from mutirao.action_lines.actions.notices import (
    ANSWERED,
    HANDED_OVER,
    SIGN_UPS,
    STILL_TO_ANSWER,
    TAKEN_OVER,
    TO_ANSWER,
    WRITTEN_BACK,
    tell,
)
from mutirao.action_lines.models import ActionLine, NextStep, SignUp
from mutirao.action_lines.states import Act
from mutirao.base import audit, clock
from mutirao.base.canonical_json import JSON
from mutirao.base.errors import InputError
from mutirao.base.languages import interface_language
from mutirao.base.news import announce
from mutirao.base.text import Text


def give_first_steps(*, sign_up: SignUp, skills: Iterable[int]) -> None:
    """An owner, a day for the reply and, if there is one, an open task that fits; in the caller's transaction."""
    sign_up.next_step_due = clock.now() + queries.REPLY_WITHIN
    sign_up.save(update_fields=["next_step_due", "updated_at"])
    _give_owner(sign_up, queries.next_owner(sign_up.action_line, besides=sign_up.person), TO_ANSWER)
    _propose_task(sign_up, skills)


@transaction.atomic
def propose_another(*, sign_up: SignUp, by: User) -> NextStep | None:
    """One more open task that fits and was not proposed yet; None when there is none."""
    rules.can_change(by, sign_up).or_refuse()
    skills = [skill.pk for named in (sign_up.offers, sign_up.wants) for skill in named.all()]
    return _propose_task(sign_up, skills)


def _propose_task(sign_up: SignUp, skills: Iterable[int]) -> NextStep | None:
    assert sign_up.person is not None  # noqa: S101 only people sign up; signatures get their steps when claimed
    fit = queries.fitting_task(
        sign_up.action_line,
        person=sign_up.person,
        role=sign_up.role,
        skills=skills,
        languages=sign_up.languages or [sign_up.person.language or interface_language()],
        hours_a_month=sign_up.hours_a_month,
        community=sign_up.community,
    )
    if fit is None:
        return None
    return NextStep.objects.create(sign_up=sign_up, open_task=fit.task, reasons=fit.reasons)


@transaction.atomic
def answer(*, sign_up: SignUp, text: str, by: User) -> NextStep:
    """A person's reply: what comes next. The first one ends the waiting."""
    rules.can_look_after(by, sign_up).or_refuse()
    step = _letter(sign_up, text, by)
    SignUp.objects.filter(pk=sign_up.pk, answered_at=None).update(answered_at=clock.now())
    audit.record(subject=sign_up.reference, action=Act.SIGN_UP_ANSWERED, by=by, facts={}, personal={"text": text})
    announce("action_lines.answered", subject=sign_up.reference, payload={"action_line": sign_up.action_line.slug})
    _tell(sign_up, sign_up.person, ANSWERED, f"answered:{step.public_id}")
    return step


@transaction.atomic
def write_back(*, sign_up: SignUp, text: str, by: User) -> NextStep:
    """The person's letter to who looks after them; it waits in the same place if that is nobody yet."""
    rules.can_write_back(by, sign_up).or_refuse()
    letter = _letter(sign_up, text, by)
    audit.record(subject=sign_up.reference, action=Act.SIGN_UP_WRITTEN_BACK, by=by, facts={}, personal={"text": text})
    _tell(sign_up, sign_up.owner, WRITTEN_BACK, f"written-back:{letter.public_id}")
    return letter


def _letter(sign_up: SignUp, text: str, by: User) -> NextStep:
    language = interface_language()
    return NextStep.objects.create(sign_up=sign_up, by=by, text=Text(language, {language: text}))


@transaction.atomic
def finish_next_step(*, step: NextStep, by: User) -> None:
    """The person says that they have done what was proposed."""
    rules.can_change(by, step.sign_up).or_refuse()
    if NextStep.objects.filter(pk=step.pk, done_at=None).update(done_at=clock.now()):
        facts: dict[str, JSON] = {"step": str(step.public_id)}
        audit.record(subject=step.sign_up.reference, action=Act.NEXT_STEP_DONE, by=by, facts=facts)


@transaction.atomic
def hand_over(*, sign_up: SignUp, to: User, by: User) -> None:
    """Another coordinator or administrator looks after the sign-up from now on."""
    rules.can_look_after(by, sign_up).or_refuse()
    if to not in queries.possible_owners(sign_up.action_line, besides=sign_up.person):
        raise InputError("to", allowed="a coordinator of the line or an administrator", got=str(to.public_id))
    _give_owner(sign_up, to, HANDED_OVER)
    audit.record(subject=sign_up.reference, action=Act.SIGN_UP_HANDED_OVER, by=by, facts={})


@transaction.atomic
def take_over(*, line: ActionLine, by: User) -> SignUp | None:
    """Look after the one that has waited longest with somebody else and is not shown to ``by``; None if there is none.

    Only what its owner has left alone for as long as a reply may take: a private sign-up is nobody else's business.
    """
    rules.is_coordinator(by, line).or_refuse()
    late = queries.to_take_over(line, by).select_for_update(of=("self",)).select_related("action_line").first()
    if late is None:
        return None
    _tell(late, late.owner, TAKEN_OVER, f"taken-over:{clock.now().isoformat()}")
    late.owner, late.owner_since = by, clock.now()
    late.save(update_fields=["owner", "owner_since", "updated_at"])
    audit.record(subject=late.reference, action=Act.SIGN_UP_TAKEN_OVER, by=by, facts={})
    return late


@transaction.atomic
def assign_ownerless(*, line: ActionLine) -> int:
    """Find an owner for the line's sign-ups that have none; returns how many got one."""
    return _assign(SignUp.objects.filter(queries.STANDING, action_line=line, owner=None), HANDED_OVER)


@transaction.atomic
def reassign_lost() -> int:
    """Find another owner where the present one has left or lost the role; returns how many got one."""
    n_assigned = 0
    for line in ActionLine.objects.all():
        allowed = [person.pk for person in queries.possible_owners(line, besides=None)]
        lost = Q(owner=None) | ~Q(owner__in=allowed)
        unanswered = SignUp.objects.filter(queries.STANDING, lost, action_line=line, answered_at=None)
        n_assigned += _assign(unanswered, HANDED_OVER)
    return n_assigned


@transaction.atomic
def remind_owners() -> int:
    """Tell owners once of each sign-up that has waited longer than promised; returns how many those are."""
    late = SignUp.objects.filter(
        queries.STANDING, answered_at=None, next_step_due__lt=clock.now(), owner__isnull=False, person__isnull=False
    )
    sign_ups = list(late.select_related("owner"))
    for sign_up in sign_ups:
        _tell(sign_up, sign_up.owner, STILL_TO_ANSWER, f"late:{sign_up.owner_id}")
    return len(sign_ups)


def _assign(sign_ups: Iterable[SignUp], words: str) -> int:
    n_assigned = 0
    for sign_up in sign_ups:
        owner = queries.next_owner(sign_up.action_line, besides=sign_up.person)
        if owner is None and sign_up.owner_id is None:
            continue
        _give_owner(sign_up, owner, words)
        n_assigned += owner is not None
    return n_assigned


def _give_owner(sign_up: SignUp, owner: User | None, words: str) -> None:
    if owner == sign_up.owner:
        return
    sign_up.owner, sign_up.owner_since = owner, clock.now()
    sign_up.save(update_fields=["owner", "owner_since", "updated_at"])
    # No key: who gets it a second time is told a second time.
    tell(owner, words, topic=SIGN_UPS, address=sign_up.get_absolute_url())


def _tell(sign_up: SignUp, person: User | None, words: str, event: str) -> None:
    address, once_key = sign_up.get_absolute_url(), f"sign-up:{sign_up.public_id}:{event}"
    tell(person, words, topic=SIGN_UPS, address=address, once_key=once_key)
