"""Reading posts into a discussion: the same file twice changes nothing, and what was removed stays removed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.crypto import salted_hmac

from mutirao.accounts.models import User
from mutirao.base import audit, clock
from mutirao.record import queries, rules
from mutirao.record.models import LONGEST_POST, Discussion, Post
from mutirao.record.states import Act
from mutirao_wikitext import Post as ReadPost

LONGEST_HEADING = 500


@dataclass(frozen=True)
class Read:
    """What reading a file led to; ``n_gone`` stood in the file before and do not any more."""

    n_new: int
    n_known: int
    n_gone: int


@transaction.atomic
def read_posts(*, discussion: Discussion, found: Sequence[ReadPost], by: User | None) -> Read:
    """Bring the posts in line with those of a file; ``by`` is None for the command on the server."""
    discussion = Discussion.objects.select_for_update().get(pk=discussion.pk)
    if by is not None:
        rules.can_read_posts(by, discussion).or_refuse()
    known = queries.fingerprints_of(discussion)
    stated = _with_fingerprints(found)
    fresh = [_post(discussion, place, each, mark) for place, mark, each in stated if mark not in known]
    moved = []
    for place, mark, _each in stated:
        if mark in known and known[mark].position != place:
            known[mark].position = place
            moved.append(known[mark])
    stated_marks = {mark for _place, mark, _each in stated}
    # The place of a removed post is kept: its page may still hold it.
    gone = [post.pk for mark, post in known.items() if mark not in stated_marks and post.removed_at is None]
    Post.objects.filter(pk__in=gone).delete()
    Post.objects.bulk_update(moved, ["position"], batch_size=200)
    Post.objects.bulk_create(fresh, batch_size=200)
    Discussion.objects.filter(pk=discussion.pk).update(posts_read_at=clock.now())
    facts = {"new": len(fresh), "known": len(stated) - len(fresh), "gone": len(gone)}
    audit.record(subject=discussion.reference, action=Act.POSTS_READ, by=by, facts=facts)
    return Read(len(fresh), len(stated) - len(fresh), len(gone))


def _with_fingerprints(found: Sequence[ReadPost]) -> list[tuple[int, str, ReadPost]]:
    """Place, fingerprint and post; of two that are the same in all, the second is told by its number."""
    times: Counter[str] = Counter()
    stated = []
    for place, each in enumerate(found, 1):
        words = f"{each.author}\n{each.signed_at}\n{each.heading}\n{each.text}"
        times[words] += 1
        mark = salted_hmac("mutirao.record.post", f"{words}\n{times[words]}", algorithm="sha256").hexdigest()
        stated.append((place, mark, each))
    return stated


def _post(discussion: Discussion, place: int, read: ReadPost, fingerprint: str) -> Post:
    text = read.text if len(read.text) <= LONGEST_POST else f"{read.text[: LONGEST_POST - 1]}…"
    return Post(
        discussion=discussion,
        position=place,
        level=min(read.level, 100),
        heading=read.heading[:LONGEST_HEADING],
        author=read.author or "",
        author_wiki=(read.wiki or "")[:40],
        shown_as=read.shown_as[:255],
        signed_at=read.signed_at,
        text=text,
        doubt=str(read.doubt or ""),
        fingerprint=fingerprint,
    )
