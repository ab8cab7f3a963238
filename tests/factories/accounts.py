"""People and their roles. ``client.force_login(PersonFactory())`` signs one in."""

from __future__ import annotations

import uuid
from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from mutirao.accounts.models import RoleGrant, User
from mutirao.accounts.states import GrantState, Role
from mutirao.base import clock
from mutirao.base.references import Reference


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = User

    login_name = factory.LazyFunction(lambda: f"local-{uuid.uuid4()}")
    display_name = factory.Sequence(lambda n: f"Person {n}")
    password = "!"  # no password opens it
    is_adult = True


class AdministratorFactory(PersonFactory):
    display_name = factory.Sequence(lambda n: f"Administrator {n}")
    is_administrator = True


class RoleGrantFactory(DjangoModelFactory):
    """A role held for another year: ``RoleGrantFactory(person=…, role=Role.CURATOR, subject=line.reference)``."""

    class Meta:
        model = RoleGrant

    person = factory.SubFactory(PersonFactory)
    role = Role.COORDINATOR
    state = GrantState.HELD
    subject = Reference("community", "examplewiki")
    evidence_url = "https://meta.wikimedia.org/wiki/Example"
    until = factory.LazyFunction(lambda: clock.today() + timedelta(days=365))
    decided_at = factory.LazyFunction(clock.now)
