"""Telling people something, and what they do with it."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import transaction

from mutirao.accounts.addresses import is_own_path
from mutirao.accounts.models import Notice, NoticeChoice, User
from mutirao.accounts.topics import topic_named
from mutirao.base import clock
from mutirao.base.errors import InputError
from mutirao.base.text import Text


@transaction.atomic
def notify(*, person: User, topic: str, text: Text, address: str = "", once_key: str | None = None) -> Notice | None:
    """Put a notice into the person's inbox, and into a letter when they asked for that.

    ``text`` may light up a locked screen: no name of a third person, no reason, no private fact. ``address`` is a
    path of ours. Returns None when the person wants nothing about ``topic``, has left, or was told ``once_key``.
    """
    topic_named(topic)
    if address and not is_own_path(address):
        raise InputError("address", allowed="a path of ours", got=address)
    choice = NoticeChoice.objects.filter(person=person, topic=topic).first() or NoticeChoice()
    if not (person.is_active and choice.on_site):
        return None
    values = {
        "topic": topic,
        "text": text,
        "address": address,
        "waits_for_mail": choice.by_mail and sends_mail() and bool(person.email),
    }
    if once_key is None:
        return Notice.objects.create(person=person, **values)
    notice, is_new = Notice.objects.get_or_create(person=person, once_key=once_key, defaults=values)
    return notice if is_new else None


@transaction.atomic
def mark_read(*, notice: Notice) -> None:
    """Read notices stay in the inbox, and wait for no letter."""
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=clock.now(), waits_for_mail=False)


@transaction.atomic
def mark_all_read(*, by: User) -> int:
    """Returns how many were unread."""
    return by.notices.filter(read_at=None).update(read_at=clock.now(), waits_for_mail=False)


@transaction.atomic
def choose_notices(*, topic: str, on_site: bool, by_mail: bool, by: User) -> None:
    """What the person wants to hear about ``topic``: nothing, on the site, or by e-mail as well."""
    topic_named(topic)
    NoticeChoice.objects.update_or_create(
        person=by, topic=topic, defaults={"on_site": on_site or by_mail, "by_mail": by_mail}
    )


@transaction.atomic
def renew_private_addresses(*, by: User) -> None:
    """Open new addresses of the feed and the calendar; the old ones, if any, are closed."""
    by.private_token = secrets.token_urlsafe(32)
    by.save(update_fields=["private_token", "updated_at"])


@transaction.atomic
def close_private_addresses(*, by: User) -> None:
    by.private_token = None
    by.save(update_fields=["private_token", "updated_at"])


def sends_mail() -> bool:
    """Whether letters reach anybody: by SMTP, or, on one's own machine, as files."""
    return bool(settings.MUTIRAO["SMTP"]) or settings.LOCAL
