"""Who looks after the record, and who may take words out of it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from mutirao.accounts.rules import is_signed_in
from mutirao.action_lines.rules import can_claim_signatures
from mutirao.base.verdicts import ALLOWED, Verdict, first_refusal, refuse
from mutirao.projects.rules import is_curator, signed_in
from mutirao.projects.states import Listing
from mutirao.record.models import Discussion, Post, RemovalRequest
from mutirao.record.states import RequestState

__all__ = [
    "can_ask_for_removal",
    "can_decide",
    "can_list_again",
    "can_read_posts",
    "can_remove",
    "can_withdraw",
    "is_curator",
    "signed_in",
]


def can_withdraw(user: Any, discussion: Discussion) -> Verdict:
    listed = ALLOWED if discussion.state == Listing.LISTED else refuse(_("This discussion is not listed now."))
    return first_refusal(is_curator(user), listed)


def can_list_again(user: Any, discussion: Discussion) -> Verdict:
    gone = ALLOWED if discussion.state == Listing.WITHDRAWN else refuse(_("This discussion was not withdrawn."))
    return first_refusal(is_curator(user), gone)


def can_read_posts(user: Any, discussion: Discussion) -> Verdict:
    return is_curator(user)


def can_remove(user: Any, post: Post) -> Verdict:
    """Who signed it with the account that they are signed in with, at once and without a reason."""
    if post.removed_at is not None:
        return refuse(_("This post is removed already."))
    if is_signed_in(user) and post.author != user.display_name:
        return refuse(_("This post carries another name than yours. You can ask a curator to remove it."))
    return can_claim_signatures(user)


def can_ask_for_removal(user: Any, post: Post) -> Verdict:
    there = ALLOWED if post.removed_at is None else refuse(_("This post is removed already."))
    waits = post.removal_requests.filter(state=RequestState.WAITING).exists()
    free = refuse(_("Somebody has asked for this already. A curator will answer.")) if waits else ALLOWED
    return first_refusal(is_signed_in(user), there, free)


def can_decide(user: Any, request: RemovalRequest) -> Verdict:
    """A curator who did not ask for it."""
    waits = request.state == RequestState.WAITING
    open_one = ALLOWED if waits else refuse(_("This request is answered already."))
    own = is_signed_in(user) and request.asked_by_id == user.pk
    other = refuse(_("Nobody decides about their own request.")) if own else ALLOWED
    return first_refusal(is_curator(user), other, open_one)
