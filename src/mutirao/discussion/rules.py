"""Who may say, change, hide, endorse and vote."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mutirao.accounts.models import RoleGrant, User
from mutirao.accounts.rules import held, is_administrator, is_member, is_signed_in
from mutirao.accounts.states import Role
from mutirao.base import clock
from mutirao.base.references import Reference
from mutirao.base.verdicts import ALLOWED, Verdict, first_refusal, refuse
from mutirao.discussion.models import Ballot, Comment, Poll, Suggestion, Thread
from mutirao.discussion.states import CommentState, ConsentChoice, ModerationAct, PollKind, SuggestionState, Voters
from mutirao.discussion.suggestible import suggestible_named

MODERATING = (Role.MODERATOR, Role.COORDINATOR)


def _unless(is_wrong: bool, reason: object) -> Verdict:
    return refuse(reason) if is_wrong else ALLOWED


def moderates(user: Any, space: Reference) -> Verdict:
    """Moderators and coordinators of the space, and administrators."""
    if is_administrator(user):
        return ALLOWED
    if is_signed_in(user) and RoleGrant.objects.filter(moderating_grants(user), space_is(space)).exists():
        return ALLOWED
    return refuse(_("Only moderators of this place can do this."))


def moderating_grants(user: User) -> Q:
    return held() & Q(person=user, role__in=MODERATING)


def space_is(space: Reference) -> Q:
    return Q(subject_kind=space.kind, subject_id=space.public_id)


def can_comment(user: Any, thread: Thread) -> Verdict:
    closed = _unless(thread.frozen_at is not None, _("This discussion is closed."))
    return first_refusal(is_signed_in(user), closed)


def can_edit(user: Any, comment: Comment) -> Verdict:
    is_open = comment.state in {CommentState.SHOWN, CommentState.HELD}
    return first_refusal(
        can_comment(user, comment.thread),
        _is_author(user, comment),
        _unless(not is_open, _("This comment cannot be changed any more.")),
    )


def can_remove(user: Any, comment: Comment) -> Verdict:
    gone = _unless(comment.state == CommentState.REMOVED, _("This comment is removed already."))
    return first_refusal(is_signed_in(user), _is_author(user, comment), gone)


def can_report(user: Any, comment: Comment) -> Verdict:
    own = _unless(comment.author_id == getattr(user, "pk", None), _("This is your own comment. You can remove it."))
    hidden = _unless(comment.state != CommentState.SHOWN, _("This comment is not shown."))
    return first_refusal(is_signed_in(user), own, hidden)


def can_moderate(user: Any, comment: Comment) -> Verdict:
    """Somebody else's comment; and after an appeal, somebody else than who hid it."""
    moderator = moderates(user, comment.thread.space)
    if not moderator:
        return moderator
    if comment.author_id == user.pk:
        return refuse(_("Nobody decides about their own comment."))
    if comment.state == CommentState.REMOVED:
        return refuse(_("Its author has removed this comment."))
    last = list(comment.moderation.all()[:2])
    is_appeal = bool(last) and last[0].act == ModerationAct.APPEALED
    if is_appeal and any(entry.act == ModerationAct.HIDDEN and entry.by_id == user.pk for entry in last):
        return refuse(_("You hid this comment. Somebody else decides about the appeal."))
    return ALLOWED


def can_appeal(user: Any, comment: Comment) -> Verdict:
    author = first_refusal(is_signed_in(user), _is_author(user, comment))
    if not author:
        return author
    if comment.state != CommentState.HIDDEN:
        return refuse(_("This comment is not hidden."))
    last = comment.moderation.first()
    return _unless(
        last is not None and last.act == ModerationAct.APPEALED,
        _("You have asked already. A moderator will look at it."),
    )


def can_freeze(user: Any, thread: Thread) -> Verdict:
    frozen = _unless(thread.frozen_at is not None, _("This discussion is closed already."))
    return first_refusal(moderates(user, thread.space), frozen)


def can_unfreeze(user: Any, thread: Thread) -> Verdict:
    is_open = _unless(thread.frozen_at is None, _("This discussion is open."))
    return first_refusal(moderates(user, thread.space), is_open)


def can_open_poll(user: Any, space: Reference) -> Verdict:
    return ALLOWED if is_administrator(user) else is_member(user, space)


def can_vote(user: Any, poll: Poll) -> Verdict:
    over = poll.closed_at is not None or poll.closes_at <= clock.now()
    verdict = first_refusal(is_signed_in(user), _unless(over, _("This poll is over.")))
    if not verdict or poll.voters == Voters.SIGNED_IN:
        return verdict
    return is_member(user, poll.space)


def can_close_poll(user: Any, poll: Poll) -> Verdict:
    """Who opened it, once its time is over; the worker does the same within minutes."""
    is_theirs = is_signed_in(user) and poll.opened_by_id == user.pk
    return first_refusal(
        ALLOWED if is_theirs else is_administrator(user),
        _unless(poll.closed_at is not None, _("This poll is over.")),
        _unless(poll.closes_at > clock.now(), _("The time of this poll is not over yet.")),
    )


def can_add_minority_note(user: Any, poll: Poll) -> Verdict:
    """Who voted against what came out, as long as nobody has written the note."""
    signed_in = is_signed_in(user)
    if not signed_in:
        return signed_in
    if poll.result is None:
        return refuse(_("This poll is not over yet."))
    if poll.minority_note:
        return refuse(_("The note of those who disagreed is written already."))
    choice = Ballot.objects.filter(poll=poll, voter=user).values_list("choice", flat=True).first()
    return _unless(not _is_against(choice, poll), _("This note is for people who voted against the result."))


def can_decide_suggestion(user: Any, suggestion: Suggestion) -> Verdict:
    """A curator of the kind who did not make it."""
    return first_refusal(
        suggestible_named(suggestion.subject_kind).can_decide(user),
        _unless(
            suggestion.proposed_by_id == getattr(user, "pk", None), _("Nobody decides about their own suggestion.")
        ),
        _is_waiting(suggestion),
    )


def can_take_back_suggestion(user: Any, suggestion: Suggestion) -> Verdict:
    own = _unless(suggestion.proposed_by_id != getattr(user, "pk", None), _("Only who suggested it can take it back."))
    return first_refusal(is_signed_in(user), own, _is_waiting(suggestion))


def _is_waiting(suggestion: Suggestion) -> Verdict:
    return _unless(suggestion.state != SuggestionState.WAITING, _("This suggestion is settled already."))


def _is_against(choice: str | None, poll: Poll) -> bool:
    counts: dict[str, int] = poll.result["counts"] if poll.result else {}
    if choice is None or not counts:
        return False
    if poll.poll_kind == PollKind.CONSENT:
        return choice == ConsentChoice.OBJECT
    return counts.get(choice, 0) < max(counts.values())


def _is_author(user: Any, comment: Comment) -> Verdict:
    return _unless(comment.author_id != getattr(user, "pk", None), _("Only its author can do this."))
