"""The life of an open task: claimed by exactly one person, done, confirmed by another."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from mutirao.accounts.models import User
from mutirao.action_lines import queries, rules
from mutirao.action_lines.actions.notices import CLAIM_ENDED, TASK_CONFIRMED, TASK_SENT_BACK, TASKS, tell
from mutirao.action_lines.models import NextStep, OpenTask
from mutirao.action_lines.states import Act, TaskState
from mutirao.base import audit, clock
from mutirao.base.canonical_json import JSON
from mutirao.base.errors import Refused


@transaction.atomic
def claim_task(*, task: OpenTask, by: User) -> None:
    """Promise to do it; of two who claim at once, exactly one gets it and the other is told."""
    # A person's claims wait for each other: two at once must not pass the limit together.
    User.objects.select_for_update().get(pk=by.pk)
    rules.can_claim_task(by, task).or_refuse()
    if not _move(task, TaskState.OPEN, state=TaskState.CLAIMED, claimed_by=by, claimed_at=clock.now()):
        raise Refused(str(rules.TASK_TAKEN))
    _record(task, Act.TASK_CLAIMED, by)


@transaction.atomic
def give_back_task(*, task: OpenTask, by: User) -> None:
    rules.can_work_on_task(by, task).or_refuse()
    if _move(task, TaskState.CLAIMED, state=TaskState.OPEN, claimed_by=None, claimed_at=None):
        _record(task, Act.TASK_GIVEN_BACK, by)


@transaction.atomic
def say_task_is_done(*, task: OpenTask, note: str, by: User) -> None:
    """Somebody else looks before it counts."""
    rules.can_work_on_task(by, task).or_refuse()
    if _move(task, TaskState.CLAIMED, state=TaskState.DONE, done_at=clock.now(), done_note=note, sent_back_reason=""):
        _record(task, Act.TASK_DONE, by, personal={"note": note})


@transaction.atomic
def confirm_task(*, task: OpenTask, by: User) -> None:
    """Another person looked, and the gap is mended."""
    rules.can_confirm_task(by, task).or_refuse()
    _confirm(task, TaskState.DONE, by)


@transaction.atomic
def confirm_as_mended(*, task: OpenTask) -> None:
    """The gap of a claimed or finished task is not there any more: we saw it ourselves."""
    _confirm(task, TaskState(task.state), None)


@transaction.atomic
def send_back_task(*, task: OpenTask, reason: str, by: User) -> None:
    """Something is missing: it is with the person who claimed it again, for the full time."""
    rules.can_send_back_task(by, task).or_refuse()
    now = clock.now()
    if _move(task, TaskState.DONE, state=TaskState.CLAIMED, claimed_at=now, done_at=None, sent_back_reason=reason):
        _record(task, Act.TASK_SENT_BACK, by, personal={"reason": reason})
        _tell(task, task.claimed_by, TASK_SENT_BACK, f"sent-back:{now.isoformat()}")


@transaction.atomic
def release_overdue_claims() -> int:
    """Open again what was claimed and not done in time; returns how many."""
    n_released = 0
    for task in queries.overdue_claims().select_related("claimed_by"):
        person, event = task.claimed_by, f"claim-ended:{task.claimed_at}"
        if _move(task, TaskState.CLAIMED, state=TaskState.OPEN, claimed_by=None, claimed_at=None):
            n_released += 1
            _tell(task, person, CLAIM_ENDED, event)
            _record(task, Act.TASK_GIVEN_BACK, None)
    return n_released


def _confirm(task: OpenTask, expected: TaskState, by: User | None) -> None:
    now = clock.now()
    if not _move(task, expected, state=TaskState.CONFIRMED, confirmed_by=by, confirmed_at=now):
        return
    _record(task, Act.TASK_CONFIRMED, by)
    if task.claimed_by is not None:
        NextStep.objects.filter(open_task=task, sign_up__person=task.claimed_by, done_at=None).update(done_at=now)
    _tell(task, task.claimed_by, TASK_CONFIRMED, "confirmed")


def _move(task: OpenTask, expected: TaskState, **values: Any) -> bool:
    """Change the task if it is still in the ``expected`` state, with who had it: the database decides who was first."""
    unchanged = OpenTask.objects.filter(pk=task.pk, state=expected, claimed_by=task.claimed_by_id)
    moved = unchanged.update(**values, updated_at=clock.now())
    if moved:
        for name, value in values.items():
            setattr(task, name, value)
    return bool(moved)


def _record(task: OpenTask, act: Act, by: User | None, personal: dict[str, JSON] | None = None) -> None:
    audit.record(subject=task.reference, action=act, by=by, facts={"gap": task.gap}, personal=personal)


def _tell(task: OpenTask, person: User | None, words: str, event: str) -> None:
    once_key = f"task:{task.public_id}:{event}"
    tell(person, words, topic=TASKS, address=task.get_absolute_url(), once_key=once_key)
