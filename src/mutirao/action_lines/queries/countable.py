"""What is counted for a demand: public rows only."""

from __future__ import annotations

from django.db.models import Min, QuerySet

from mutirao.action_lines.models import OpenTask, SignUp
from mutirao.action_lines.queries.sign_ups import SHOWN_IN_PUBLIC
from mutirao.action_lines.states import TaskState
from mutirao.movement import queries as movement
from mutirao.movement.models import Community
from mutirao.skills.models import Skill
from mutirao.skills.states import SkillKind


def countable_skills() -> QuerySet[Skill]:
    """Skills and capacities of our own framework, without the headings."""
    return Skill.objects.filter(framework__is_core=True, is_current=True).exclude(entry_kind=SkillKind.GROUP)


def countable_communities() -> QuerySet[Community]:
    return movement.public()


def countable_open_tasks() -> QuerySet[OpenTask]:
    return OpenTask.objects.filter(state=TaskState.OPEN)


def countable_offers() -> QuerySet[SignUp]:
    """The first public sign-up with an offer of each person."""
    offering = SignUp.objects.filter(SHOWN_IN_PUBLIC, offers__isnull=False, person__isnull=False)
    return _first_of_each(offering, "person")


def _first_of_each(rows: QuerySet[SignUp], column: str) -> QuerySet[SignUp]:
    first = rows.order_by().values(column).annotate(first=Min("pk")).values("first")
    return rows.model._default_manager.filter(pk__in=first)
