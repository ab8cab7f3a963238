"""The tree of an expression."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


class Unreadable(ValueError):
    """What we cannot read in an expression: a sentence fit to show, and the character where it stands, from 1."""

    def __init__(self, reason: str, place: int) -> None:
        self.reason = reason
        self.place = place
        super().__init__(f"{reason} ({place})")


@dataclass(frozen=True)
class Literal:
    """A text, a number or a truth value."""

    value: str | float | bool


@dataclass(frozen=True)
class Answer:
    """``${name}``: what was answered to another question."""

    name: str


@dataclass(frozen=True)
class Here:
    """``.``: the answer that is being checked."""


@dataclass(frozen=True)
class Column:
    """A bare name: a column of the choice that a filter looks at."""

    name: str


@dataclass(frozen=True)
class Call:
    """A function or an operator with what it is applied to."""

    function: str
    arguments: tuple[Expression, ...]


Expression = Literal | Answer | Here | Column | Call


def names_in(expression: Expression) -> Iterator[str]:
    """Names of the questions whose answers it needs."""
    if isinstance(expression, Answer):
        yield expression.name
    elif isinstance(expression, Call):
        for argument in expression.arguments:
            yield from names_in(argument)


def as_json(expression: Expression) -> Any:
    """A constant as itself, ``["$", name]``, ``["."]``, ``["@", column]``, else ``[function, ...arguments]``."""
    match expression:
        case Literal(value):
            return int(value) if isinstance(value, float) and value.is_integer() else value
        case Answer(name):
            return ["$", name]
        case Here():
            return ["."]
        case Column(name):
            return ["@", name]
        case Call(function, arguments):
            return [function, *map(as_json, arguments)]
