"""Reports, decisions of moderators with their reason on record, appeals, and closing a thread."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_noop

from mutirao.accounts.actions import notify
from mutirao.accounts.models import User
from mutirao.accounts.wording import in_every_language
from mutirao.base import audit, clock, rates
from mutirao.base.errors import InputError
from mutirao.discussion import rules
from mutirao.discussion.actions.comments import tell_about
from mutirao.discussion.models import Comment, CommentReport, ModerationEntry, Thread
from mutirao.discussion.states import Act, CommentState, ModerationAct

REPORTS_A_DAY = 30
MODERATED = gettext_noop("A moderator has decided about a comment of yours.")


@transaction.atomic
def report_comment(*, comment: Comment, reason: str, by: User) -> None:
    """Ask a moderator to look; a second report of the same person replaces the first."""
    rules.can_report(by, comment).or_refuse()
    rates.allow(f"discussion.report {by.pk}", limit=REPORTS_A_DAY, per=timedelta(days=1)).or_refuse()
    CommentReport.objects.update_or_create(comment=comment, by=by, defaults={"reason": reason, "settled_at": None})
    audit.record(subject=comment.reference, action=Act.COMMENT_REPORTED, by=by, facts={})


@transaction.atomic
def moderate_comment(*, comment: Comment, state: str, reason: str, by: User) -> None:
    """Show or hide a comment, with a reason that everybody who reads the thread can read."""
    if state not in {CommentState.SHOWN, CommentState.HIDDEN}:
        raise InputError("state", allowed="shown, hidden", got=state)
    comment = _locked(comment)
    rules.can_moderate(by, comment).or_refuse()
    was_held = comment.state == CommentState.HELD
    comment.state = CommentState(state)
    comment.version += 1
    comment.save(update_fields=["state", "version", "updated_at"])
    comment.reports.filter(settled_at=None).update(settled_at=clock.now())
    act = ModerationAct.SHOWN if state == CommentState.SHOWN else ModerationAct.HIDDEN
    ModerationEntry.objects.create(thread_id=comment.thread_id, comment=comment, by=by, act=act, reason=reason)
    audit.record(
        subject=comment.reference,
        action=Act.COMMENT_MODERATED,
        by=by,
        facts={"state": state},
        personal={"reason": reason},
    )
    if was_held and comment.state == CommentState.SHOWN:
        tell_about(comment)
    if comment.author is not None:
        address = comment.get_absolute_url()
        notify(person=comment.author, topic="discussion", text=in_every_language(MODERATED), address=address)


@transaction.atomic
def appeal(*, comment: Comment, reason: str, by: User) -> None:
    """Ask that another moderator looks at one's hidden comment."""
    comment = _locked(comment)
    rules.can_appeal(by, comment).or_refuse()
    rates.allow(f"discussion.appeal {by.pk}", limit=REPORTS_A_DAY, per=timedelta(days=1)).or_refuse()
    entry = {"act": ModerationAct.APPEALED, "reason": reason, "by": by}
    ModerationEntry.objects.create(thread_id=comment.thread_id, comment=comment, **entry)
    audit.record(subject=comment.reference, action=Act.APPEALED, by=by, facts={}, personal={"reason": reason})


@transaction.atomic
def freeze_thread(*, thread: Thread, reason: str, by: User) -> None:
    """Close a thread: it stays readable, nobody adds to it."""
    thread = Thread.objects.select_for_update().get(pk=thread.pk)
    rules.can_freeze(by, thread).or_refuse()
    thread.frozen_at, thread.frozen_reason = clock.now(), reason
    _save_freeze(thread, ModerationAct.FROZEN, reason, by)


@transaction.atomic
def unfreeze_thread(*, thread: Thread, reason: str, by: User) -> None:
    thread = Thread.objects.select_for_update().get(pk=thread.pk)
    rules.can_unfreeze(by, thread).or_refuse()
    thread.frozen_at, thread.frozen_reason = None, ""
    _save_freeze(thread, ModerationAct.UNFROZEN, reason, by)


def _save_freeze(thread: Thread, act: ModerationAct, reason: str, by: User) -> None:
    thread.save(update_fields=["frozen_at", "frozen_reason", "updated_at"])
    ModerationEntry.objects.create(thread=thread, by=by, act=act, reason=reason)
    facts = {"act": act.value}
    audit.record(subject=thread.reference, action=Act.THREAD_MODERATED, by=by, facts=facts, personal={"reason": reason})


def _locked(comment: Comment) -> Comment:
    comments = Comment.objects.select_for_update(of=("self",))
    return comments.select_related("thread", "author", "reply_to__author").get(pk=comment.pk)
