"""How this package says no to an argument."""

from __future__ import annotations


class InputError(ValueError):
    """A bad argument: which one, what is allowed and what came (at most its first hundred characters)."""

    def __init__(self, argument: str, *, allowed: str, got: object) -> None:
        self.argument = argument
        self.allowed = allowed
        self.got = got
        # A text is cut before it is quoted: it may be a page of a megabyte.
        shown = repr(got[:100] if isinstance(got, str) else got)[:120]
        super().__init__(f"{argument}: expected {allowed}, got {shown}")


def check_text(argument: str, text: str, *, longest: int) -> None:
    """Raises ``InputError`` unless ``text`` is a string of at most ``longest`` characters."""
    if not isinstance(text, str):
        raise InputError(argument, allowed="a string", got=text)
    if len(text) > longest:
        raise InputError(argument, allowed=f"at most {longest:,} characters", got=f"{len(text):,} characters")
