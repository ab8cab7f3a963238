"""The API keeps what its description says, whatever is asked."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.test import Client
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode, checks
from tests.portal.world import build_world

from mutirao.portal.api import answering

quietly = settings(
    max_examples=10, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]


@pytest.mark.django_db
def test_the_description_is_whole(client: Client) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert described["openapi"] == "3.1.0"
    assert "/api/v1/communities/{key}/" in described["paths"]
    names = [operation["get"]["operationId"] for operation in described["paths"].values()]
    assert len(names) == len(set(names))


@pytest.mark.slow
@pytest.mark.django_db
def test_no_question_gives_a_fault_or_breaks_the_description(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "REQUESTS_A_MINUTE", 10**9)
    build_world()
    schema: Any = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    n_operations = 0
    for found in schema.get_all_operations():
        _try(found.ok())
        n_operations += 1
    assert n_operations > 40


def _try(operation: Any) -> None:
    # What takes no parameter cannot be asked wrongly.
    modes = GenerationMode if list(operation.iter_parameters()) else [GenerationMode.POSITIVE]
    for mode in modes:

        @quietly
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: Any) -> None:
            case.call_and_validate(checks=CHECKS, headers={"Accept-Encoding": "identity"})

        ask()
