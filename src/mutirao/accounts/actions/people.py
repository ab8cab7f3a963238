"""Receiving people, and what they choose for themselves."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import transaction

from mutirao.accounts.models import User
from mutirao.base import audit
from mutirao.base.errors import InputError


@transaction.atomic
def receive_local_person(*, name: str) -> User:
    """A new person of the local mode; two people may share a name."""
    person = User.objects.create_person(login_name=f"local-{uuid.uuid4()}", display_name=name)
    audit.record(subject=person.reference, action="accounts.person_received", by=person, facts={"way": "local"})
    return person


@transaction.atomic
def choose_language(*, language: str, by: User) -> None:
    """Pages come in ``language`` from now on. Raises ``InputError`` for one we do not have."""
    codes = [code for code, _name in settings.LANGUAGES]
    if language not in codes:
        raise InputError("language", allowed=", ".join(codes), got=language)
    by.language = language
    by.save(update_fields=["language", "updated_at"])
