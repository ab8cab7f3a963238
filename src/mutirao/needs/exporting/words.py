"""Answers in words, for people who read one sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mutirao.base.templatetags.text import listed
from mutirao.base.text import Text
from mutirao.needs.exporting.variables import CARD_LABELS, RATINGS, YES_OR_NO
from mutirao.needs.instrument import Form, Item
from mutirao.needs.packing import FIELDS
from mutirao.needs.states import QuestionType, Remedy

_WORDS: Mapping[str, Any] = {
    **{str(value): label for value, label in Remedy.choices},
    **{category.code: category.label for category in YES_OR_NO},
    "not_applicable": RATINGS[-2].label,
    "do_not_know": RATINGS[-1].label,
}


@dataclass(frozen=True)
class Line:
    """A question and what was answered, in words of the page's language."""

    label: Text
    name: str
    part: str
    answer: str


def lines_of(form: Form, items: tuple[Item, ...], answers: Mapping[str, Any]) -> Iterator[Line]:
    """What a person answered, question by question; what has no answer is left out."""
    for item in items:
        value = answers.get(item.name)
        if item.question_type == QuestionType.SKILL:
            for part in FIELDS:
                if value and value.get(part) not in {None, ""}:
                    yield Line(item.label, item.name, str(CARD_LABELS[part]), _word(value[part]))
        elif value not in (None, "", []):
            yield Line(item.label, item.name, "", _told(form, item, value))


def _told(form: Form, item: Item, value: Any) -> str:
    labels = {option.name: option.label.shown().text or option.name for option in form.options(item)}
    if isinstance(value, list):
        entries = [each if isinstance(each, str) else _entry(each) for each in value]
        return str(listed([labels.get(each, each) for each in entries]))
    return labels.get(str(value), str(value))


def _entry(entry: Mapping[str, Any]) -> str:
    return "; ".join(f"{name}: {value}" for name, value in entry.items())


def _word(value: Any) -> str:
    return str(_WORDS.get(str(value), value))
