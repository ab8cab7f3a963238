"""Receiving people, and what they choose for themselves."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from mutirao.accounts.models import User
from mutirao.accounts.states import Act
from mutirao.base import audit, clock
from mutirao.base.errors import InputError

LOCAL = "local-"
WIKI = "wiki-"


@transaction.atomic
def receive_local_person(*, name: str) -> User:
    """A new person of the local mode; two people may share a name."""
    person = User.objects.create_person(login_name=f"{LOCAL}{uuid.uuid4()}", display_name=name)
    audit.record(subject=person.reference, action=Act.PERSON_RECEIVED, by=person, facts={"way": "local"})
    return person


@transaction.atomic
def receive_wiki_person(*, sub: str, wiki_name: str) -> User:
    """The person whose account on the wikis has the number ``sub``, made at the first visit, renamed at each."""
    person, is_new = User.objects.get_or_create(
        login_name=f"{WIKI}{sub}", defaults={"display_name": wiki_name, "password": make_password(None)}
    )
    if is_new:
        audit.record(subject=person.reference, action=Act.PERSON_RECEIVED, by=person, facts={"way": "wiki"})
    elif person.display_name != wiki_name:
        rename(person=person, name=wiki_name, by=person)
    return person


@transaction.atomic
def rename(*, person: User, name: str, by: User) -> None:
    person.display_name = name
    person.save(update_fields=["display_name", "updated_at"])
    audit.record(subject=person.reference, action=Act.PERSON_RENAMED, by=by, facts={}, personal={"name": name})


@transaction.atomic
def make_administrator(*, person: User, by: User | None = None) -> None:
    """``by`` is None for the operator's command."""
    _set_administrator(person, True, by)


@transaction.atomic
def take_administration(*, person: User, by: User | None = None) -> None:
    """The person stays, without the rights of an administrator."""
    _set_administrator(person, False, by)


@transaction.atomic
def choose_language(*, language: str, by: User) -> None:
    """Pages come in ``language`` from now on. Raises ``InputError`` for one we do not have."""
    codes = [code for code, _name in settings.LANGUAGES]
    if language not in codes:
        raise InputError("language", allowed=", ".join(codes), got=language)
    by.language = language
    by.save(update_fields=["language", "updated_at"])


@transaction.atomic
def choose_preferences(*, language: str, time_zone: str, is_adult: bool, by: User) -> None:
    """What the preferences page holds; an empty language or zone leaves it to the browser, or to UTC."""
    codes = ["", *(code for code, _name in settings.LANGUAGES)]
    if language not in codes:
        raise InputError("language", allowed=", ".join(codes), got=language)
    if time_zone and time_zone not in clock.zones():
        raise InputError("time_zone", allowed="an IANA time zone", got=time_zone)
    by.language, by.time_zone, by.is_adult = language, time_zone, is_adult
    by.save(update_fields=["language", "time_zone", "is_adult", "updated_at"])


@transaction.atomic
def say_adult(*, by: User) -> None:
    """The person says to be 18 or older."""
    by.is_adult = True
    by.save(update_fields=["is_adult", "updated_at"])


def _set_administrator(person: User, value: bool, by: User | None) -> None:
    person.is_administrator = value
    person.save(update_fields=["is_administrator", "updated_at"])
    audit.record(subject=person.reference, action=Act.ADMINISTRATOR_SET, by=by, facts={"is_administrator": value})
