"""One action line, and the databases for races."""

from __future__ import annotations

import pytest
from tests.base.conftest import database, shared_database
from tests.factories.action_lines import ActionLineFactory

from mutirao.action_lines.models import ActionLine

__all__ = ["database", "shared_database"]


@pytest.fixture
def line(db: None) -> ActionLine:
    return ActionLineFactory()


@pytest.fixture
def other_line(db: None) -> ActionLine:
    return ActionLineFactory(slug="leadership-plan", position=2, number_first=32, number_second=33)
