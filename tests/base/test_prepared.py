"""Queries written once: they answer for the values of each asking, and for the rows of the moment."""

from __future__ import annotations

import datetime as dt
from collections import deque

import pytest
from django.db import models
from django.db.models import Exists, OuterRef
from tests.factories.accounts import PersonFactory, RoleGrantFactory

from mutirao.accounts.models import RoleGrant, User
from mutirao.accounts.states import GrantState
from mutirao.base.prepared import Asked, Prepared

from .threads import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def held_until() -> Prepared[RoleGrant]:
    return Prepared(
        lambda person, day: RoleGrant.objects.filter(person=person, until__gte=day).select_related("person"),
        {"person": models.BigIntegerField(), "day": models.DateField()},
        "tests.held_until",
    )


def test_every_asking_has_its_own_values(held_until):
    first, second = (RoleGrantFactory(until=dt.date(2026, 5, day)) for day in (1, 2))

    def asked(grant, day):
        return held_until(person=grant.person_id, day=dt.date(2026, 5, day))

    assert asked(first, 1) == [first]
    assert asked(second, 1) == [second]
    assert asked(first, 2) == []
    assert asked(second, 2) == [second]


def test_rows_are_those_of_the_moment(held_until):
    grant = RoleGrantFactory(until=dt.date(2026, 5, 1))
    values = {"person": grant.person_id, "day": dt.date(2026, 5, 1)}
    assert held_until(**values) == [grant]
    grant.delete()
    assert held_until(**values) == []


def test_joined_rows_come_with_the_same_query(held_until, django_assert_num_queries):
    grant = RoleGrantFactory(until=dt.date(2026, 5, 1))
    with django_assert_num_queries(1):
        (found,) = held_until(person=grant.person_id, day=dt.date(2026, 5, 1))
        assert found.person.display_name == grant.person.display_name


def test_places_stand_in_subqueries_slices_and_orders():
    grants = RoleGrant.objects.filter(person=OuterRef("pk"))
    query = Prepared(
        lambda state, name: (
            User.objects.annotate(has_role=Exists(grants.filter(state=state)))
            .filter(has_role=True)
            .exclude(display_name=name)
            .order_by("display_name")
            .values_list("display_name", "has_role")[:2]
        ),
        {"state": models.CharField(), "name": models.CharField()},
        "tests.with_role",
    )
    for name in ("Ama", "Beno", "Chi", "Dulce"):
        RoleGrantFactory(person=PersonFactory(display_name=name), state=GrantState.HELD)

    assert query(state="held", name="Ama") == [("Beno", True), ("Chi", True)]
    assert query(state="held", name="Beno") == [("Ama", True), ("Chi", True)]
    assert query(state="asked", name="Beno") == []


def test_prefetched_rows_are_those_of_the_asking():
    query = Prepared(
        lambda name: User.objects.filter(display_name=name).prefetch_related("role_grants"),
        {"name": models.CharField()},
        "tests.with_grants",
    )
    grants = [RoleGrantFactory(person=PersonFactory(display_name=name)) for name in ("Ama", "Beno")]

    assert [list(person.role_grants.all()) for name in ("Ama", "Beno") for person in query(name=name)] == [
        [grants[0]],
        [grants[1]],
    ]


def test_hostile_values_are_values(held_until):
    query = Prepared(
        lambda name: User.objects.filter(display_name=name), {"name": models.CharField()}, "tests.with_name"
    )
    person = PersonFactory(display_name="100%s ' or 1=1 --")

    assert query(name="100%s ' or 1=1 --") == [person]
    assert query(name="' or 1=1 --") == []


@pytest.mark.parametrize("values", [{}, {"person": 1}, {"person": 1, "day": dt.date(2026, 5, 1), "more": 1}])
def test_missing_and_unknown_values_are_refused(held_until, values):
    with pytest.raises(TypeError, match=r"tests\.held_until takes person, day; got"):
        held_until(**values)


def test_threads_ask_through_connections_of_their_own(shared_database, held_until):
    grants = [RoleGrantFactory(until=dt.date(2026, 5, 1)) for _ in range(4)]
    waiting = deque(grants)

    def ask():
        grant = waiting.popleft()
        return held_until(person=grant.person_id, day=dt.date(2026, 5, 1)) == [grant]

    assert at_once(4, ask) == [True] * 4


def test_pages_of_an_asked_query_are_its_rows_in_order(django_assert_num_queries):
    query = Prepared(
        lambda state: RoleGrant.objects.filter(state=state).order_by("pk"),
        {"state": models.CharField()},
        "tests.in_state",
    )
    grants = [RoleGrantFactory(state=GrantState.HELD) for _ in range(5)]
    RoleGrantFactory(state=GrantState.ASKED, until=None)

    listed = Asked(query, state="held")
    assert [listed[start : start + 2] for start in (0, 2, 4, 6)] == [grants[:2], grants[2:4], grants[4:], []]
    assert listed[:3] == grants[:3]
    with django_assert_num_queries(1):
        assert len(listed) == 5
