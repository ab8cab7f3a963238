"""What can be done with the record."""

from mutirao.record.actions.listing import list_again, present_facts, withdraw_discussion, write_suggested
from mutirao.record.actions.posts import Read, read_posts
from mutirao.record.actions.removal import (
    ask_for_removal,
    forget_person,
    grant_removal,
    refuse_removal,
    remove_post,
)

__all__ = [
    "Read",
    "ask_for_removal",
    "forget_person",
    "grant_removal",
    "list_again",
    "present_facts",
    "read_posts",
    "refuse_removal",
    "remove_post",
    "withdraw_discussion",
    "write_suggested",
]
