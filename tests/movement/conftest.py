"""People around a community, and databases that threads can share."""

from __future__ import annotations

import pytest
from tests.base.conftest import database, shared_database
from tests.factories.accounts import AdministratorFactory, PersonFactory, RoleGrantFactory

from mutirao.accounts.models import User
from mutirao.accounts.states import Role
from mutirao.base import panels
from mutirao.movement.rules import MODERATED_IN

__all__ = ["database", "shared_database"]


@pytest.fixture
def moderator(db: None) -> User:
    person = PersonFactory(display_name="Moderator")
    RoleGrantFactory(person=person, role=Role.MODERATOR, subject=MODERATED_IN)
    return person


@pytest.fixture
def administrator(db: None) -> User:
    return AdministratorFactory(display_name="Administrator")


@pytest.fixture
def without_panels(monkeypatch: pytest.MonkeyPatch) -> None:
    """Higher contexts count the queries of their panels themselves."""
    monkeypatch.setattr(panels, "_panels", {})
