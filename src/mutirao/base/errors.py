"""The two ways in which we say no: to an argument, and to a person."""

from __future__ import annotations


class InputError(ValueError):
    """A bad argument: which one, what is allowed and what came."""

    def __init__(self, argument: str, *, allowed: str, got: object) -> None:
        self.argument = argument
        self.allowed = allowed
        self.got = got
        super().__init__(f"{argument}: expected {allowed}, got {got!r}")


class Refused(Exception):
    """A rule said no to a person; ``reason`` is a translated sentence fit to show. Becomes a page with status 403."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class Conflict(Exception):
    """Somebody else changed the record in between; the form shows both versions and keeps what was typed."""
