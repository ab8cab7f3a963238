"""Talk goes along when two subjects turn out to be one."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from mutirao.accounts.models import User
from mutirao.base import audit, clock
from mutirao.base.models import OldSlug
from mutirao.base.references import Reference
from mutirao.discussion.models import Comment, Endorsement, ModerationEntry, Poll, Suggestion, Thread
from mutirao.discussion.states import Act


@transaction.atomic
def move_talk(*, subject: Reference, to: Reference, by: User) -> None:
    """Comments, polls, support and suggestions about ``subject`` stand at ``to`` from now on; old addresses lead there.

    What is held in the space ``subject`` is held in ``to``. Who supports both keeps the support of ``to``.
    """
    here, there = _subject_is(subject), _subject_is(to)
    threads = list(Thread.objects.select_for_update().filter(**here).order_by("pk"))
    for thread in threads:
        _move(thread, there)
    given = Endorsement.objects.filter(**here, withdrawn_at=None)
    both = Endorsement.objects.filter(**there, withdrawn_at=None).values("person")
    given.filter(person__in=both).update(withdrawn_at=clock.now())
    n_moved = sum(model._default_manager.filter(**here).update(**there) for model in (Endorsement, Poll, Suggestion))
    for model in (Endorsement, Poll, Thread):
        held_here = model._default_manager.filter(space_kind=subject.kind, space_id=subject.public_id)
        held_here.update(space_kind=to.kind, space_id=to.public_id)
    if threads or n_moved:
        audit.record(subject=to, action=Act.TALK_MOVED, by=by, facts={"from": str(subject)})


def _move(thread: Thread, there: dict[str, Any]) -> None:
    standing = Thread.objects.select_for_update().filter(**there, audience=thread.audience).first()
    if standing is None:
        Thread.objects.filter(pk=thread.pk).update(**there)
    else:
        _join(thread, standing)


def _join(thread: Thread, standing: Thread) -> None:
    """All that was said goes into ``standing``; ``thread`` stays behind, empty and closed."""
    Comment.objects.filter(thread=thread).update(thread=standing)
    ModerationEntry.objects.filter(thread=thread).update(thread=standing)
    # Closed, not deleted: somebody may be writing there at this moment.
    thread.frozen_at = clock.now()
    thread.save(update_fields=["frozen_at", "updated_at"])
    old, new = str(thread.public_id), str(standing.public_id)
    OldSlug.objects.filter(kind=Thread.kind, current=old).update(current=new)
    OldSlug.objects.create(kind=Thread.kind, slug=old, current=new)


def _subject_is(subject: Reference) -> dict[str, Any]:
    return {"subject_kind": subject.kind, "subject_id": subject.public_id}
