"""Who may do what with sign-ups, open tasks and demands."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from mutirao.accounts.models import User
from mutirao.accounts.rules import holds, is_administrator, is_signed_in
from mutirao.accounts.states import Role
from mutirao.action_lines.models import ActionLine, Demand, OpenTask, SignUp
from mutirao.action_lines.states import DemandState, PinKind, SignUpRole, SignUpState, TaskState
from mutirao.base.verdicts import ALLOWED, Verdict, first_refusal, refuse

# How many promises somebody can have open at once.
CLAIM_LIMIT = 5
PINS_AT_MOST = {PinKind.RESOURCE: 10, PinKind.DISCUSSION: 30, PinKind.PROJECT: 60}
DEMAND_TAKEN = _("Somebody has taken this on already.")
TASK_TAKEN = _("Somebody was faster, or this task is not needed any more. There are others.")
STANDING = frozenset({SignUpState.ACTIVE, SignUpState.WAITING})


def is_coordinator(user: Any, line: ActionLine | None) -> Verdict:
    """Coordinators of the line; administrators stand in for them."""
    if is_administrator(user):
        return ALLOWED
    if line is not None and holds(user, Role.COORDINATOR, line.reference):
        return ALLOWED
    return refuse(_("Only coordinators of this action line and administrators can do this."))


def can_pin(user: Any, line: ActionLine) -> Verdict:
    """Name resources, discussions and projects: curators of the line, and who coordinates it."""
    if is_coordinator(user, line) or holds(user, Role.CURATOR, line.reference):
        return ALLOWED
    return refuse(_("Only curators and coordinators of this action line can do this."))


def can_pin_more(line: ActionLine, pin_kind: str) -> Verdict:
    """A short list is read; a long one is not."""
    if line.pins.filter(pin_kind=pin_kind).count() < PINS_AT_MOST[PinKind(pin_kind)]:
        return ALLOWED
    return refuse(_("The list is full. Please take something off it first."))


def can_sign_up(user: Any) -> Verdict:
    return is_signed_in(user)


def can_change(user: Any, sign_up: SignUp) -> Verdict:
    """Edit or withdraw: only the person, and only while it stands."""
    if not is_signed_in(user):
        return is_signed_in(user)
    if sign_up.person_id != user.pk:
        return refuse(_("Only the person who signed up can change this."))
    if sign_up.state not in STANDING:
        return refuse(_("You have withdrawn this already. You can sign up again."))
    return ALLOWED


def can_sign_up_again(user: Any, sign_up: SignUp) -> Verdict:
    if not is_signed_in(user):
        return is_signed_in(user)
    if sign_up.person_id != user.pk:
        return refuse(_("Only the person who signed up can change this."))
    if sign_up.state != SignUpState.WITHDRAWN:
        return refuse(_("You are signed up already."))
    return ALLOWED


def can_look_after(user: Any, sign_up: SignUp) -> Verdict:
    """Reply, and hand over to another owner: the owner, coordinators of the line, administrators; never oneself."""
    if not is_signed_in(user):
        return is_signed_in(user)
    if sign_up.state not in STANDING:
        return refuse(_("This person has withdrawn, or has not claimed this yet."))
    if sign_up.person_id == user.pk:
        return refuse(_("Nobody looks after their own sign-up."))
    return ALLOWED if sign_up.owner_id == user.pk else is_coordinator(user, sign_up.action_line)


def can_write_back(user: Any, sign_up: SignUp) -> Verdict:
    """Write to who looks after one's sign-up, as long as it stands."""
    return can_change(user, sign_up)


def can_read_next_steps(user: Any, sign_up: SignUp) -> Verdict:
    """Replies are letters: for the person, the owner and administrators."""
    if is_signed_in(user) and user.pk in {sign_up.person_id, sign_up.owner_id}:
        return ALLOWED
    return is_administrator(user)


def can_lead(user: Any, line: ActionLine) -> Verdict:
    """Who signed up to lead the line and has a place, and coordinators."""
    if not is_signed_in(user):
        return is_signed_in(user)
    leads = SignUp.objects.filter(person=user, action_line=line, role=SignUpRole.LEAD, state=SignUpState.ACTIVE)
    if leads.exists() or is_coordinator(user, line):
        return ALLOWED
    return refuse(_("Please sign up to lead this action line first. Then you can take this on."))


def can_take_demand(user: Any, demand: Demand) -> Verdict:
    if demand.owner_id is not None or demand.state == DemandState.MET:
        return refuse(DEMAND_TAKEN)
    return can_lead(user, demand.action_line)


def can_care_for_demand(user: Any, demand: Demand) -> Verdict:
    """Give it back, say that it is met or not: its owner and coordinators."""
    if is_signed_in(user) and demand.owner_id == user.pk:
        return ALLOWED
    return is_coordinator(user, demand.action_line)


def can_claim_task(user: Any, task: OpenTask) -> Verdict:
    if not is_signed_in(user):
        return is_signed_in(user)
    if task.state != TaskState.OPEN:
        return refuse(TASK_TAKEN)
    if OpenTask.objects.filter(claimed_by=user, state=TaskState.CLAIMED).count() >= CLAIM_LIMIT:
        return refuse(_("You have claimed five tasks already. Please finish one or give one back first."))
    return ALLOWED


def can_work_on_task(user: Any, task: OpenTask) -> Verdict:
    """Say that it is done, or give it back: who claimed it."""
    if not is_signed_in(user):
        return is_signed_in(user)
    if task.state != TaskState.CLAIMED or task.claimed_by_id != user.pk:
        return refuse(_("You have not claimed this task, or your claim has ended."))
    return ALLOWED


def can_confirm_task(user: Any, task: OpenTask) -> Verdict:
    """Anybody else who looked."""
    if not is_signed_in(user):
        return is_signed_in(user)
    if task.state != TaskState.DONE:
        return refuse(_("There is nothing to confirm here now."))
    if task.claimed_by_id == user.pk:
        return refuse(_("Nobody confirms their own work. Somebody else will look."))
    return ALLOWED


def can_send_back_task(user: Any, task: OpenTask) -> Verdict:
    """Coordinators can also say what is still missing."""
    return first_refusal(can_confirm_task(user, task), is_coordinator(user, task.action_line))


def can_see_claim(user: Any, task: OpenTask) -> Verdict:
    """Who claimed a task is known to them and to those who coordinate; nobody else is told."""
    if isinstance(user, User) and task.claimed_by_id == user.pk:
        return ALLOWED
    return is_coordinator(user, task.action_line)


def can_claim_signatures(user: Any) -> Verdict:
    """Who proved to own the wiki account; on one's own machine a name is enough."""
    if not is_signed_in(user):
        return is_signed_in(user)
    if settings.LOCAL or user.login_name.startswith("wiki-"):
        return ALLOWED
    return refuse(_("Please sign in with your wiki account, so that we know that the signature is yours."))


def can_claim_signature(user: Any, sign_up: SignUp) -> Verdict:
    """Claim or remove what was signed under one's own name."""
    if sign_up.state != SignUpState.UNCLAIMED:
        return refuse(_("This signature has been claimed or removed already."))
    if is_signed_in(user) and sign_up.wiki_name != user.display_name:
        return refuse(_("This signature carries another name than yours."))
    return can_claim_signatures(user)
