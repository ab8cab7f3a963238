"""A questionnaire made from a table of answers: one question for each column, its type told by the cells."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from mutirao.base.text import Text
from mutirao.needs.importing.reading import Table
from mutirao.needs.instrument import Form, Item, Option
from mutirao.needs.states import QuestionType

# A question with more different answers than this is not one with choices.
MOST_CHOICES = 20
# Cells that turn up fewer times than this on average are people's own words.
FEWEST_EACH = 2
LONGEST_SCALE = 11
LONGEST_NAME = 60
LONGEST_LABEL = 2000
# ``PU1``, ``Q12_3``, ``Q1[SQ001]``: a code and its number; questions with one code stand in one group.
_CODED = re.compile(r"(?P<code>.*?[^\W\d_])[_\[]*(?:SQ)?\d+\]?", re.IGNORECASE)


def draft_from(table: Table, *, title: str, language: str) -> Form:
    """A draft with one question for each column; scales that belong together stand in one group."""
    names = _names(table.header)
    choices: dict[str, tuple[Option, ...]] = {}
    items = []
    sizes = Counter(_code(column) for column in table.header)
    for place, (column, name) in enumerate(zip(table.header, names, strict=True)):
        blank = Item(name, QuestionType.TEXT, label=Text(language, {language: column[:LONGEST_LABEL]}))
        cells = [cell for cell in table.column(place) if cell]
        # A scale has company; a code that stands alone, such as 0 and 1 for a university, is a choice.
        scale = _scale(blank, cells) if _code(column) and sizes[_code(column)] > 1 else None
        item, options = (scale, ()) if scale else _item(blank, cells)
        if options:
            item = replace(item, choice_list=name)
            choices[name] = options
        items.append(item)
    grouped = tuple(_grouped(items, table.header, names, language))
    words = Text(language, {language: title})
    return Form(
        name=_plain(title) or "questionnaire", title=words, languages=(language,), items=grouped, choices=choices
    )


def _item(item: Item, cells: Sequence[str]) -> tuple[Item, tuple[Option, ...]]:
    different = Counter(cells)
    numbers = [_number(cell) for cell in different]
    known = [number for number in numbers if number is not None]
    if different and len(different) <= MOST_CHOICES and len(cells) >= FEWEST_EACH * len(different):
        return replace(item, question_type=QuestionType.ONE), tuple(_options(sorted(different), item.label.source))
    if cells and len(known) == len(numbers):
        whole = all(number.is_integer() for number in known)
        return replace(item, question_type=QuestionType.INTEGER if whole else QuestionType.DECIMAL), ()
    if cells and all(_is_date(cell) for cell in different):
        return replace(item, question_type=QuestionType.DATE), ()
    return item, ()


def _scale(item: Item, cells: Sequence[str]) -> Item | None:
    """Whole numbers from 0 or 1 up to 10: a step that nobody chose is still one."""
    numbers = {_number(cell) for cell in cells}
    if not numbers or not numbers <= {float(step) for step in range(LONGEST_SCALE)}:
        return None
    whole = [int(number) for number in numbers if number is not None]
    low, high = min(1, *whole), max(whole)
    parameters = {"start": str(low), "end": str(high), "step": "1"}
    return replace(item, question_type=QuestionType.RANGE, parameters=parameters) if high > low else None


def _options(cells: list[str], language: str) -> Iterator[Option]:
    names = _names(cells)
    for cell, name in zip(cells, names, strict=True):
        yield Option(name, Text(language, {language: cell[:1000]}))


def _grouped(items: list[Item], header: Sequence[str], names: Sequence[str], language: str) -> Iterator[Item]:
    """Neighbours with one code in one group; a group of one question is none."""
    taken = set(names)
    for code, columns in groupby(zip(header, items, strict=True), key=lambda column: _code(column[0])):
        members = tuple(item for _column, item in columns)
        if not code or len(members) == 1:
            yield from members
            continue
        name = next(each for each in _numbered(_plain(code)) if each not in taken)
        taken.add(name)
        yield Item(name, QuestionType.GROUP, label=Text(language, {language: code}), items=members)


def _code(column: str) -> str:
    found = _CODED.fullmatch(column.split("/")[-1].strip())
    return found["code"] if found else ""


def _names(words: Sequence[str]) -> list[str]:
    """Short names that an XLSForm takes, each once."""
    taken: set[str] = set()
    names = []
    for word in words:
        plain = _plain(word.split("/")[-1]) or "question"
        name = next(each for each in _numbered(plain) if each not in taken)
        taken.add(name)
        names.append(name)
    return names


def _numbered(name: str) -> Iterator[str]:
    yield name
    for number in range(2, 10_000):
        yield f"{name}_{number}"


def _plain(words: str) -> str:
    plain = re.sub(r"\W+", "_", words.strip()).strip("_")[:LONGEST_NAME]
    return f"q{plain}" if plain[:1].isdigit() else plain


def _number(cell: str) -> float | None:
    try:
        return float(cell) if re.fullmatch(r"-?[0-9]{1,12}([.][0-9]+)?", cell) else None
    except ValueError:
        return None


def _is_date(cell: str) -> bool:
    try:
        dt.date.fromisoformat(cell)
    except ValueError:
        return False
    return True
