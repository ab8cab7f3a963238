"""A questionnaire as a value: the tree of its questions, with every text, apart from where it is stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from mutirao.base.text import Text
from mutirao.needs.states import Purpose, QuestionType

# Hold other questions and have no answer of their own.
CONTAINERS = frozenset({QuestionType.GROUP, QuestionType.MATRIX, QuestionType.REPEAT})
TAKES_CHOICES = frozenset({QuestionType.ONE, QuestionType.MANY, QuestionType.RANK})


@dataclass(frozen=True)
class Option:
    """A choice; ``parameters`` are further columns, which a filter of choices may ask for."""

    name: str
    label: Text = field(default_factory=Text)
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Item:
    """A question, or a group, matrix or repeat with the questions in it. Fields as in ``models.Question``."""

    name: str
    question_type: QuestionType
    purpose: Purpose = Purpose.OWN
    skill: str = ""
    skill_key: int = 0
    is_core: bool = True
    label: Text = field(default_factory=Text)
    hint: Text = field(default_factory=Text)
    choice_list: str = ""
    is_required: bool = False
    required_message: Text = field(default_factory=Text)
    relevant: str = ""
    constraint: str = ""
    constraint_message: Text = field(default_factory=Text)
    calculation: str = ""
    default: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    items: tuple[Item, ...] = ()

    def walk(self) -> Iterator[Item]:
        """This one and everything in it, in the order of the page."""
        yield self
        for item in self.items:
            yield from item.walk()


@dataclass(frozen=True)
class Form:
    """A whole questionnaire; ``choices`` are its lists of choices by name, each in order."""

    name: str
    number: int = 1
    title: Text = field(default_factory=Text)
    introduction: Text = field(default_factory=Text)
    languages: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    choices: Mapping[str, tuple[Option, ...]] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)

    def walk(self) -> Iterator[Item]:
        for item in self.items:
            yield from item.walk()

    @cached_property
    def has_conditions(self) -> bool:
        """Whether an answer may decide over another question; else one look at the answers is enough."""
        return any(item.relevant or item.calculation or item.parameters.get("choice_filter") for item in self.walk())

    def options(self, item: Item) -> tuple[Option, ...]:
        return self.choices.get(item.choice_list, ())


def is_asked(item: Item, asked_skills: frozenset[str] | None) -> bool:
    """Whether a person sees the item, where only some skills are asked about."""
    return item.question_type != QuestionType.SKILL or not asked_skills or item.skill in asked_skills
