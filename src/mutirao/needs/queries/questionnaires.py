"""Reads of questionnaires: who sees which, and one as a whole."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import Count, Q, QuerySet

from mutirao.accounts.models import RoleGrant
from mutirao.accounts.rules import held, is_administrator, is_signed_in
from mutirao.accounts.states import Role
from mutirao.base.text import Text
from mutirao.movement.models import Community
from mutirao.needs.instrument import CONTAINERS, TAKES_CHOICES, Form, Item, Option
from mutirao.needs.instrument.standard import RatedSkill
from mutirao.needs.models import Choice, Question, Questionnaire
from mutirao.needs.packing import BACKGROUND, Layout
from mutirao.needs.states import Purpose, QuestionType
from mutirao.skills.queries import core_skills

# What a row and an item have in common under the same name.
COPIED = (
    *("name", "is_core", "label", "hint", "choice_list", "is_required", "required_message", "relevant"),
    *("constraint", "constraint_message", "calculation", "default", "parameters"),
)


def visible_to(user: Any) -> QuerySet[Questionnaire]:
    """Frozen ones and the standard one are public; drafts are seen by who made them, coordinators, administrators."""
    rows = Questionnaire.objects.select_related("community")
    if is_administrator(user):
        return rows
    seen = Q(frozen_at__isnull=False) | Q(is_standard=True)
    if is_signed_in(user):
        held_in = RoleGrant.objects.filter(held(), person=user, role=Role.COORDINATOR, subject_kind=Community.kind)
        seen |= Q(community__slug__in=held_in.values("subject_id"))
    return rows.filter(seen)


def listed(user: Any) -> QuerySet[Questionnaire]:
    """Those that ``user`` sees and that are not retired, with ``n_questions``; groups and notes are none."""
    asked = ~Q(questions__question_type__in=[*CONTAINERS, QuestionType.NOTE, QuestionType.CALCULATE])
    rows = visible_to(user).filter(retired_at=None).annotate(n_questions=Count("questions", filter=asked))
    return rows.order_by("-is_standard", "name", "-number")


def coordinated_by(user: Any) -> QuerySet[Community]:
    """Communities for which the person may make one."""
    if not is_signed_in(user):
        return Community.objects.none()
    held_in = RoleGrant.objects.filter(held(), person=user, role=Role.COORDINATOR, subject_kind=Community.kind)
    return Community.objects.filter(slug__in=held_in.values("subject_id")).order_by("slug")


def standard() -> Form | None:
    """The standard questionnaire of today."""
    current = Questionnaire.objects.filter(is_standard=True, retired_at=None).order_by("-number").first()
    return whole(current) if current else None


def rated_skills() -> list[RatedSkill]:
    """The skills and capacities of our own framework, with their groups, in order."""
    return [
        RatedSkill(
            skill.slug,
            skill.pk,
            skill.name,
            skill.description,
            skill.parent.slug if skill.parent else "",
            skill.parent.name if skill.parent else Text(),
        )
        for skill in core_skills()
    ]


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
