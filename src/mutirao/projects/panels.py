"""What projects show on the pages of places, communities and action lines."""

from __future__ import annotations

from typing import Any

from django.db.models import BigIntegerField, QuerySet

from mutirao.action_lines.models import ActionLine
from mutirao.base.panels import panel
from mutirao.base.prepared import prepared
from mutirao.movement.models import Community, Territory
from mutirao.projects import queries
from mutirao.projects.models import Project
from mutirao.societies.models import Society

SHOWN = 10


@panel("territory", order=50, template="projects/panels/place.html")
def in_territory(territory: Territory, user: Any) -> dict[str, Any] | None:
    """Projects there, the newest first."""
    shown = _some(_in_territory(territory=territory.pk), f"?territory={territory.slug}")
    return shown and {**shown, "place": str(territory)}


@panel("society", order=50, template="projects/panels/place.html")
def of_society(society: Society, user: Any) -> dict[str, Any] | None:
    """Projects in its territory: which language they work in is seldom stated."""
    return in_territory(society.territory, user)


@panel("community", order=50, template="projects/panels/place.html")
def of_community(community: Community, user: Any) -> dict[str, Any] | None:
    """Projects that it leads."""
    return _some(_of_community(community=community.pk), "")


@panel("action_line", order=50, template="projects/panels/line.html")
def of_line(line: ActionLine, user: Any) -> dict[str, Any] | None:
    """How many projects the list has on this line, and the way there."""
    n = _of_line.n(line=line.pk)
    return {"n": n} if n else None


@prepared(territory=BigIntegerField())
def _in_territory(territory: Any) -> QuerySet[Project]:
    return queries.in_territory(territory)[: SHOWN + 1]


@prepared(community=BigIntegerField())
def _of_community(community: Any) -> QuerySet[Project]:
    return queries.of_community(community)[: SHOWN + 1]


@prepared(line=BigIntegerField())
def _of_line(line: Any) -> QuerySet[Project]:
    return queries.of_line(line)


def _some(rows: list[Any], query: str) -> dict[str, Any] | None:
    return {"rows": rows[:SHOWN], "has_more": len(rows) > SHOWN, "query": query} if rows else None
