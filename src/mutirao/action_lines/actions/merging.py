"""Two communities have become one: what hung on the one hangs on the other now."""

from __future__ import annotations

from django.db import transaction

from mutirao.action_lines import queries
from mutirao.action_lines.actions.places import promote
from mutirao.action_lines.models import OpenTask, SignUp
from mutirao.action_lines.states import Act, SignUpState, TaskState
from mutirao.base import audit, clock
from mutirao.movement.models import Community


@transaction.atomic
def follow_merge(*, community: Community, into: Community) -> int:
    """Sign-ups for a community that was merged are for the other one now; returns how many.

    Who had signed up to the same line for both keeps one of them, that with a place; who waited gets the free one.
    """
    sign_ups = SignUp.objects.filter(community=community).select_related("action_line", "person").order_by("pk")
    freed = {
        (sign_up.action_line, sign_up.role)
        for sign_up in sign_ups
        if sign_up.state in {SignUpState.ACTIVE, SignUpState.WAITING} and _withdraw_one_of_two(sign_up, into)
    }
    for sign_up in sign_ups:
        sign_up.community = into
        _save(sign_up, "community")
        facts = {"community": community.slug, "into": into.slug}
        audit.record(subject=sign_up.reference, action=Act.SIGN_UP_MERGED, by=None, facts=facts)
    for line, role in freed:
        promote(line=line, role=role)
    _move_claimed_tasks(community, into)
    return len(sign_ups)


def _withdraw_one_of_two(sign_up: SignUp, into: Community) -> bool:
    """True when the person had signed up for both: one of the two ends."""
    if sign_up.person is None:
        return False
    twin = queries.standing_sign_up(person=sign_up.person, line=sign_up.action_line, community=into)
    if twin is None:
        return False
    has_place_alone = sign_up.state == SignUpState.ACTIVE and twin.state == SignUpState.WAITING
    ended = twin if has_place_alone else sign_up
    ended.state, ended.withdrawn_at = SignUpState.WITHDRAWN, clock.now()
    _save(ended, "state", "withdrawn_at")
    facts = {"reason": "signed up for both communities"}
    audit.record(subject=ended.reference, action=Act.SIGN_UP_WITHDRAWN, by=None, facts=facts)
    return True


def _save(sign_up: SignUp, *fields: str) -> None:
    sign_up.version += 1
    sign_up.save(update_fields=[*fields, "version", "updated_at"])


def _move_claimed_tasks(community: Community, into: Community) -> None:
    """What somebody works on goes on under the other community; what nobody had claimed is found anew."""
    old, new = str(community.reference), str(into.reference)
    tasks = OpenTask.objects.filter(
        subject_kind=community.kind, subject_id=community.slug, state__in=[TaskState.CLAIMED, TaskState.DONE]
    )
    for task in tasks.select_for_update():
        gap = task.gap.replace(old, new, 1)
        listed = OpenTask.objects.filter(gap=gap, state__in=[TaskState.OPEN, TaskState.CLAIMED, TaskState.DONE])
        listed.filter(state=TaskState.OPEN).update(state=TaskState.GONE, updated_at=clock.now())
        if listed.exists():
            # Somebody else works on the same.
            task.state = TaskState.GONE
        else:
            task.gap, task.subject = gap, into.reference
            task.address = task.address.replace(community.get_absolute_url(), into.get_absolute_url(), 1)
        task.save()
