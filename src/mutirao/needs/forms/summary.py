"""A sheet in words, for the last look before sending: each question with what was answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from mutirao.base.text import ShownText
from mutirao.needs.forms.answering import FormPage, is_page_asked
from mutirao.needs.forms.showing import ShownQuestion, questions_of
from mutirao.needs.instrument import Form


@dataclass(frozen=True)
class Answered:
    """A question and its answer in words; no words where there is no answer."""

    label: ShownText
    words: tuple[Any, ...]


@dataclass(frozen=True)
class AnsweredPage:
    number: int
    title: ShownText
    questions: tuple[Answered, ...]


def summary(pages: tuple[FormPage, ...], form: Form, *, answers: dict[str, Any], language: str) -> list[AnsweredPage]:
    """The pages that this person was asked, without notes."""
    shown = []
    for page in pages:
        if is_page_asked(page, answers):
            asked = questions_of(page, form, answers=answers, errors={}, language=language)
            rows = tuple(row for question in asked for row in _rows(question))
            shown.append(AnsweredPage(page.number, page.title.shown(language), rows))
    return [page for page in shown if page.questions]


def _rows(question: ShownQuestion) -> Iterator[Answered]:
    if question.kind in {"note", "calculate"}:
        return
    for inner in (*question.questions, *(each for entry in question.entries for each in entry)):
        yield from _rows(inner)
    if not question.questions and not question.entries:
        yield Answered(question.label, tuple(_words(question)))


def _words(question: ShownQuestion) -> Iterator[Any]:
    if question.kind == "skill":
        yield from _card(question)
    elif question.kind == "rank":
        placed = sorted((choice for choice in question.choices if choice.place), key=lambda each: each.place)
        yield from (f"{choice.place}. {choice.label}" for choice in placed)
    elif question.choices:
        yield from (choice.label for choice in question.choices if choice.is_taken)
    elif question.value:
        yield question.value


def _card(question: ShownQuestion) -> Iterator[str]:
    labels = {"importance": _("importance"), "competence": _("what you can do"), "help": _("what would help")}
    labels |= {"want": _("want to learn"), "teach": _("could teach")}
    for scale in question.scales:
        for step in (*scale.steps, *scale.others):
            if step.is_taken:
                yield f"{labels[scale.key.rsplit(':', 1)[1]]}: {step.label}"
    for part, choices in question.follow_ups.items():
        yield from (f"{labels[part]}: {choice.label}" for choice in choices if choice.is_taken)
