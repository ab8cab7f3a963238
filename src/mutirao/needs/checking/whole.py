"""All answers of one person: who is asked what, in the order of the page, and what is wrong with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from mutirao.base import clock
from mutirao.base.languages import nearest
from mutirao.base.text import Text
from mutirao.needs.checking.values import clean_value
from mutirao.needs.instrument import CONTAINERS, Form, Item, Option, is_asked
from mutirao.needs.logic import Surroundings, evaluate, is_true, read, string
from mutirao.needs.packing import FIELDS
from mutirao.needs.states import QuestionType

MOST_ENTRIES = 30
MOST_KEYS = 5000
# An answer can take another one away, which takes a third away: so often we look again.
MOST_ROUNDS = 5


@dataclass(frozen=True)
class Checked:
    """Clean answers, and what is wrong by the key of the question: ``name``, in a repeat ``repeat:1:name``."""

    answers: dict[str, Any]
    errors: dict[str, str]


def check_answers(
    form: Form,
    answers: Mapping[str, Any],
    *,
    language: str,
    asked_skills: Collection[str] | None = None,
    only: Collection[str] | None = None,
    today: dt.date | None = None,
) -> Checked:
    """Clean ``answers`` and say in ``language`` what is wrong with them.

    Answers to questions that are not asked are dropped; a key that is no question is an error. ``only`` limits
    the errors to these questions, for a page of several.
    """
    check = _Check(form, language, frozenset(asked_skills or ()), today or clock.today())
    with translation.override(nearest(language, [code for code, _name in settings.LANGUAGES])):
        kept: dict[str, Any] = {}
        seen = as_strings(answers)
        for _round in range(MOST_ROUNDS):
            check.errors, before = {}, kept
            kept = check.walk(form.items, answers, seen, "")
            if kept == before or not form.has_conditions:
                break
            seen = as_strings(kept)
        check.refuse_unknown(answers)
    errors = check.errors
    if only is not None:
        errors = {key: error for key, error in errors.items() if key.split(":")[0] in only}
    return Checked(kept, errors)


def as_strings(answers: Mapping[str, Any]) -> dict[str, str]:
    """Answers as expressions see them: choices with spaces between, a card as ``name_importance`` and so on."""
    seen: dict[str, str] = {}
    for name, value in answers.items():
        if isinstance(value, Mapping):
            seen |= {f"{name}_{part}": _as_string(each) for part, each in value.items()}
        else:
            seen[name] = _as_string(value)
    return seen


def offered(form: Form, item: Item, around: Surroundings) -> tuple[Option, ...]:
    """The choices that a person may take, after the filter that an imported form may have."""
    options = form.options(item)
    if not (source := item.parameters.get("choice_filter")):
        return options
    filtering = read(source)
    return tuple(
        option
        for option in options
        if is_true(evaluate(filtering, replace(around, columns={"name": option.name, **as_strings(option.parameters)})))
    )


def _as_string(value: Any) -> str:
    if isinstance(value, list | tuple):
        return " ".join(str(each) for each in value if not isinstance(each, Mapping))
    if isinstance(value, bool) or value is None:
        return "" if value is None else str(value).lower()
    return string(float(value)) if isinstance(value, int | float) else str(value)


@dataclass
class _Check:
    form: Form
    language: str
    asked_skills: frozenset[str]
    today: dt.date
    errors: dict[str, str] = field(default_factory=dict)

    def walk(
        self, items: tuple[Item, ...], given: Mapping[str, Any], seen: dict[str, str], place: str
    ) -> dict[str, Any]:
        """Clean answers to ``items``. ``seen`` is what expressions see: it changes as answers turn out clean or go."""
        kept: dict[str, Any] = {}
        around = Surroundings(self.today, seen)
        for item in items:
            if self._is_hidden(item, around):
                _forget(item, seen)
            elif item.question_type == QuestionType.REPEAT:
                kept[item.name] = self._entries(item, given.get(item.name), seen, place)
            elif item.question_type in CONTAINERS:
                kept |= self.walk(item.items, given, seen, place)
            else:
                kept[item.name] = self._answer(item, given.get(item.name), around, place)
                _forget(item, seen)
                seen |= as_strings({item.name: kept[item.name]})
        return {name: value for name, value in kept.items() if value not in (None, [])}

    def refuse_unknown(self, answers: Mapping[str, Any]) -> None:
        # The answers in a repeat stand in its entries, where their own keys are looked at.
        known = set(_names_beside(self.form.items))
        for key in list(answers)[:MOST_KEYS]:
            if key not in known:
                self.errors[str(key)[:100]] = _("This questionnaire has no such question.")

    def _is_hidden(self, item: Item, around: Surroundings) -> bool:
        if not is_asked(item, self.asked_skills):
            return True
        return bool(item.relevant) and not is_true(evaluate(read(item.relevant), around))

    def _answer(self, item: Item, given: Any, around: Surroundings, place: str) -> Any:
        if item.question_type == QuestionType.NOTE:
            return None
        if item.question_type == QuestionType.CALCULATE:
            return string(evaluate(read(item.calculation), around)) or None
        key = place + item.name
        try:
            value = clean_value(item, given, {option.name: None for option in offered(self.form, item, around)})
        except ValidationError as error:
            self.errors[key] = " ".join(error.messages)
            return None
        if wrong := self._what_is_wrong(item, value, around):
            self.errors[key] = wrong
        return value

    def _what_is_wrong(self, item: Item, value: Any, around: Surroundings) -> str:
        is_card = item.question_type == QuestionType.SKILL
        if item.is_required and is_card and not {"importance", "competence"} <= set(value or ()):
            return self._said(item.required_message) or _("Please say how important it is and how well you can do it.")
        if item.is_required and value is None:
            return self._said(item.required_message) or _("Please answer this question.")
        if value is not None and item.constraint:
            around = replace(around, here=_as_string(value))
            if not is_true(evaluate(read(item.constraint), around)):
                return self._said(item.constraint_message) or _("This answer is not among those that are allowed.")
        return ""

    def _entries(self, item: Item, given: Any, seen: Mapping[str, str], place: str) -> list[dict[str, Any]]:
        key = place + item.name
        given = [] if given in (None, "") else given
        if not isinstance(given, list) or not all(isinstance(entry, Mapping) for entry in given):
            self.errors[key] = _("This is not an answer that the question takes.")
            return []
        if len(given) > MOST_ENTRIES:
            self.errors[key] = _("Please give at most %(n)d entries.") % {"n": MOST_ENTRIES}
        known = dict.fromkeys(_names_beside(item.items), "")
        if any(set(entry) - set(known) for entry in given):
            self.errors[key] = _("This questionnaire has no such question.")
        entries = [
            self.walk(item.items, entry, {**seen, **known, **as_strings(entry)}, f"{key}:{position}:")
            for position, entry in enumerate(given[:MOST_ENTRIES], start=1)
        ]
        return [entry for entry in entries if entry]

    def _said(self, message: Text) -> str:
        return message.shown(self.language).text


def _forget(item: Item, seen: dict[str, str]) -> None:
    for each in item.walk():
        for name in (each.name, *(f"{each.name}_{part}" for part in FIELDS if each.skill)):
            seen.pop(name, None)


def _names_beside(items: tuple[Item, ...]) -> Iterator[str]:
    """Keys of answers that stand beside each other: groups and matrices open, repeats are one key."""
    for item in items:
        if item.question_type in CONTAINERS and item.question_type != QuestionType.REPEAT:
            yield from _names_beside(item.items)
        elif item.question_type != QuestionType.NOTE:
            yield item.name
