"""Leaving: everything that is somebody's own goes, and what was public points at nobody."""

from __future__ import annotations

import uuid

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from mutirao.accounts.actions.roles import withdraw_all
from mutirao.accounts.models import NoticeChoice, User
from mutirao.accounts.personal_data import erasers
from mutirao.accounts.states import Act
from mutirao.base import audit, clock

ERASED_NAME = "Erased person"


@transaction.atomic
def erase_person(*, by: User) -> None:
    """Erase the account of ``by`` for good; the second time it does nothing.

    Every context erases its part first, while the person can still be found by it.
    """
    person = User.objects.select_for_update().get(pk=by.pk)
    if person.erased_at:
        return
    for erase in erasers():
        erase(person)
    withdraw_all(person=person)
    person.notices.all().delete()
    NoticeChoice.objects.filter(person=person).delete()
    for theirs in (SocialAccount, EmailAddress, Authenticator):
        theirs.objects.filter(user=person).delete()
    audit.erase_personal(person.audit_id)
    audit.erase_payloads(person.reference)
    audit.record(subject=person.reference, action=Act.PERSON_ERASED, by=None, facts={})
    _rename_to_nobody(person)


def _rename_to_nobody(person: User) -> None:
    # New ids as well: an old copy of a page must not tell whose the remaining acts are.
    person.public_id, person.audit_id = uuid.uuid4(), uuid.uuid4()
    person.login_name, person.display_name = f"erased-{person.public_id}", ERASED_NAME
    person.email = person.language = person.time_zone = ""
    person.private_token = None
    person.is_administrator = person.is_active = person.is_adult = False
    person.last_login = None
    person.erased_at = clock.now()
    # A new (unusable) password ends every session of the person.
    person.set_unusable_password()
    person.save()
