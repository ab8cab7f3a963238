"""One submission as the cells of a row, fast: a plan of small functions, one for each question."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from mutirao.needs.exporting.variables import NOT_ASKED
from mutirao.needs.instrument import Form, Item
from mutirao.needs.packing import DO_NOT_KNOW, FIELDS, NOT_APPLICABLE
from mutirao.needs.states import QuestionType
from mutirao.sources.exporting.formats import FORMULA

type Cells = Sequence[Any]
type Plan = list[tuple[str, str, Callable[[Any], Cells]]]

EMPTY = ("",)
_CODES = {"not_applicable": NOT_APPLICABLE, "do_not_know": DO_NOT_KNOW}
_NOTHING_SAID = ("",) * len(FIELDS)
_NOT_ASKED = (NOT_ASKED, NOT_ASKED, "", "", "")


def plan_of(form: Form, items: Iterable[Item]) -> Plan:
    """For each question its name, the skill that it rates, and what makes its cells."""
    return [(item.name, item.skill, _maker(form, item)) for item in items]


def cells_of(plan: Plan, answers: Mapping[str, Any], asked_skills: Sequence[str]) -> list[Any]:
    """The cells of one person; ``asked_skills`` are the skills drawn for them, empty: all."""
    cells: list[Any] = []
    for name, skill, make in plan:
        if asked_skills and skill and skill not in asked_skills:
            cells += _NOT_ASKED
        else:
            cells += make(answers.get(name))
    return cells


def safe(text: str) -> str:
    """A text that no spreadsheet runs as a formula."""
    return f"'{text}" if FORMULA.match(text) else text


def _maker(form: Form, item: Item) -> Callable[[Any], Cells]:
    match item.question_type:
        case QuestionType.SKILL:
            return _card
        case QuestionType.MANY:
            return partial(_taken, [option.name for option in form.options(item)])
        case QuestionType.RANK:
            return _in_order
        case QuestionType.REPEAT:
            return _nested
        case _:
            return _single


def _card(card: Any) -> Cells:
    if not card:
        return _NOTHING_SAID
    get = card.get
    importance, competence = get("importance", ""), get("competence", "")
    return (
        _CODES.get(importance, importance),
        _CODES.get(competence, competence),
        get("help") or "",
        get("want") or "",
        get("teach") or "",
    )


def _taken(names: list[str], chosen: Any) -> Cells:
    if chosen is None:
        return [""] * len(names)
    return [1 if name in chosen else 0 for name in names]


def _in_order(chosen: Any) -> Cells:
    return (safe(" ".join(chosen)),) if chosen else EMPTY


def _nested(rows: Any) -> Cells:
    return (json.dumps(rows, ensure_ascii=False, separators=(",", ":")),) if rows else EMPTY


def _single(value: Any) -> Cells:
    if value is None:
        return EMPTY
    return (safe(value),) if isinstance(value, str) else (value,)
