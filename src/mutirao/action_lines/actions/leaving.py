"""When a person leaves, and when being seen becomes dangerous."""

from __future__ import annotations

from django.db import transaction

from mutirao.accounts.models import User
from mutirao.action_lines import queries
from mutirao.action_lines.actions.next_steps import reassign_lost
from mutirao.action_lines.actions.notices import HIDDEN, SIGN_UPS, tell
from mutirao.action_lines.actions.places import promote
from mutirao.action_lines.models import Demand, NextStep, OpenTask, Pin, SignUp
from mutirao.action_lines.states import Act, DemandState, SignUpState, TaskState
from mutirao.base import audit


@transaction.atomic
def forget_person(*, person: User) -> None:
    """Delete the person's sign-ups, open again what they claimed, and take their name off what they did."""
    sign_ups = list(SignUp.objects.filter(person=person).select_related("action_line"))
    for sign_up in sign_ups:
        audit.erase_payloads(sign_up.reference)
        sign_up.delete()
        if sign_up.wiki_name_digest:
            _keep_out(sign_up)
    for line, role in {(sign_up.action_line, sign_up.role) for sign_up in sign_ups}:
        promote(line=line, role=role)
    tasks = OpenTask.objects.filter(claimed_by=person)
    tasks.filter(state=TaskState.CLAIMED).update(state=TaskState.OPEN, claimed_at=None, sent_back_reason="")
    tasks.update(claimed_by=None, done_note="")
    OpenTask.objects.filter(confirmed_by=person).update(confirmed_by=None)
    Pin.objects.filter(pinned_by=person).update(pinned_by=None)
    NextStep.objects.filter(by=person).update(by=None)
    owned = Demand.objects.filter(owner=person)
    owned.filter(state=DemandState.UNDER_WAY).update(state=DemandState.OPEN)
    owned.update(owner=None)
    # Who looked after others' sign-ups has left: others take over.
    SignUp.objects.filter(owner=person).update(owner=None)
    reassign_lost()


def _keep_out(sign_up: SignUp) -> None:
    """What is left of a claimed signature: nothing but what stops its being read in again."""
    SignUp.objects.create(
        action_line=sign_up.action_line,
        role=sign_up.role,
        state=SignUpState.WITHDRAWN,
        is_public=False,
        wiki_name_digest=sign_up.wiki_name_digest,
    )


@transaction.atomic
def hide_exposed() -> int:
    """Make sign-ups private with whose community it has become dangerous to be seen; returns how many."""
    sign_ups = list(queries.exposed().select_related("person"))
    for sign_up in sign_ups:
        sign_up.is_public = False
        sign_up.version += 1
        sign_up.save(update_fields=["is_public", "version", "updated_at"])
        audit.record(
            subject=sign_up.reference, action=Act.SIGN_UP_HIDDEN, by=None, facts={"reason": "protected territory"}
        )
        once_key = f"hidden:{sign_up.public_id}:{sign_up.version}"
        tell(sign_up.person, HIDDEN, topic=SIGN_UPS, address=sign_up.get_absolute_url(), once_key=once_key)
    return len(sign_ups)
