"""What can be done with people, their roles, notices and data."""

from mutirao.accounts.actions.people import (
    choose_language,
    receive_local_person,
)

__all__ = [
    "choose_language",
    "receive_local_person",
]
