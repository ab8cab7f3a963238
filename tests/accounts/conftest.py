"""Spaces to hold roles in: a person stands in for a community, as contexts above are not known here."""

import pytest
from django.db import connection
from tests.factories.accounts import AdministratorFactory, PersonFactory, RoleGrantFactory

from mutirao.accounts import spaces
from mutirao.accounts.models import User
from mutirao.accounts.states import Role


@pytest.fixture
def space(db: None, monkeypatch: pytest.MonkeyPatch) -> User:
    """Something with roles; it is protected once its name says so."""
    kinds = {
        "person": spaces.SpaceKind(
            "person",
            (Role.COORDINATOR, Role.CURATOR),
            lambda: User.objects.filter(display_name__contains="protected"),
        )
    }
    monkeypatch.setattr(spaces, "_kinds", kinds)
    return PersonFactory(display_name="A space")


@pytest.fixture
def cast(space: User) -> dict[str, User | None]:
    """One person per part that somebody can play around a role in ``space``."""
    elsewhere = PersonFactory(display_name="Another space")
    people: dict[str, User | None] = {"anonymous": None}
    for name in ("stranger", "asker", "member", "other member", "member elsewhere", "former member"):
        people[name] = PersonFactory(display_name=name)
    people["administrator"] = AdministratorFactory(display_name="administrator")
    for name in ("member", "other member"):
        RoleGrantFactory(person=people[name], role=Role.CURATOR, subject=space.reference)
    RoleGrantFactory(person=people["member elsewhere"], role=Role.CURATOR, subject=elsewhere.reference)
    RoleGrantFactory(person=people["former member"], role=Role.CURATOR, subject=space.reference, state="ended")
    return people


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> None:
    """Runs the test on the database that is set, and names it."""
    if connection.vendor != request.param:
        pytest.skip(f"for {request.param}")
