"""E-mail: confirming an address, and the letters that carry notices."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext, override

from mutirao.accounts.addresses import absolute
from mutirao.accounts.models import Notice, User
from mutirao.base.errors import InputError

CONFIRMED_WITHIN = timedelta(days=2)
SALT = "mutirao.accounts.email"


def send_confirmation(*, email: str, by: User) -> None:
    """Send a link to ``email``; the address counts once it is opened.

    Stores nothing, so it is no transaction. Raises ``OSError`` (``SMTPException`` is one) when no letter can go.
    """
    key = signing.dumps([str(by.public_id), by.email, email], salt=SALT)
    with override(by.language or settings.LANGUAGE_CODE):
        body = gettext(
            "Somebody, probably you, wants letters from Mutirão at this address.\n\n"
            "Open this page while you are signed in, within two days, to confirm it:\n%(address)s\n\n"
            "If it was not you, do nothing: no other letter will come."
        ) % {"address": absolute(reverse("accounts:confirm_email", args=[key]))}
        EmailMessage(gettext("Confirm your address"), body, to=[email]).send()


@transaction.atomic
def confirm_email(*, key: str, by: User) -> None:
    """Letters go to the address in ``key`` from now on; raises ``InputError`` when the link is old or another's."""
    try:
        person, before, email = signing.loads(key, salt=SALT, max_age=CONFIRMED_WITHIN)
    except signing.BadSignature as error:
        raise InputError("key", allowed="a link of the last two days", got=key) from error
    # The address before is part of the link, so that it works once.
    if person != str(by.public_id) or before != by.email:
        raise InputError("key", allowed="a link sent to this person, not used yet", got=key)
    by.email = email
    by.save(update_fields=["email", "updated_at"])


@transaction.atomic
def forget_email(*, by: User) -> None:
    by.email = ""
    by.save(update_fields=["email", "updated_at"])
    by.notices.filter(waits_for_mail=True).update(waits_for_mail=False)


def send_waiting_letter(*, person: User) -> int:
    """One letter with everything that waits for it; returns the number of notices.

    The notices are marked after the letter has gone: a crash between the two sends it twice rather than never.
    """
    waiting = list(person.notices.filter(waits_for_mail=True, read_at=None).order_by("created_at"))
    if waiting and person.email and person.is_active:
        with override(person.language or settings.LANGUAGE_CODE):
            EmailMessage(gettext("News from Mutirão"), _letter(waiting), to=[person.email]).send()
    Notice.objects.filter(pk__in=[notice.pk for notice in waiting]).update(waits_for_mail=False)
    return len(waiting)


def _letter(waiting: list[Notice]) -> str:
    lines = [f"{notice.text}\n{absolute(notice.address)}" if notice.address else str(notice.text) for notice in waiting]
    # Translators: last line of a letter; %(address)s is the preferences page.
    farewell = gettext("Choose what you want to hear: %(address)s")
    lines.append(farewell % {"address": absolute(reverse("accounts:preferences"))})
    return "\n\n".join(lines)
