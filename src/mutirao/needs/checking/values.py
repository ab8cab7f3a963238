"""One answer: from what a page, a device or a file gives to the value that is stored. docs/needs.md has the table."""

from __future__ import annotations

import datetime as dt
import math
import unicodedata
from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mutirao.base.forms import PlainText
from mutirao.needs.instrument import Item
from mutirao.needs.packing import FIELDS
from mutirao.needs.states import QuestionType, Remedy

MOST_CHARACTERS = 4000
# Beyond it a browser cannot hold every whole number.
LARGEST = 10**15
LEVELS = (1, 2, 3, 4, 5)
NO_LEVEL = ("not_applicable", "do_not_know")
YES_NO = ("yes", "no")
_PLAIN = PlainText(max_length=MOST_CHARACTERS, required=False)
_DECIMAL_SIGNS = str.maketrans({"\u066b": ".", "\u2212": "-", "\u066c": "", "\u00a0": "", "\u202f": "", " ": ""})


def clean_value(item: Item, value: Any, choices: Collection[str]) -> Any:
    """The value to store, None for no answer. Raises ``ValidationError`` with the sentence to show."""
    if isinstance(value, str):
        value = _plain(value)
    if value is None or value == "" or value == [] or value == {}:
        return None
    return _CLEANERS[item.question_type](item, value, choices)


def scale_of(item: Item) -> tuple[float, float, float]:
    """Start, end and step of a range; without them 1 to 10 by 1, as XLSForms mean it."""
    known = [_as_float(item.parameters.get(name)) for name in ("start", "end", "step")]
    start, end, step = (
        fallback if each is None else each for each, fallback in zip(known, (1.0, 10.0, 1.0), strict=True)
    )
    return start, end, step or 1.0


def steps_of(item: Item) -> list[float]:
    """The values of a range, at most 101; a finer one is a field for a number."""
    start, end, step = scale_of(item)
    count = math.floor(round((end - start) / step, 9)) + 1
    return [tidy(start + step * place) for place in range(count)] if 0 < count <= 101 else []


def tidy(value: float) -> int | float:
    """Without the dust of binary fractions; a whole number as such."""
    value = round(value, 9)
    return int(value) if value == int(value) else value


def _plain(value: str) -> str:
    # Most answers are short codes, which hold nothing to normalise or refuse.
    if value.isascii() and value.isprintable() and len(value) <= MOST_CHARACTERS:
        return value.strip()
    text: str = _PLAIN.clean(value)
    return text


def _wrong_kind() -> ValidationError:
    return ValidationError(_("This is not an answer that the question takes."))


def _text(item: Item, value: Any, choices: Collection[str]) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise _wrong_kind()
    return str(value)


def _as_float(value: Any) -> float | None:
    """Numbers in the digits of any script, with a point or a comma; None for what is no number."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    if isinstance(value, str):
        value = unicodedata.normalize("NFKC", value).translate(_DECIMAL_SIGNS)
        value = value.replace(",", ".") if value.count(",") == 1 and "." not in value else value
        if any(sign in value for sign in "_eExX") or len(value) > 40:
            return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _number(item: Item, value: Any, choices: Collection[str]) -> float:
    number = _as_float(value)
    if number is None:
        raise ValidationError(_("Please give a number."))
    if abs(number) > LARGEST:
        raise ValidationError(_("This number is too large."))
    return number


def _integer(item: Item, value: Any, choices: Collection[str]) -> int:
    number = _number(item, value, choices)
    if not number.is_integer():
        raise ValidationError(_("Please give a whole number."))
    return int(number)


def _decimal(item: Item, value: Any, choices: Collection[str]) -> int | float:
    number = _number(item, value, choices)
    return int(number) if number.is_integer() else number


def _range(item: Item, value: Any, choices: Collection[str]) -> int | float:
    number = _number(item, value, choices)
    start, end, step = scale_of(item)
    low, high = sorted((start, end))
    if not low <= number <= high:
        message = _("Please give a number from %(low)s to %(high)s.")
        raise ValidationError(message % {"low": tidy(low), "high": tidy(high)})
    steps = (number - start) / step
    if abs(steps - round(steps)) > 1e-6:
        message = _("Please give a number in steps of %(step)s, from %(low)s on.")
        raise ValidationError(message % {"step": tidy(abs(step)), "low": tidy(low)})
    return tidy(number)


def _one(item: Item, value: Any, choices: Collection[str]) -> str:
    name = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(name, str) or name not in choices:
        raise ValidationError(_("Please take one of the choices."))
    return name


def _names(value: Any, choices: Collection[str]) -> list[str]:
    """Names from a list, or from one text with spaces between them, as files of answers have them."""
    given = value.split() if isinstance(value, str) and value not in choices else value
    given = [given] if isinstance(given, str) else given
    if not isinstance(given, list | tuple) or not all(isinstance(name, str | int) for name in given):
        raise _wrong_kind()
    names = [str(name) for name in given]
    if any(name not in choices for name in names) or len(set(names)) != len(names):
        raise ValidationError(_("Please take only choices of the list, each once."))
    return names


def _many(item: Item, value: Any, choices: Collection[str]) -> list[str]:
    taken = set(_names(value, choices))
    return [name for name in choices if name in taken]


def _rank(item: Item, value: Any, choices: Collection[str]) -> list[str]:
    """From the names in order, or from the place that a page asked for each of them."""
    if isinstance(value, Mapping):
        value = sorted(value, key=lambda name: int(value[name])) if _are_places(value.values()) else []
    names = _names(value, choices)
    if len(names) != len(choices):
        raise ValidationError(_("Please give each choice a place, every place once."))
    return names


def _are_places(values: Collection[Any]) -> bool:
    return sorted(map(str, values)) == sorted(str(place) for place in range(1, len(values) + 1))


def _date(item: Item, value: Any, choices: Collection[str]) -> str:
    try:
        return dt.date.fromisoformat(str(value)[:10] if len(str(value)) >= 10 else "").isoformat()
    except ValueError:
        raise ValidationError(_("Please give a day, such as 2026-11-22.")) from None


def _card(item: Item, value: Any, choices: Collection[str]) -> dict[str, Any]:
    """A card with only the fields that were answered."""
    if not isinstance(value, Mapping) or set(value) - set(FIELDS):
        raise _wrong_kind()
    card = {field: _card_field(field, value[field]) for field in FIELDS if value.get(field) not in (None, "")}
    if any(answer is None for answer in card.values()):
        raise ValidationError(_("Please take one of the choices."))
    return card


def _card_field(field: str, value: Any) -> int | str | None:
    """The clean value, None where it is none."""
    if field in {"importance", "competence"}:
        words: dict[str, int | str] = {str(level): level for level in LEVELS} | {word: word for word in NO_LEVEL}
        return None if isinstance(value, bool | float) else words.get(str(value))
    allowed = set(Remedy.values) if field == "help" else set(YES_NO)
    return value if isinstance(value, str) and value in allowed else None


_CLEANERS: Mapping[QuestionType, Callable[[Item, Any, Collection[str]], Any]] = {
    QuestionType.TEXT: _text,
    QuestionType.INTEGER: _integer,
    QuestionType.DECIMAL: _decimal,
    QuestionType.RANGE: _range,
    QuestionType.ONE: _one,
    QuestionType.MANY: _many,
    QuestionType.RANK: _rank,
    QuestionType.DATE: _date,
    QuestionType.SKILL: _card,
}
