"""People of the library, and an action line that they curate."""

from __future__ import annotations

from typing import Any

import pytest
from tests.base.conftest import shared_database  # noqa: F401 a fixture
from tests.factories.accounts import PersonFactory, RoleGrantFactory
from tests.factories.action_lines import ActionLineFactory

from mutirao.accounts.models import User


@pytest.fixture
def line(db: None) -> Any:
    return ActionLineFactory()


@pytest.fixture
def curator(line: Any) -> User:
    person: User = RoleGrantFactory(role="curator", subject=line.reference).person
    return person


@pytest.fixture
def person(db: None) -> User:
    made: User = PersonFactory()
    return made
