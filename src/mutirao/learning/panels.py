"""What the library shows on the pages of others: a skill, an action line, a community."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import BigIntegerField, QuerySet
from django.urls import reverse

from mutirao.base.panels import panel
from mutirao.base.prepared import prepared
from mutirao.learning import queries
from mutirao.learning.models import Resource

SHOWN = 5
TEMPLATE = "learning/panels/resources.html"


@panel("skill", order=30, template=TEMPLATE)
def resources_for_skill(subject: Any, user: Any) -> dict[str, Any] | None:
    return _shown(_of_skill(skill=subject.pk), skill=subject.slug)


@panel("action_line", order=30, template=TEMPLATE)
def resources_for_line(subject: Any, user: Any) -> dict[str, Any] | None:
    return _shown(_of_line(line=subject.pk), line=subject.slug)


@panel("community", order=30, template="learning/panels/community.html")
def resources_for_community(subject: Any, user: Any) -> dict[str, Any] | None:
    """In its languages. Also shown when there are none: then somebody can say what exists."""
    found = _shown(_in_languages_of(community=subject.pk))
    return found or {"resources": [], "more": ""}


@prepared(skill=BigIntegerField())
def _of_skill(skill: Any) -> QuerySet[Resource]:
    return queries.of_skill(skill)[: SHOWN + 1]


@prepared(line=BigIntegerField())
def _of_line(line: Any) -> QuerySet[Resource]:
    return queries.of_line(line)[: SHOWN + 1]


@prepared(community=BigIntegerField())
def _in_languages_of(community: Any) -> QuerySet[Resource]:
    return queries.in_languages_of(community)[: SHOWN + 1]


def _shown(found: list[Resource], **filters: str) -> dict[str, Any] | None:
    more = f"{reverse('learning:library')}?{urlencode(filters)}" if len(found) > SHOWN and filters else ""
    return {"resources": found[:SHOWN], "more": more} if found else None
