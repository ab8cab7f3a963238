"""What an expression gives: XPath 1.0's rules for strings, numbers and truth; a date counts as days since 1970."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from mutirao.needs.logic.patterns import matches
from mutirao.needs.logic.tree import Answer, Call, Column, Expression, Here, Literal

Value = str | float | bool
# Questions worked out from each other must not double a text a thousand times.
LONGEST_TEXT = 4000
_EPOCH = dt.date(1970, 1, 1)
_NUMBER = re.compile(r"\s*-?([0-9]+(\.[0-9]*)?|\.[0-9]+)\s*")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Surroundings:
    """What an expression can see: answers as strings by name, the answer checked, the columns of a choice, today."""

    today: dt.date
    answers: Mapping[str, str] = field(default_factory=dict)
    here: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)


def evaluate(expression: Expression, around: Surroundings) -> Value:
    """The value; what was not answered is an empty text."""
    match expression:
        case Literal(value):
            return value
        case Answer(name):
            return around.answers.get(name, "")
        case Here():
            return around.here
        case Column(name):
            return around.columns.get(name, "")
        case Call("today" | "now", _):
            return around.today.isoformat()
        case Call(function, arguments):
            return FUNCTIONS[function].work([evaluate(argument, around) for argument in arguments])


def is_true(value: Value) -> bool:
    if isinstance(value, float):
        return value != 0 and not math.isnan(value)
    return bool(value)


def number(value: Value) -> float:
    """Not a number is NaN, never an error; a date counts its days."""
    if not isinstance(value, str):
        return float(value)
    if _NUMBER.fullmatch(value):
        return float(value)
    if _DATE.fullmatch(value[:10]):
        try:
            return float((dt.date.fromisoformat(value[:10]) - _EPOCH).days)
        except ValueError:
            return math.nan
    return math.nan


def string(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if math.isnan(value):
        return "NaN"
    return str(int(value)) if value.is_integer() else repr(value)


@dataclass(frozen=True)
class Function:
    """How many values it takes and what it does with them."""

    work: Callable[[Sequence[Value]], Value]
    fewest: int
    most: int


def _equal(values: Sequence[Value]) -> bool:
    left, right = values
    if isinstance(left, bool) or isinstance(right, bool):
        return is_true(left) == is_true(right)
    if isinstance(left, str) and isinstance(right, str):
        return left == right
    return number(left) == number(right)


def _remainder(left: float, right: float) -> float:
    return math.fmod(left, right) if right and not math.isinf(left) else math.nan


def _quotient(left: float, right: float) -> float:
    if right:
        return left / right
    return math.nan if not left or math.isnan(left) else math.copysign(math.inf, left)


def _rounded(values: Sequence[Value]) -> float:
    """Halves go up, as XPath rounds; with a second value, to so many decimals."""
    value = number(values[0])
    digits = number(values[1]) if len(values) > 1 else 0.0
    if not math.isfinite(value) or not abs(digits) <= 15:
        return value
    scale = 10.0 ** int(digits)
    scaled = value * scale + 0.5
    return (math.floor(scaled) if math.isfinite(scaled) else scaled) / scale


def _whole(value: float) -> float:
    return float(math.trunc(value)) if math.isfinite(value) else value


def _power(base: float, exponent: float) -> float:
    try:
        result = base**exponent
    except (OverflowError, ZeroDivisionError):
        return math.inf
    return result if isinstance(result, float) else math.nan


def _part(values: Sequence[Value]) -> str:
    """substr(text, start, end): from 0, the end left out."""
    text, start = string(values[0]), number(values[1])
    end = number(values[2]) if len(values) > 2 else math.inf
    if math.isnan(start) or math.isnan(end):
        return ""
    return text[int(max(0, start)) : int(max(0, min(end, len(text))))] if start < len(text) else ""


def _date(value: Value) -> str:
    days = number(value)
    if not math.isfinite(days) or not -719162 <= days <= 2932896:
        return ""
    return (_EPOCH + dt.timedelta(days=math.floor(days))).isoformat()


def _chosen_at(values: Sequence[Value]) -> str:
    taken, place = string(values[0]).split(), number(values[1])
    return taken[int(place)] if 0 <= place < len(taken) else ""


def _numbers(work: Callable[..., Value], count: int) -> Function:
    return Function(lambda values: work(*map(number, values)), count, count)


def _strings(work: Callable[..., Value], count: int) -> Function:
    return Function(lambda values: work(*map(string, values)), count, count)


def _bounded(work: Callable[[list[float]], float]) -> Function:
    def of(values: Sequence[Value]) -> float:
        known = [number(value) for value in values if value != ""]
        return work(known) if known and not any(map(math.isnan, known)) else math.nan

    return Function(of, 1, 50)


FUNCTIONS: Mapping[str, Function] = {
    "or": Function(lambda values: any(map(is_true, values)), 2, 2),
    "and": Function(lambda values: all(map(is_true, values)), 2, 2),
    "=": Function(_equal, 2, 2),
    "!=": Function(lambda values: not _equal(values), 2, 2),
    "<": _numbers(lambda left, right: left < right, 2),
    "<=": _numbers(lambda left, right: left <= right, 2),
    ">": _numbers(lambda left, right: left > right, 2),
    ">=": _numbers(lambda left, right: left >= right, 2),
    "+": _numbers(lambda left, right: left + right, 2),
    "-": _numbers(lambda left, right: left - right, 2),
    "*": _numbers(lambda left, right: left * right, 2),
    "div": _numbers(_quotient, 2),
    "mod": _numbers(_remainder, 2),
    "not": Function(lambda values: not is_true(values[0]), 1, 1),
    "true": Function(lambda values: True, 0, 0),
    "false": Function(lambda values: False, 0, 0),
    "boolean": Function(lambda values: is_true(values[0]), 1, 1),
    "number": _numbers(lambda value: value, 1),
    "string": _strings(lambda value: value, 1),
    "int": _numbers(_whole, 1),
    "round": Function(_rounded, 1, 2),
    "abs": _numbers(abs, 1),
    "pow": _numbers(_power, 2),
    "min": _bounded(min),
    "max": _bounded(max),
    "if": Function(lambda values: values[1] if is_true(values[0]) else values[2], 3, 3),
    "coalesce": Function(lambda values: next((value for value in values if value != ""), ""), 1, 50),
    "concat": Function(lambda values: "".join(map(string, values))[:LONGEST_TEXT], 0, 50),
    "selected": _strings(lambda taken, name: name.strip() in taken.split(), 2),
    "count-selected": _strings(lambda taken: float(len(taken.split())), 1),
    "selected-at": Function(_chosen_at, 2, 2),
    "string-length": _strings(lambda text: float(len(text)), 1),
    "regex": _strings(matches, 2),
    "contains": _strings(lambda text, part: part in text, 2),
    "starts-with": _strings(lambda text, part: text.startswith(part), 2),
    "ends-with": _strings(lambda text, part: text.endswith(part), 2),
    "normalize-space": _strings(lambda text: " ".join(text.split()), 1),
    "substr": Function(_part, 2, 3),
    "date": Function(lambda values: _date(values[0]), 1, 1),
    "today": Function(lambda values: "", 0, 0),
    "now": Function(lambda values: "", 0, 0),
}
