"""``mutirao user``: add people to a local server, make administrators, list people."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from mutirao.accounts import actions
from mutirao.accounts.models import User


class Command(BaseCommand):
    help = "Add people to a local server, make administrators, list people."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, title="what to do")
        add = verbs.add_parser("add", help="add a person (local mode only)")
        add.add_argument("name")
        add.add_argument("--administrator", action="store_true")
        administrator = verbs.add_parser("administrator", help="give or take the rights of an administrator")
        administrator.add_argument("person", help="name, if only one person has it, or public id")
        administrator.add_argument("value", choices=["on", "off"])
        verbs.add_parser("list", help="public id, rights and name of everybody")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        match verb:
            case "add":
                self._add(options["name"], options["administrator"])
            case "administrator":
                self._set_administrator(_person_called(options["person"]), options["value"])
            case _:
                for person in User.objects.filter(erased_at=None).order_by("display_name", "pk"):
                    self._print(person)

    def _add(self, name: str, is_administrator: bool) -> None:
        if not settings.LOCAL:
            raise CommandError("In public mode people come through the wiki: let them sign in once.")
        person = actions.receive_local_person(name=name)
        if is_administrator:
            actions.make_administrator(person=person)
        self._print(person)

    def _set_administrator(self, person: User, value: str) -> None:
        change = actions.make_administrator if value == "on" else actions.take_administration
        change(person=person)
        self._print(person)

    def _print(self, person: User) -> None:
        rights = "administrator" if person.is_administrator else "-"
        self.stdout.write(f"{person.public_id}  {rights:13}  {person.display_name}")


def _person_called(text: str) -> User:
    """The one person with this name or public id; raises ``CommandError`` that lists those who share the name."""
    people = User.objects.filter(erased_at=None)
    try:
        found = list(people.filter(public_id=UUID(text)))
    except ValueError:
        found = list(people.filter(display_name=text).order_by("pk"))
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(str(person.public_id) for person in found)
        raise CommandError(f"{len(found)} people are called {text}; name one by public id: {ids}")
    raise CommandError(f"Nobody here is called {text}; on a public server a person signs in once before.")
