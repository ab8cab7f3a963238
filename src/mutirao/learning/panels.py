"""What the library shows on the pages of others: a skill, an action line, a community."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from mutirao.base.panels import panel
from mutirao.learning import queries
from mutirao.learning.models import Resource

SHOWN = 5
TEMPLATE = "learning/panels/resources.html"


@panel("skill", order=30, template=TEMPLATE)
def resources_for_skill(subject: Any, user: Any) -> dict[str, Any] | None:
    return _shown(queries.of_skill(subject), skill=subject.slug)


@panel("action_line", order=30, template=TEMPLATE)
def resources_for_line(subject: Any, user: Any) -> dict[str, Any] | None:
    return _shown(queries.of_line(subject), line=subject.slug)


@panel("community", order=30, template="learning/panels/community.html")
def resources_for_community(subject: Any, user: Any) -> dict[str, Any] | None:
    """In its languages. Also shown when there are none: then somebody can say what exists."""
    found = _shown(queries.in_languages_of(subject))
    return found or {"resources": [], "more": ""}


def _shown(rows: QuerySet[Resource], **filters: str) -> dict[str, Any] | None:
    found = list(rows[: SHOWN + 1])
    more = f"{reverse('learning:library')}?{urlencode(filters)}" if len(found) > SHOWN and filters else ""
    return {"resources": found[:SHOWN], "more": more} if found else None
