"""A visitor that may ask our own bad server, and nothing else on this machine; it waits without waiting."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests.learning.links.server import BadServer

from mutirao.learning.links import Guard, Limits, Visitor


@pytest.fixture
def server() -> Iterator[BadServer]:
    bad = BadServer()
    thread = threading.Thread(target=bad.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield bad
    bad.ending.set()
    bad.shutdown()
    bad.server_close()
    thread.join()


@pytest.fixture
def slept() -> list[float]:
    """How long the visitor would have waited each time."""
    return []


@pytest.fixture
def visitor(server: BadServer, slept: list[float]) -> Callable[..., Visitor]:
    def make(**limits: Any) -> Visitor:
        guard = Guard(also_allowed=frozenset({("127.0.0.1", server.port)}))
        return Visitor(contact="mail@example.org", guard=guard, limits=Limits(**limits), sleep=slept.append)

    return make
