"""Two people act at the same moment, on a database that lets them."""

import threading

import pytest
from django.db import connection, connections
from tests.factories.accounts import AdministratorFactory, PersonFactory

from mutirao.accounts import actions
from mutirao.accounts.models import Notice, User
from mutirao.accounts.states import GrantState, Role
from mutirao.base.errors import Refused
from mutirao.base.text import text_of

# SQLite has one writer at a time: its transactions begin IMMEDIATE.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.fixture(autouse=True)
def on_postgresql():
    if connection.vendor != "postgresql":
        pytest.skip("for postgresql")


def at_once(*acts):
    """Run all of them at the same moment; what each returned or raised."""
    barrier = threading.Barrier(len(acts))
    results = [None] * len(acts)

    def run(index, act):
        barrier.wait()
        try:
            results[index] = act()
        except Refused as error:
            results[index] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_two_members_who_confirm_at_once_make_it_held(space, cast):
    grant = actions.ask_for_role(
        role=Role.COORDINATOR, space=space.reference, evidence_url="https://example.org/", by=cast["asker"]
    )
    at_once(
        lambda: actions.confirm_role(grant=grant, by=cast["member"]),
        lambda: actions.confirm_role(grant=grant, by=cast["other member"]),
    )
    grant.refresh_from_db()
    assert grant.state == GrantState.HELD


def test_of_one_who_confirms_and_one_who_refuses_at_once_one_is_told(space, cast):
    grant = actions.ask_for_role(
        role=Role.COORDINATOR, space=space.reference, evidence_url="https://example.org/", by=cast["asker"]
    )
    other = AdministratorFactory()
    results = at_once(
        lambda: actions.confirm_role(grant=grant, by=cast["administrator"]),
        lambda: actions.refuse_role(grant=grant, reason="No.", by=other),
    )
    assert [type(result) for result in results].count(Refused) == 1


def test_news_told_at_once_is_told_once(db):
    person = PersonFactory()
    tell = {"person": person, "topic": "roles", "text": text_of(en="Hello"), "once_key": "a"}
    results = at_once(lambda: actions.notify(**tell), lambda: actions.notify(**tell))
    assert results.count(None) == 1
    assert Notice.objects.count() == 1


def test_a_wiki_account_that_comes_twice_at_once_is_one_person(db):
    results = at_once(*[lambda: actions.receive_wiki_person(sub="7", wiki_name="Ana")] * 2)
    assert len({person.pk for person in results}) == 1
    assert User.objects.count() == 1


def test_a_role_asked_for_twice_at_once_is_asked_for_once(space, cast):
    def ask():
        link = "https://example.org/"
        return actions.ask_for_role(role=Role.COORDINATOR, space=space.reference, evidence_url=link, by=cast["asker"])

    answers = at_once(ask, ask)
    assert sorted(type(answer).__name__ for answer in answers) == ["Refused", "RoleGrant"]
