"""What action lines show on the pages of others: the inbox, communities, people and skills."""

from __future__ import annotations

from typing import Any

from django.db.models import BigIntegerField, CharField, QuerySet

from mutirao.action_lines import queries
from mutirao.action_lines.models import OpenTask, SignUp
from mutirao.base.languages import interface_language
from mutirao.base.panels import panel
from mutirao.base.prepared import Asked, Given, prepared

SHOWN = 10


@panel("inbox", order=10, template="action_lines/panels/to_answer.html")
def sign_ups_to_answer(subject: Any, user: Any) -> dict[str, Any] | None:
    return _shown("sign_ups", queries.to_answer(user))


@panel("inbox", order=12, template="action_lines/panels/claimed.html")
def claimed_tasks(subject: Any, user: Any) -> dict[str, Any] | None:
    return _shown("tasks", queries.claimed_by(user))


@panel("inbox", order=14, template="action_lines/panels/to_confirm.html")
def tasks_to_confirm(subject: Any, user: Any) -> dict[str, Any] | None:
    return _shown("tasks", queries.tasks_to_confirm(user))


@panel("inbox", order=16, template="action_lines/panels/mine.html")
def my_sign_ups(subject: Any, user: Any) -> dict[str, Any] | None:
    return _shown("sign_ups", queries.sign_ups_of(user).filter(queries.STANDING))


@panel("community", order=40, template="action_lines/panels/community.html")
def sign_ups_for_community(subject: Any, user: Any) -> dict[str, Any] | None:
    """Also shown when empty: it holds the way to sign up for this community."""
    sign_ups = _for_community(community=subject.pk)
    return {"sign_ups": sign_ups[:SHOWN], "has_more": len(sign_ups) > SHOWN}


@panel("person", order=40, template="action_lines/panels/person.html")
def sign_ups_of_person(subject: Any, user: Any) -> dict[str, Any] | None:
    return _shown("sign_ups", queries.public_sign_ups().filter(person=subject))


@panel("skill", order=30, template="action_lines/panels/skill_tasks.html")
def tasks_with_skill(subject: Any, user: Any) -> dict[str, Any] | None:
    return _shown("tasks", Asked(_with_skill, skill=subject.pk, language=interface_language()))


@panel("skill", order=40, template="action_lines/panels/skill_offers.html")
def offers_of_skill(subject: Any, user: Any) -> dict[str, Any] | None:
    return _shown("sign_ups", Asked(_offering, skill=subject.pk))


@prepared(community=BigIntegerField())
def _for_community(community: Given) -> QuerySet[SignUp]:
    return queries.public_sign_ups().filter(community=community)[: SHOWN + 1]


@prepared(skill=BigIntegerField(), language=CharField())
def _with_skill(skill: Given, language: Given) -> QuerySet[OpenTask]:
    return queries.tasks_with_skill(skill, language)


@prepared(skill=BigIntegerField())
def _offering(skill: Given) -> QuerySet[SignUp]:
    return queries.public_sign_ups().filter(offers=skill)


def _shown(name: str, rows: Any) -> dict[str, Any] | None:
    found = list(rows[: SHOWN + 1])
    return {name: found[:SHOWN], "has_more": len(found) > SHOWN} if found else None
