"""The one way in which a file is refused."""

from __future__ import annotations


class LoadError(Exception):
    """Where a file is wrong, what was expected there and what came.

    ``line`` counts from 1, the header included; it is the item's number in a JSON list. None: the file as a whole.
    """

    def __init__(self, file: str, *, expected: str, got: object, line: int | None = None, column: str = "") -> None:
        self.file = file
        self.line = line
        self.column = column
        self.expected = expected
        self.got = got
        place = file
        if line is not None:
            place += f", line {line}"
        if column:
            place += f', column "{column}"'
        super().__init__(f"{place}: expected {expected}, got {_shown(got)}")


def _shown(got: object) -> str:
    text = got if isinstance(got, str) else repr(got)
    return repr(text[:200] + " …") if len(text) > 200 else repr(text) if isinstance(got, str) else text
