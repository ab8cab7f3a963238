"""``mutirao user``"""

import pytest
from django.core.management import CommandError, call_command
from tests.factories.accounts import PersonFactory

from mutirao.accounts.models import User

pytestmark = pytest.mark.django_db


def run(*words):
    call_command("user", *words)


def test_add_makes_a_local_person(capsys):
    run("add", "Ana Ọ", "--administrator")
    person = User.objects.get()
    assert (person.display_name, person.is_administrator) == ("Ana Ọ", True)
    assert capsys.readouterr().out == f"{person.public_id}  administrator  Ana Ọ\n"


def test_add_is_for_local_mode(settings):
    settings.LOCAL = False
    with pytest.raises(CommandError, match="through the wiki"):
        run("add", "Ana")
    assert not User.objects.exists()


@pytest.mark.parametrize("key", ["display_name", "public_id"])
def test_rights_are_given_and_taken_by_name_or_id(key):
    person = PersonFactory(display_name="Ana")
    run("administrator", str(getattr(person, key)), "on")
    person.refresh_from_db()
    assert person.is_administrator
    run("administrator", str(getattr(person, key)), "off")
    person.refresh_from_db()
    assert not person.is_administrator


def test_a_name_that_two_people_have_gives_rights_to_neither():
    people = [PersonFactory(display_name="Ana") for _ in range(2)]
    with pytest.raises(CommandError, match="2 people are called Ana") as error:
        run("administrator", "Ana", "on")
    assert all(str(person.public_id) in str(error.value) for person in people)
    assert not User.objects.filter(is_administrator=True).exists()


@pytest.mark.parametrize("who", ["Nobody", "", "00000000-0000-4000-8000-000000000000"])
def test_an_unknown_person_is_said(who):
    PersonFactory(display_name="Ana")
    with pytest.raises(CommandError, match="Nobody here is called"):
        run("administrator", who, "on")


def test_list_leaves_out_who_left(capsys, noon):
    person = PersonFactory(display_name="Ana")
    PersonFactory(display_name="Gone", erased_at=noon)
    run("list")
    assert capsys.readouterr().out == f"{person.public_id}  -              Ana\n"
