"""The standard questionnaire: a card for each skill of the core framework, the learning profile, the background."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from mutirao.base.text import Text
from mutirao.needs.instrument.form import Form, Item, Option
from mutirao.needs.instrument.texts import languages_in
from mutirao.needs.states import Purpose, QuestionType

NAME = "mutirao"


@dataclass(frozen=True)
class RatedSkill:
    """A skill with the group that it stands in."""

    slug: str
    key: int
    name: Text
    description: Text
    group: str
    group_name: Text


def standard_form(rows: Iterable[Mapping[str, Any]], skills: Iterable[RatedSkill]) -> Form:
    """From the rows of ``data/questionnaire.csv`` and the skills that people rate, in their order."""
    texts: dict[str, Text] = {}
    core: set[str] = set()
    groups: list[Mapping[str, Any]] = []
    inside: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        match row["kind"]:
            case "form":
                texts[row["name"]] = row["label"]
            case "core":
                core.add(row["name"])
            case "group":
                groups.append(row)
            case _:
                inside[row["parent"]].append(row)
    questions = [row for group in groups for row in inside[group["name"]]]
    choices = {
        row["name"]: tuple(Option(each["name"], each["label"]) for each in inside[row["name"]]) for row in questions
    }
    form = Form(
        name=NAME,
        title=texts["title"],
        introduction=texts["introduction"],
        items=(*skill_groups(skills, core), *(_group(row, inside[row["name"]]) for row in groups)),
        choices=choices,
    )
    return Form(**{**vars(form), "languages": tuple(languages_in(form))})


def skill_groups(skills: Iterable[RatedSkill], core: set[str]) -> tuple[Item, ...]:
    """A group of cards for each group of the framework."""
    names: dict[str, Text] = {}
    cards: dict[str, list[Item]] = defaultdict(list)
    for skill in skills:
        names[skill.group] = skill.group_name
        cards[skill.group].append(card_of(skill, is_core=skill.slug in core))
    return tuple(
        Item(f"skills-{group}", QuestionType.GROUP, label=names[group], items=tuple(below))
        for group, below in cards.items()
    )


def card_of(skill: RatedSkill, *, is_core: bool = True) -> Item:
    return Item(
        skill.slug,
        QuestionType.SKILL,
        purpose=Purpose.SKILL,
        skill=skill.slug,
        skill_key=skill.key,
        is_core=is_core,
        label=skill.name,
        hint=skill.description,
    )


def _group(row: Mapping[str, Any], questions: list[Mapping[str, Any]]) -> Item:
    items = tuple(
        Item(
            each["name"],
            QuestionType(each["type"]),
            purpose=Purpose(each["purpose"] or Purpose.OWN),
            label=each["label"],
            hint=each["hint"],
            choice_list=each["name"],
        )
        for each in questions
    )
    return Item(row["name"], QuestionType.GROUP, label=row["label"], hint=row["hint"], items=items)
