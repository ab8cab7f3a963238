"""A page of a questionnaire as its templates need it: texts in one language, what was answered, what is wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mutirao.base import clock
from mutirao.base.text import ShownText, Text
from mutirao.needs.checking import MOST_ENTRIES, as_strings, offered
from mutirao.needs.checking.values import LEVELS, MOST_CHARACTERS, scale_of, steps_of, tidy
from mutirao.needs.forms.answering import FormPage, may_be_asked
from mutirao.needs.instrument import Form, Item
from mutirao.needs.instrument.cards import NO_RATINGS, RATINGS, YES_NO
from mutirao.needs.logic import Surroundings, as_json, read
from mutirao.needs.states import QuestionType, Remedy

# Longer lists of single choices are a drop-down list.
MOST_RADIOS = 15
MOST_STEPS = 11
_REFERENCE = re.compile(r"\$\{\s*([^{}]+?)\s*\}")
_TEMPLATES = {
    QuestionType.TEXT: "text",
    QuestionType.INTEGER: "number",
    QuestionType.DECIMAL: "number",
    QuestionType.RANGE: "number",
    QuestionType.ONE: "choices",
    QuestionType.MANY: "choices",
    QuestionType.RANK: "rank",
    QuestionType.DATE: "date",
    QuestionType.NOTE: "note",
    QuestionType.GROUP: "group",
    QuestionType.MATRIX: "matrix",
    QuestionType.REPEAT: "repeat",
    QuestionType.SKILL: "skill",
}


@dataclass(frozen=True)
class ShownChoice:
    """A choice; ``place`` is the one that was given to it in a ranking."""

    name: str
    label: Any
    is_taken: bool = False
    place: str = ""


@dataclass(frozen=True)
class ShownScale:
    """Steps in a row with words at both ends, and answers beside the scale."""

    key: str
    label: Any
    low: Any
    high: Any
    steps: tuple[ShownChoice, ...]
    others: tuple[ShownChoice, ...]


@dataclass(frozen=True)
class ShownQuestion:
    """One question; ``questions`` are those in it, ``entries`` those of a repeat."""

    key: str
    kind: str
    template: str
    label: ShownText
    hint: ShownText
    error: str = ""
    value: str = ""
    is_required: bool = False
    relevant: str = ""
    constraint: str = ""
    constraint_message: str = ""
    limits: Mapping[str, Any] = field(default_factory=dict)
    choices: tuple[ShownChoice, ...] = ()
    scales: tuple[ShownScale, ...] = ()
    follow_ups: Mapping[str, tuple[ShownChoice, ...]] = field(default_factory=dict)
    questions: tuple[ShownQuestion, ...] = ()
    entries: tuple[tuple[ShownQuestion, ...], ...] = ()


def questions_of(
    page: FormPage,
    form: Form,
    *,
    answers: Mapping[str, Any],
    errors: Mapping[str, str],
    language: str,
    here: frozenset[str] | None = None,
) -> tuple[ShownQuestion, ...]:
    """The page for a person who reads ``language``. ``answers`` are those of all pages, clean or as they were sent.

    ``here`` are the questions that a script watches beside this page's own, where several pages are one document.
    """
    around = Surroundings(clock.today(), as_strings(answers))
    return _Sheet(form, errors, language, around, here or page.names).questions(page.items, answers, "")


def condition_of(page: FormPage) -> str:
    """For a script, when the page is asked at all; empty: always."""
    return json.dumps(as_json(read(page.relevant[0]))) if page.relevant else ""


@dataclass(frozen=True)
class _Sheet:
    form: Form
    errors: Mapping[str, str]
    language: str
    around: Surroundings
    here: frozenset[str]

    def questions(self, items: tuple[Item, ...], answers: Mapping[str, Any], place: str) -> tuple[ShownQuestion, ...]:
        return tuple(
            self.question(item, answers, place) for item in items if may_be_asked(item, self.around, self.here)
        )

    def question(self, item: Item, answers: Mapping[str, Any], place: str) -> ShownQuestion:
        key, value = place + item.name, answers.get(item.name)
        is_repeat, is_card = item.question_type == QuestionType.REPEAT, item.question_type == QuestionType.SKILL
        return ShownQuestion(
            key=key,
            kind=item.question_type,
            template=f"needs/questions/{self._template(item)}.html",
            label=self._words(item.label) if item.label else ShownText(item.name, self.language, False, False),
            hint=self._words(item.hint),
            error=self.errors.get(key, ""),
            value=_typed(value),
            is_required=item.is_required,
            relevant=json.dumps(as_json(read(item.relevant))) if item.relevant else "",
            constraint=json.dumps(as_json(read(item.constraint))) if item.constraint else "",
            constraint_message=item.constraint_message.shown(self.language).text,
            limits=_limits(item),
            choices=self._choices(item, value),
            scales=self._scales(item, key, value),
            follow_ups=_follow_ups(value) if is_card else {},
            questions=() if is_repeat else self.questions(item.items, answers, place),
            entries=self._entries(item, value, key) if is_repeat else (),
        )

    def _template(self, item: Item) -> str:
        appearance = str(item.parameters.get("appearance", ""))
        if item.question_type == QuestionType.ONE:
            is_long = len(self.form.options(item)) > MOST_RADIOS
            return "select" if is_long or "minimal" in appearance else "choices"
        if item.question_type == QuestionType.TEXT and "multiline" in appearance:
            return "paragraph"
        if item.question_type == QuestionType.RANGE and len(steps_of(item)) in range(1, MOST_STEPS + 1):
            return "range"
        return _TEMPLATES[item.question_type]

    def _words(self, text: Text) -> ShownText:
        """What was answered before can stand in a text: ``${name}``."""
        shown = text.shown(self.language)
        if "${" not in shown.text:
            return shown
        words = _REFERENCE.sub(lambda found: self.around.answers.get(found[1], "…"), shown.text)
        return ShownText(words, shown.language, shown.is_fallback, shown.is_outdated)

    def _choices(self, item: Item, value: Any) -> tuple[ShownChoice, ...]:
        filtering = str(item.parameters.get("choice_filter", ""))
        # A filter that this page decides cannot be shown without a script: the checker has the last word.
        is_open = any(name in filtering for name in self.here)
        options = self.form.options(item) if is_open else offered(self.form, item, self.around)
        places = _places(value) if item.question_type == QuestionType.RANK else {}
        taken = value if isinstance(value, list) else [value]
        return tuple(
            ShownChoice(
                option.name,
                self._words(option.label) if option.label else option.name,
                option.name in taken,
                places.get(option.name, ""),
            )
            for option in options
        )

    def _scales(self, item: Item, key: str, value: Any) -> tuple[ShownScale, ...]:
        if item.question_type == QuestionType.SKILL:
            card = value if isinstance(value, Mapping) else {}
            return tuple(_rating(part, key, str(card.get(part, ""))) for part in RATINGS)
        if item.question_type == QuestionType.RANGE and (steps := steps_of(item)):
            chosen = tuple(ShownChoice(str(step), str(step), str(step) == _typed(value)) for step in steps)
            return (ShownScale(key, "", "", "", chosen, ()),)
        return ()

    def _entries(self, item: Item, value: Any, key: str) -> tuple[tuple[ShownQuestion, ...], ...]:
        """What was entered, and one empty entry more."""
        given = [entry for entry in value if isinstance(entry, Mapping)] if isinstance(value, list) else []
        shown = [*given, {}][:MOST_ENTRIES]
        return tuple(self.questions(item.items, entry, f"{key}:{n}:") for n, entry in enumerate(shown, start=1))


def _rating(part: str, key: str, value: str) -> ShownScale:
    label, low, high = RATINGS[part]
    steps = tuple(ShownChoice(str(level), str(level), value == str(level)) for level in LEVELS)
    others = tuple(ShownChoice(name, words, value == name) for name, words in NO_RATINGS)
    return ShownScale(f"{key}:{part}", label, low, high, steps, others)


def _follow_ups(value: Any) -> dict[str, tuple[ShownChoice, ...]]:
    card = value if isinstance(value, Mapping) else {}
    return {
        "help": tuple(ShownChoice(name, label, card.get("help") == name) for name, label in Remedy.choices),
        **{
            part: tuple(ShownChoice(name, words, card.get(part) == name) for name, words in YES_NO)
            for part in ("want", "teach")
        },
    }


def _limits(item: Item) -> dict[str, Any]:
    if item.question_type == QuestionType.TEXT:
        return {"maxlength": MOST_CHARACTERS}
    if item.question_type == QuestionType.RANGE:
        start, end, step = scale_of(item)
        return {"min": tidy(min(start, end)), "max": tidy(max(start, end)), "step": tidy(abs(step))}
    return {"step": "any"} if item.question_type == QuestionType.DECIMAL else {}


def _places(value: Any) -> dict[str, str]:
    """The place of each choice, from the list that is stored or from what was typed."""
    if isinstance(value, Mapping):
        return {str(name): str(place) for name, place in value.items()}
    return {str(name): str(place) for place, name in enumerate(value, start=1)} if isinstance(value, list) else {}


def _typed(value: Any) -> str:
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
