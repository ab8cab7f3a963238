"""Reads of action lines, open tasks and sign-ups."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from mutirao.action_lines.models import ActionLine, OpenTask, SignUp
from mutirao.action_lines.states import SignUpState, TaskState
from mutirao.base import clock

SHOWN_IN_PUBLIC = Q(is_public=True, state__in=[SignUpState.ACTIVE, SignUpState.UNCLAIMED])


def lines_with_counts() -> QuerySet[ActionLine]:
    """Action lines with ``n_signed_up``, ``n_overdue`` and ``n_open_tasks``; private sign-ups are never counted."""
    overdue = Q(person__isnull=False, answered_at=None, next_step_due__lt=clock.now())
    public = SignUp.objects.filter(SHOWN_IN_PUBLIC)
    return ActionLine.objects.annotate(
        n_signed_up=_count(public),
        n_overdue=_count(public.filter(overdue)),
        n_open_tasks=_count(OpenTask.objects.filter(state=TaskState.OPEN)),
    )


def _count(rows: QuerySet[Any]) -> Coalesce:
    """How many of ``rows`` belong to the outer action line, as a subquery of its own: joins would multiply."""
    per_line = rows.filter(action_line=OuterRef("pk")).order_by().values("action_line").annotate(n=Count("pk"))
    return Coalesce(Subquery(per_line.values("n"), output_field=IntegerField()), 0)
