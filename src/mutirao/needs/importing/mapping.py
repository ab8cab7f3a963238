"""Rows of a table as answers: which column is which question, and which cell is which choice."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mutirao.needs.importing.reading import Table
from mutirao.needs.importing.targets import ASKED, COMMUNITY, LANGUAGE, TAKEN, Target, plain
from mutirao.needs.states import QuestionType

# Longer lists of cells that nobody understands are a column in the wrong place.
MOST_UNKNOWN = 50
LEAVE_OUT = ""
_SEPARATORS = (";", "|", ",", "\n", " ")
_SEVERAL = frozenset({QuestionType.MANY, QuestionType.RANK})


@dataclass(frozen=True)
class Person:
    """One row, turned into raw answers that the checker still has to see."""

    number: int
    answers: dict[str, Any]
    community: str
    language: str
    asked_skills: list[str]


@dataclass(frozen=True)
class Reading:
    """``columns``: the target of each column; ``values``: what a person said a cell means, by column and plain cell."""

    columns: Sequence[str]
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def people_of(table: Table, targets: Mapping[str, Target], reading: Reading) -> Iterator[Person]:
    """Every row as the answers of a person; cells that nobody understands stay as they are, for the checker to name."""
    used = [(place, targets[key]) for place, key in enumerate(reading.columns) if key in targets]
    for number, row in zip(table.numbers, table.rows, strict=True):
        answers: dict[str, Any] = {}
        about = {COMMUNITY: "", LANGUAGE: "", ASKED: ""}
        for place, target in used:
            if target.item is None:
                about[target.key] = row[place]
            elif row[place]:
                _put(answers, target, _read(target, row[place], reading.values.get(str(place), {})))
        yield Person(number, answers, about[COMMUNITY], about[LANGUAGE], about[ASKED].split())


def unknown_cells(table: Table, target: Target, place: int) -> list[tuple[str, int]]:
    """Cells of a column that are none of the choices, with how often they stand there, the most frequent first."""
    if target.codes is None or target.item is None:
        return []
    counted: Counter[str] = Counter()
    for cell, n in Counter(table.column(place)).items():
        if cell:
            counted.update({each: n for each in _parts(target, cell) if plain(each) not in target.codes})
    return counted.most_common()


def place_of(name: str, targets: Mapping[str, Target], columns: Sequence[str]) -> int | None:
    """The first column that holds answers to the question ``name``."""
    for place, key in enumerate(columns):
        target = targets.get(key)
        if target and target.item and target.item.name == name:
            return place
    return None


def _read(target: Target, cell: str, said: Mapping[str, str]) -> Any:
    if target.item is not None and target.item.question_type == QuestionType.REPEAT:
        return _nested(cell)
    if target.codes is None:
        return cell
    if target.item is not None and target.item.question_type in _SEVERAL and not target.part:
        return [name for each in _parts(target, cell) if (name := _one(target, each, said)) != LEAVE_OUT]
    return _one(target, cell, said)


def _one(target: Target, cell: str, said: Mapping[str, str]) -> Any:
    key = plain(cell)
    meant = said.get(key, cell)
    # What a person chose is the name of an answer; a rating among them is a number in the end.
    return (target.codes or {}).get(plain(meant), meant)


def _parts(target: Target, cell: str) -> list[str]:
    """The single choices in a cell that holds several; the whole cell where it is one choice."""
    codes = target.codes or {}
    several = target.item is not None and target.item.question_type in _SEVERAL and not target.part
    if not several or plain(cell) in codes:
        return [cell]
    split = [[part.strip() for part in cell.split(sign) if part.strip()] for sign in _SEPARATORS if sign in cell]
    whole = next((parts for parts in split if all(plain(part) in codes for part in parts)), None)
    return whole or (split[0] if split else [cell])


def _put(answers: dict[str, Any], target: Target, value: Any) -> None:
    item = target.item
    if item is None or value == LEAVE_OUT:
        return
    if item.question_type == QuestionType.SKILL:
        answers.setdefault(item.name, {})[target.part] = value
    elif target.part and item.question_type == QuestionType.MANY:
        chosen = answers.setdefault(item.name, [])
        if value == TAKEN and target.part not in chosen:
            chosen.append(target.part)
    else:
        answers[item.name] = value


def _nested(cell: str) -> Any:
    try:
        return json.loads(cell)
    except (ValueError, RecursionError):
        return cell
