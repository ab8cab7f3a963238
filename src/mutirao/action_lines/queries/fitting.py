"""The open task that fits somebody who signs up, and why: the receipt says what decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, Value, When

from mutirao.accounts.models import User
from mutirao.action_lines.gaps import kinds_for_leaders
from mutirao.action_lines.models import ActionLine, OpenTask
from mutirao.action_lines.queries.tasks import visible_tasks
from mutirao.action_lines.states import SignUpRole, TaskState
from mutirao.base.canonical_json import JSON
from mutirao.base.languages import nearest
from mutirao.movement.models import Community

MINUTES_PER_HOUR = 60


@dataclass(frozen=True)
class Fit:
    """A task and what spoke for it, as stored with the next step."""

    task: OpenTask
    reasons: dict[str, JSON]


def fitting_task(
    line: ActionLine,
    *,
    person: User,
    role: str,
    skills: Iterable[int],
    languages: Iterable[str],
    hours_a_month: int | None,
    community: Community | None = None,
) -> Fit | None:
    """The open task that fits best and was not proposed to ``person`` yet.

    It must be in a language that they read (or in none) and within their time; what asks to lead is for those who
    signed up to lead. Then, in this order: it is of the line; it is about ``community``, for which they signed up; it
    uses a skill that they named; it needs their language; it was proposed to few others; it is short.
    """
    skill_ids = set(skills)
    read = _readable(list(languages))
    # Tasks of other lines stand in where the line has none that fits: nobody should leave with nothing to do.
    tasks = visible_tasks(person).filter(state=TaskState.OPEN, language__in=["", *read])
    if role != SignUpRole.LEAD:
        tasks = tasks.exclude(gap_kind__in=kinds_for_leaders())
    if hours_a_month is not None:
        tasks = tasks.filter(minutes__lte=hours_a_month * MINUTES_PER_HOUR)
    # Not by a join: it would count the steps shown to this person only.
    tasks = tasks.exclude(pk__in=OpenTask.objects.filter(next_steps__sign_up__person=person).values("pk"))
    is_own = Q(subject_kind=Community.kind, subject_id=community.slug) if community else Q(pk=None)
    ranked = tasks.select_related("skill").annotate(
        is_of_line=_one_if(Q(action_line=line)),
        is_own=_one_if(is_own),
        has_skill=_one_if(Q(skill__in=skill_ids)),
        has_language=_one_if(Q(language__in=read)),
        n_proposed=Count("next_steps"),
    )
    order = ("-is_of_line", "-is_own", "-has_skill", "-has_language", "n_proposed", "minutes", "pk")
    best = ranked.order_by(*order).first()
    return None if best is None else Fit(best, _reasons(best, line, skill_ids, hours_a_month))


def _reasons(task: Any, line: ActionLine, skill_ids: set[int], hours_a_month: int | None) -> dict[str, JSON]:
    reasons: dict[str, JSON] = {"minutes": task.minutes, "hours_a_month": hours_a_month}
    if task.action_line_id != line.pk:
        reasons["is_of_another_line"] = True
    if task.is_own:
        reasons["is_about_community"] = True
    if task.language:
        reasons["language"] = task.language
    if task.skill and task.skill.pk in skill_ids:
        reasons["skill"] = task.skill.slug
    return reasons


def _readable(languages: list[str]) -> list[str]:
    """The languages of open tasks that a reader of ``languages`` reads, by CLDR's matching."""
    asked = OpenTask.objects.filter(state=TaskState.OPEN).exclude(language="")
    in_use = set(asked.order_by().values_list("language", flat=True).distinct())
    return sorted(language for language in in_use if nearest(language, languages))


def _one_if(condition: Q) -> Case:
    return Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())
