"""Opening a thread, and what authors do with their comments."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from mutirao.accounts.actions import notify
from mutirao.accounts.models import User
from mutirao.accounts.rules import is_signed_in
from mutirao.accounts.wording import in_every_language
from mutirao.base import audit, rates
from mutirao.base.errors import InputError
from mutirao.base.news import announce
from mutirao.base.text import Text
from mutirao.discussion import queries, rules
from mutirao.discussion.models import Comment, ModerationEntry, Thread
from mutirao.discussion.states import Act, Audience, CommentState, ModerationAct
from mutirao.discussion.subjects import space_of

COMMENTS_AN_HOUR = 30
LINK = re.compile(r"https?:|www\.|\]\(|//\w", re.IGNORECASE)
REPLIED = gettext_noop("Somebody replied to a comment of yours.")
HELD_FIRST = gettext_noop("First comment with a link, held for a moderator.")


@transaction.atomic
def open_thread(*, subject: Any, audience: str, by: User) -> Thread:
    """The thread about ``subject`` for ``audience``, made if there is none; two at once get the same one.

    ``subject`` is an object that ``by`` was allowed to see.
    """
    is_signed_in(by).or_refuse()
    reference, space = subject.reference, space_of(subject)
    if audience == Audience.MEMBERS:
        rules.can_open_poll(by, space).or_refuse()
    thread, is_new = Thread.objects.get_or_create(
        subject_kind=reference.kind,
        subject_id=reference.public_id,
        audience=audience,
        defaults={"space_kind": space.kind, "space_id": space.public_id},
    )
    if is_new:
        facts = {"thread": str(thread.public_id), "audience": audience}
        audit.record(subject=reference, action=Act.THREAD_OPENED, by=by, facts=facts)
    return thread


@transaction.atomic
def add_comment(*, thread: Thread, text: Text, by: User, reply_to: Comment | None = None) -> Comment:
    """Say something; the first words of a new account wait for a moderator if they hold a link.

    Who presses the button twice said it once.
    """
    # Whoever closes the thread locks it too: no comment slips in behind.
    thread = Thread.objects.select_for_update().get(pk=thread.pk)
    rules.can_comment(by, thread).or_refuse()
    rates.allow(f"discussion.comment {by.pk}", limit=COMMENTS_AN_HOUR, per=timedelta(hours=1)).or_refuse()
    if reply_to is not None and reply_to.thread_id != thread.pk:
        raise InputError("reply_to", allowed="a comment of the same thread", got=reply_to.pk)
    twin = queries.said_just_now(thread, text, by=by, reply_to=reply_to)
    if twin is not None:
        return twin
    state = _first_state(text, by)
    comment = Comment.objects.create(thread=thread, author=by, reply_to=reply_to, text=text, state=state)
    audit.record(
        subject=comment.reference, action=Act.COMMENTED, by=by, facts={"state": state}, personal=text.as_json()
    )
    if state == CommentState.HELD:
        _log_hold(comment)
    else:
        tell_about(comment)
    return comment


@transaction.atomic
def edit_comment(*, comment: Comment, text: Text, seen_version: int, by: User) -> Comment:
    """Change one's own words; raises ``Conflict`` when they changed since ``seen_version``."""
    Thread.objects.select_for_update().get(pk=comment.thread_id)
    comment = Comment.objects.select_for_update(of=("self",)).select_related("thread").get(pk=comment.pk)
    rules.can_edit(by, comment).or_refuse()
    rates.allow(f"discussion.edit {by.pk}", limit=COMMENTS_AN_HOUR, per=timedelta(hours=1)).or_refuse()
    was_shown = comment.state == CommentState.SHOWN
    comment.text = text
    if was_shown:
        comment.state = _first_state(text, by, besides=comment)
    comment.save_if_unchanged(seen_version=seen_version, fields=["text", "state"])
    audit.record(subject=comment.reference, action=Act.COMMENT_EDITED, by=by, facts={}, personal=text.as_json())
    if was_shown and comment.state == CommentState.HELD:
        _log_hold(comment)
    return comment


@transaction.atomic
def remove_comment(*, comment: Comment, by: User) -> None:
    """Take one's own words back for good: the text goes, the place in the thread stays."""
    comment = Comment.objects.select_for_update().get(pk=comment.pk)
    rules.can_remove(by, comment).or_refuse()
    comment.state, comment.text = CommentState.REMOVED, Text(comment.text.source)
    comment.version += 1
    comment.save(update_fields=["state", "text", "version", "updated_at"])
    audit.erase_payloads(comment.reference)
    audit.record(subject=comment.reference, action=Act.COMMENT_REMOVED, by=by, facts={})


def tell_about(comment: Comment) -> None:
    """News of a comment that has just become readable, and a notice to whom it answers."""
    facts = {"comment": str(comment.public_id), "thread": str(comment.thread.public_id)}
    announce("discussion.commented", subject=comment.thread.subject, payload=facts)
    asked = comment.reply_to.author if comment.reply_to else None
    if asked is None or asked == comment.author:
        return
    # Whoever lost sight of the subject since hears nothing of it.
    if queries.comments_visible_to(asked).filter(pk=comment.pk).exists():
        notify(
            person=asked,
            topic="discussion",
            text=in_every_language(REPLIED),
            address=comment.get_absolute_url(),
            once_key=f"discussion.reply {comment.public_id}",
        )


def _first_state(text: Text, by: User, *, besides: Comment | None = None) -> CommentState:
    """Accounts without a comment that stands are new: links in their first words are how spam comes."""
    standing = Comment.objects.filter(author=by, state=CommentState.SHOWN)
    if besides is not None:
        standing = standing.exclude(pk=besides.pk)
    has_link = any(LINK.search(words) for words in text.texts.values())
    return CommentState.HELD if has_link and not standing.exists() else CommentState.SHOWN


def _log_hold(comment: Comment) -> None:
    ModerationEntry.objects.create(
        thread_id=comment.thread_id, comment=comment, act=ModerationAct.HELD, reason=HELD_FIRST
    )
