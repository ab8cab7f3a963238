"""What can be done in a discussion."""

from mutirao.discussion.actions.comments import add_comment, edit_comment, open_thread, remove_comment
from mutirao.discussion.actions.endorsements import endorse, withdraw_endorsement
from mutirao.discussion.actions.moderation import (
    appeal,
    freeze_thread,
    moderate_comment,
    report_comment,
    unfreeze_thread,
)
from mutirao.discussion.actions.moving import move_talk
from mutirao.discussion.actions.polls import add_minority_note, cast_ballot, close_due_poll, close_poll, open_poll
from mutirao.discussion.actions.suggestions import (
    accept_suggestion,
    refuse_suggestion,
    suggest,
    take_back_suggestion,
)

__all__ = [
    "accept_suggestion",
    "add_comment",
    "add_minority_note",
    "appeal",
    "cast_ballot",
    "close_due_poll",
    "close_poll",
    "edit_comment",
    "endorse",
    "freeze_thread",
    "moderate_comment",
    "move_talk",
    "open_poll",
    "open_thread",
    "refuse_suggestion",
    "remove_comment",
    "report_comment",
    "suggest",
    "take_back_suggestion",
    "unfreeze_thread",
    "withdraw_endorsement",
]
