"""What a column of a file can hold: an answer, a part of a skill card, one choice of several, or who and how."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from mutirao.base.text import Text
from mutirao.needs.exporting.variables import CARD_LABELS, NOT_ASKED, items_with_answers
from mutirao.needs.instrument import Form, Item, Option
from mutirao.needs.packing import DO_NOT_KNOW, FIELDS, NOT_APPLICABLE
from mutirao.needs.states import QuestionType, Remedy

COMMUNITY = "=community"
LANGUAGE = "=language"
ASKED = "=asked_skills"
NOTHING = ""
ABOUT: Mapping[str, Any] = {
    COMMUNITY: _("The community"),
    LANGUAGE: _("The language of the answers"),
    ASKED: _("The skills that the person was asked about"),
}
TAKEN, NOT_TAKEN = "1", "0"
_YES = ("1", "yes", "y", "true", "x", "sí", "si", "sim", "oui", "نعم", "हाँ")
_NO = ("0", "no", "n", "false", "não", "nao", "non", "لا", "नहीं")
_RATINGS = {
    **{str(value): value for value in range(1, 6)},
    str(NOT_ASKED): "",
    str(NOT_APPLICABLE): "not_applicable",
    str(DO_NOT_KNOW): "do_not_know",
    "not_applicable": "not_applicable",
    "not applicable": "not_applicable",
    "n/a": "not_applicable",
    "na": "not_applicable",
    "do_not_know": "do_not_know",
    "do not know": "do_not_know",
    "don't know": "do_not_know",
}


@dataclass(frozen=True)
class Target:
    """Where cells go. ``codes`` turns a cell, as ``plain`` writes it, into the answer; None where any cell may stand.

    ``answers`` are the answers that a person can choose from for a cell that nobody understands, with labels.
    """

    key: str
    label: str
    item: Item | None = None
    part: str = ""
    codes: Mapping[str, Any] | None = None
    answers: Mapping[str, str] = field(default_factory=dict)


def plain(text: str) -> str:
    """A cell for comparing: one normal form, small letters, one space between words."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def targets_of(form: Form) -> dict[str, Target]:
    """Everything that a column can be, by key, in the order of the questionnaire."""
    targets = {key: Target(key, str(label)) for key, label in ABOUT.items()}
    for item in items_with_answers(form):
        if item.question_type != QuestionType.CALCULATE:
            targets |= {target.key: target for target in _targets(form, item)}
    return targets


def _targets(form: Form, item: Item) -> Iterator[Target]:
    label = item.label.shown().text or item.name
    options = form.options(item)
    match item.question_type:
        case QuestionType.SKILL:
            for part in FIELDS:
                yield _part(item, part, f"{label}: {CARD_LABELS[part]}")
        case QuestionType.MANY:
            yield Target(item.name, label, item, "", _codes(options), _labels(options))
            for option in options:
                words = [TAKEN, *_YES, option.name, *option.label.texts.values()]
                codes = {plain(word): TAKEN for word in words} | dict.fromkeys(_NO, NOT_TAKEN)
                name = f"{label}: {option.label.shown().text or option.name}"
                answers = {TAKEN: str(_("chosen")), NOT_TAKEN: str(_("not chosen"))}
                yield Target(f"{item.name}/{option.name}", name, item, option.name, codes, answers)
        case QuestionType.ONE | QuestionType.RANK:
            yield Target(item.name, label, item, "", _codes(options), _labels(options))
        case _:
            yield Target(item.name, label, item)


def _part(item: Item, part: str, label: str) -> Target:
    codes: dict[str, Any]
    if part in {"importance", "competence"}:
        codes = dict(_RATINGS)
        answers = {**{str(value): str(value) for value in range(1, 6)}}
        answers |= {"not_applicable": str(_("not applicable")), "do_not_know": str(_("do not know"))}
    elif part == "help":
        codes = {str(value): str(value) for value in Remedy} | {plain(str(each)): name for name, each in Remedy.choices}
        answers = {str(value): str(each) for value, each in Remedy.choices}
    else:
        codes = dict.fromkeys(_YES, "yes") | dict.fromkeys(_NO, "no")
        answers = {"yes": str(_("yes")), "no": str(_("no"))}
    return Target(f"{item.name}.{part}", label, item, part, codes, answers)


def _codes(options: Iterable[Option]) -> dict[str, str]:
    """A choice by its name and by its label in any language; a name wins over a label."""
    labels = {plain(text): option.name for option in options for text in _texts(option.label)}
    return labels | {plain(option.name): option.name for option in options}


def _labels(options: Iterable[Option]) -> dict[str, str]:
    return {option.name: option.label.shown().text or option.name for option in options}


def _texts(text: Text) -> list[str]:
    return [each for each in text.texts.values() if each]
