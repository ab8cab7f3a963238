"""Questions that are rated on one scale and stand together: they can be added up, and do not ask who somebody is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mutirao.base.text import Text
from mutirao.needs.checking.values import scale_of
from mutirao.needs.instrument import CONTAINERS, Form, Item
from mutirao.needs.states import QuestionType

FEWEST_ITEMS = 2
LEVELS = 5


@dataclass(frozen=True)
class Scale:
    """``part`` is importance or competence for skill cards, empty otherwise; ``items`` at least two, in order."""

    key: str
    title: Text
    part: str
    items: tuple[Item, ...]
    codes: Mapping[Any, int]

    def code(self, answer: Any) -> int:
        """From 0 upward; -1 for what is no rating."""
        value = answer.get(self.part) if self.part and isinstance(answer, Mapping) else answer
        return self.codes.get(value, -1) if isinstance(value, str | int | float) else -1


def scales_of(form: Form) -> list[Scale]:
    """Cards of one group rate importance and competence; ranges and tables of choices in one group the rest."""
    found: list[Scale] = []
    _collect(form.items, Item("", QuestionType.GROUP, label=form.title), form, found)
    return found


def names_on_scales(form: Form) -> frozenset[str]:
    return frozenset(item.name for scale in scales_of(form) for item in scale.items)


def _collect(items: tuple[Item, ...], container: Item, form: Form, found: list[Scale]) -> None:
    together: dict[tuple[Any, ...], list[Item]] = {}
    for item in items:
        if item.question_type in CONTAINERS and item.question_type != QuestionType.REPEAT:
            _collect(item.items, item, form, found)
        elif signature := _signature(item, container, form):
            together.setdefault(signature, []).append(item)
    for signature, members in together.items():
        if len(members) >= FEWEST_ITEMS:
            found += _scales(container, signature, tuple(members), len(found))


def _signature(item: Item, container: Item, form: Form) -> tuple[Any, ...]:
    """The ratings that a question takes, lowest first; empty where its answers have no order."""
    if item.question_type == QuestionType.SKILL:
        return ("card",)
    # Questions that stand in no group are not said to belong together.
    if not container.name:
        return ()
    if item.question_type == QuestionType.RANGE:
        start, end, step = scale_of(item)
        count = round((end - start) / step) + 1
        return tuple(start + step * place for place in range(count)) if 2 <= count <= 11 else ()
    names = tuple(option.name for option in form.options(item))
    is_ordered = container.question_type == QuestionType.MATRIX or all(name.isdecimal() for name in names)
    return names if item.question_type == QuestionType.ONE and is_ordered and len(names) > 1 else ()


def _scales(container: Item, signature: tuple[Any, ...], items: tuple[Item, ...], n_before: int) -> Iterator[Scale]:
    title = container.label if container.label else Text("en", {"en": container.name})
    if signature == ("card",):
        codes = {level: level - 1 for level in range(1, LEVELS + 1)}
        for part in ("importance", "competence"):
            yield Scale(f"{container.name}.{part}", title, part, items, codes)
        return
    ordered = sorted(signature, key=float) if all(_is_number(each) for each in signature) else signature
    yield Scale(f"{container.name}.{n_before}", title, "", items, {each: place for place, each in enumerate(ordered)})


def _is_number(value: Any) -> bool:
    return isinstance(value, float) or value.isdecimal()
