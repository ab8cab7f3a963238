"""Reads of questionnaires: who sees which, and one as a whole."""

from __future__ import annotations

from collections import defaultdict

from mutirao.needs.instrument import TAKES_CHOICES, Form, Item, Option
from mutirao.needs.models import Choice, Question, Questionnaire
from mutirao.needs.packing import BACKGROUND, Layout
from mutirao.needs.states import Purpose, QuestionType

# What a row and an item have in common under the same name.
COPIED = (
    *("name", "is_core", "label", "hint", "choice_list", "is_required", "required_message", "relevant"),
    *("constraint", "constraint_message", "calculation", "default", "parameters"),
)


def whole(questionnaire: Questionnaire) -> Form:
    """The questionnaire with all its questions, choices and texts, in two queries."""
    below: dict[int | None, list[Question]] = defaultdict(list)
    for question in questionnaire.questions.select_related("skill").order_by("position"):
        below[question.parent_id].append(question)
    choices: dict[str, list[Option]] = defaultdict(list)
    for choice in Choice.objects.filter(questionnaire=questionnaire).order_by("choice_list", "position"):
        choices[choice.choice_list].append(Option(choice.name, choice.label, choice.parameters))
    return Form(
        name=questionnaire.name,
        number=questionnaire.number,
        title=questionnaire.title,
        introduction=questionnaire.introduction,
        languages=tuple(questionnaire.languages),
        items=_items(below, None),
        choices={name: tuple(options) for name, options in choices.items()},
        settings=questionnaire.settings,
    )


def layout_of(form: Form) -> Layout:
    """What the bytes of answers to ``form`` mean; of two questions with one purpose the first counts."""
    cards = [item for item in form.walk() if item.question_type == QuestionType.SKILL]
    choices: dict[Purpose, tuple[str, tuple[str, ...]]] = {}
    for item in form.walk():
        if item.purpose in BACKGROUND and item.question_type in TAKES_CHOICES:
            choices.setdefault(item.purpose, (item.name, tuple(option.name for option in form.options(item))))
    return Layout(tuple((card.name, card.skill_key) for card in cards), choices)


def _items(below: dict[int | None, list[Question]], parent: int | None) -> tuple[Item, ...]:
    return tuple(_item(question, below) for question in below[parent])


def _item(question: Question, below: dict[int | None, list[Question]]) -> Item:
    return Item(
        question_type=QuestionType(question.question_type),
        purpose=Purpose(question.purpose),
        skill=question.skill.slug if question.skill else "",
        skill_key=question.skill_id or 0,
        items=_items(below, question.pk),
        **{name: getattr(question, name) for name in COPIED},
    )
