"""The same test on both databases."""

import pytest
from django.db import connection
from tests.base.conftest import shared_database  # noqa: F401 a fixture

BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(params=BOTH)
def database(request: pytest.FixtureRequest) -> None:
    """Runs the test on the database that is set, and names it."""
    if connection.vendor != request.param:
        pytest.skip(f"for {request.param}")
