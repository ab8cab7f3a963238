"""Reads of open tasks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)

from mutirao.accounts.models import RoleGrant, User
from mutirao.accounts.rules import held
from mutirao.accounts.states import Role
from mutirao.action_lines.gaps import kinds_for_leaders
from mutirao.action_lines.models import ActionLine, OpenTask
from mutirao.action_lines.states import TaskState
from mutirao.base import clock
from mutirao.base.languages import interface_language
from mutirao.base.prepared import Given, prepared
from mutirao.movement.models import Community, Language
from mutirao.movement.names import folded, name_of_language
from mutirao.movement.queries import visible_to as communities_visible_to
from mutirao.skills.models import Skill

CLAIM_LASTS = timedelta(days=14)
TASKS_SHOWN = 3


@dataclass(frozen=True)
class TaskFilters:
    """What a reader asks of the list; slugs and tags, empty means everything."""

    line: str = ""
    skill: str = ""
    language: str = ""
    minutes: int | None = None


def visible_tasks(user: Any) -> QuerySet[OpenTask]:
    """Tasks, but those about a community that is hidden from ``user``; ``rules.can_see_claim`` says who claimed one."""
    seen = communities_visible_to(user).filter(slug=OuterRef("subject_id"))
    return OpenTask.objects.filter(~Q(subject_kind=Community.kind) | Exists(seen))


def found_tasks(filters: TaskFilters) -> QuerySet[OpenTask]:
    """Tasks that nobody has claimed, with what a row of the list shows.

    Those that a reader of the page can do, in its language or in any, come first; then what asks for no leading; then
    the shortest.
    """
    tasks = _open_tasks()
    if filters.line:
        tasks = tasks.filter(action_line__slug=filters.line)
    if filters.skill:
        tasks = tasks.filter(skill__slug=filters.skill)
    if filters.language:
        tasks = tasks.filter(language=filters.language)
    if filters.minutes is not None:
        tasks = tasks.filter(minutes__lte=filters.minutes)
    return _fitting_first(tasks, interface_language())


def small_tasks(line: ActionLine) -> list[OpenTask]:
    """The first few of ``found_tasks`` on the line that ask for no leading."""
    return _small(line=line.pk, language=interface_language())


def tasks_with_skill(skill: Skill | Given, language: str | Given) -> QuerySet[OpenTask]:
    """Those of ``found_tasks`` that use the skill, for a reader of ``language``."""
    return _fitting_first(_open_tasks().filter(skill=skill), language)


@prepared(line=BigIntegerField(), language=CharField())
def _small(line: Given, language: Given) -> QuerySet[OpenTask]:
    tasks = _open_tasks().filter(action_line=line).exclude(gap_kind__in=kinds_for_leaders())
    return _fitting_first(tasks, language)[:TASKS_SHOWN]


def _open_tasks() -> QuerySet[OpenTask]:
    return OpenTask.objects.filter(state=TaskState.OPEN).select_related("action_line", "skill")


def _fitting_first(tasks: QuerySet[OpenTask], language: str | Given) -> QuerySet[OpenTask]:
    is_readable = Case(When(language__in=["", language], then=0), default=1, output_field=IntegerField())
    leads = Case(When(gap_kind__in=kinds_for_leaders(), then=1), default=0, output_field=IntegerField())
    return tasks.order_by(is_readable, leads, "minutes", "pk")


def languages_of_tasks() -> list[tuple[str, str]]:
    """Tags of the languages that open tasks need with their names for the reader, by name."""
    asked = OpenTask.objects.filter(state=TaskState.OPEN).exclude(language="")
    name_en = Subquery(Language.objects.filter(slug=OuterRef("language")).values("name_en"))
    pairs = asked.order_by().values_list("language", name_en).distinct()
    named = [(tag, name_of_language(tag, interface_language()) or english or tag) for tag, english in pairs]
    return sorted(named, key=lambda pair: folded(pair[1]))


def skills_of_tasks() -> QuerySet[Skill]:
    """Skills that open tasks use."""
    used = OpenTask.objects.filter(state=TaskState.OPEN, skill__isnull=False).values("skill")
    return Skill.objects.filter(pk__in=used).order_by("position", "slug")


def claimed_by(person: User) -> QuerySet[OpenTask]:
    """What the person has promised and not finished, the oldest promise first."""
    tasks = OpenTask.objects.filter(state=TaskState.CLAIMED, claimed_by=person)
    return tasks.select_related("action_line").order_by("claimed_at", "pk")


def tasks_to_confirm(user: User) -> QuerySet[OpenTask]:
    """What others say is done on lines that ``user`` coordinates, the longest waiting first; one query."""
    tasks = OpenTask.objects.filter(state=TaskState.DONE).exclude(claimed_by=user)
    if not user.is_administrator:
        space = {"subject_kind": ActionLine.kind, "subject_id": OuterRef("action_line__slug")}
        tasks = tasks.filter(Exists(RoleGrant.objects.filter(held(), person=user, role=Role.COORDINATOR, **space)))
    return tasks.select_related("action_line").order_by("done_at", "pk")


def overdue_claims() -> QuerySet[OpenTask]:
    """Tasks that were claimed and not done in time."""
    return OpenTask.objects.filter(state=TaskState.CLAIMED, claimed_at__lt=clock.now() - CLAIM_LASTS)
