"""The words of our notices; they may be seen on a locked screen, so they name nobody and nothing private."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from mutirao.accounts.actions import notify
from mutirao.accounts.models import User
from mutirao.accounts.wording import in_every_language

SIGN_UPS, TASKS = "sign_ups", "open_tasks"

# Translators: the next sentences are notices; they may be seen on a locked screen, so they name nothing.
TO_ANSWER = gettext_noop("Somebody signed up and waits for your reply within seven days.")
STILL_TO_ANSWER = gettext_noop("Somebody who signed up has waited for your reply for more than seven days.")
HANDED_OVER = gettext_noop("A sign-up was handed to you. Somebody waits for your reply.")
TAKEN_OVER = gettext_noop("A sign-up waited with you for more than seven days. Somebody else looks after it now.")
WRITTEN_BACK = gettext_noop("Somebody whose sign-up you look after has written to you.")
ANSWERED = gettext_noop("You have a reply to your sign-up.")
PLACE_FREE = gettext_noop("A place is free: you are not waiting any more.")
HIDDEN = gettext_noop("One of your sign-ups is private now, for your safety. The reason stands there.")
CLAIM_ENDED = gettext_noop("Your claim of an open task has ended. Others can take it now.")
TASK_CONFIRMED = gettext_noop("Somebody looked and confirmed what you did. Thank you!")
TASK_SENT_BACK = gettext_noop("Somebody looked at your open task: something is missing. The reason stands there.")


def tell(person: User | None, words: str, *, topic: str, address: str, once_key: str | None = None) -> None:
    """Put one of the sentences above into the person's inbox, once per ``once_key`` if there is one."""
    if person is not None:
        notify(person=person, topic=topic, text=in_every_language(words), address=address, once_key=once_key)
