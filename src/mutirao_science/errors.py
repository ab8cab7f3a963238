"""The one error of this package."""

from __future__ import annotations


class InputError(ValueError):
    """An argument cannot be used: says which one, what is allowed, and what came."""

    def __init__(self, argument: str, *, allowed: str, got: object) -> None:
        super().__init__(f"{argument}: expected {allowed}, got {got}")
        self.argument = argument
        self.allowed = allowed
        self.got = got
