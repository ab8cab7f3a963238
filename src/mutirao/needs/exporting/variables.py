"""The columns of a table of answers: what each one holds, with its codes, for files and for the codebook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from mutirao.needs.instrument import CONTAINERS, Form, Item, Option
from mutirao.needs.packing import DO_NOT_KNOW, FIELDS, NOT_APPLICABLE
from mutirao.needs.states import QuestionType, Remedy

NOT_ASKED = 7
HIGHEST = 5
CARD_LABELS: Mapping[str, Any] = {
    "importance": _("How important it is here"),
    "competence": _("How well I can do it"),
    "help": _("What would help"),
    "want": _("I want to learn it"),
    "teach": _("I could teach it"),
}


class Measure(StrEnum):
    """What the cells of a column are."""

    RATING = "rating"
    CODE = "code"
    YES_NO = "yes_no"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"
    ORDER = "order"
    NESTED = "nested"


@dataclass(frozen=True)
class Category:
    """A code that a cell may hold; ``is_missing`` where it stands for no answer."""

    code: str
    label: Any
    is_missing: bool = False


@dataclass(frozen=True)
class Variable:
    """One column. ``part`` is the field of a skill card or the choice of a question with several choices."""

    name: str
    question: str
    part: str
    label: Any
    measure: Measure
    categories: tuple[Category, ...] = ()


RATINGS = (
    *(Category(str(value), str(value)) for value in range(1, HIGHEST + 1)),
    Category(str(NOT_ASKED), _("not asked of this person"), is_missing=True),
    Category(str(NOT_APPLICABLE), _("not applicable"), is_missing=True),
    Category(str(DO_NOT_KNOW), _("do not know"), is_missing=True),
)
YES_OR_NO = (Category("yes", _("yes")), Category("no", _("no")))
TAKEN = (Category("1", _("chosen")), Category("0", _("not chosen")))
_MEASURES: Mapping[str, Measure] = {
    QuestionType.INTEGER: Measure.NUMBER,
    QuestionType.DECIMAL: Measure.NUMBER,
    QuestionType.RANGE: Measure.NUMBER,
    QuestionType.DATE: Measure.DATE,
    QuestionType.ONE: Measure.CODE,
    QuestionType.RANK: Measure.ORDER,
    QuestionType.REPEAT: Measure.NESTED,
}


def items_with_answers(form: Form) -> list[Item]:
    """The questions that have an answer of their own, in order; those in a repeat are told by the repeat."""
    return list(_with_answers(form.items))


def variables_of(form: Form, items: Iterable[Item]) -> list[Variable]:
    """The columns of the questions, in their order."""
    return [variable for item in items for variable in _variables(form, item)]


def _with_answers(items: Iterable[Item]) -> Iterator[Item]:
    for item in items:
        if item.question_type == QuestionType.REPEAT or item.question_type not in {*CONTAINERS, QuestionType.NOTE}:
            yield item
        else:
            yield from _with_answers(item.items)


def _variables(form: Form, item: Item) -> Iterator[Variable]:
    match item.question_type:
        case QuestionType.SKILL:
            for part in FIELDS:
                yield Variable(f"{item.name}.{part}", item.name, part, item.label, *_measure_of_part(part))
        case QuestionType.MANY:
            for option in form.options(item):
                name = f"{item.name}/{option.name}"
                yield Variable(name, item.name, option.name, item.label, Measure.YES_NO, TAKEN)
        case other:
            measure = _MEASURES.get(other, Measure.TEXT)
            yield Variable(item.name, item.name, "", item.label, measure, _categories(form.options(item)))


def _measure_of_part(part: str) -> tuple[Measure, tuple[Category, ...]]:
    if part in {"importance", "competence"}:
        return Measure.RATING, RATINGS
    if part == "help":
        return Measure.CODE, tuple(Category(value, label) for value, label in Remedy.choices)
    return Measure.CODE, YES_OR_NO


def _categories(options: Iterable[Option]) -> tuple[Category, ...]:
    return tuple(Category(option.name, option.label) for option in options)
