"""What goes wrong: an argument that cannot be used, an extra that is not installed."""

from __future__ import annotations


class InputError(ValueError):
    """An argument cannot be used: says which one, what is allowed, and what came."""

    def __init__(self, argument: str, *, allowed: str, got: object) -> None:
        super().__init__(f"{argument}: expected {allowed}, got {got}")
        self.argument = argument
        self.allowed = allowed
        self.got = got


class MissingExtra(RuntimeError):
    """A package that only some installations need is not here; the message names the extra that brings it."""
