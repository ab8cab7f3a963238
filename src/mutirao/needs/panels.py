"""What earlier work said, on the pages of places and communities."""

from __future__ import annotations

from typing import Any

from django.db.models import BigIntegerField, QuerySet

from mutirao.base.panels import panel
from mutirao.base.prepared import prepared
from mutirao.discussion.panels import TEMPLATE as TALK
from mutirao.discussion.panels import talk
from mutirao.movement.models import Community, Territory
from mutirao.needs.models import EarlierAssessment
from mutirao.needs.queries import earlier
from mutirao.societies.models import Society

panel("consensus_form", order=70, template=TALK)(talk)

SHOWN = 10
TEMPLATE = "needs/panels/earlier.html"


@panel("territory", order=10, template=TEMPLATE)
def of_territory(territory: Territory, user: Any) -> dict[str, Any] | None:
    return _some(_about(territory=territory.pk))


@panel("society", order=10, template=TEMPLATE)
def of_society(society: Society, user: Any) -> dict[str, Any] | None:
    """Those about its territory."""
    return of_territory(society.territory, user)


@panel("community", order=14, template=TEMPLATE)
def of_community(community: Community, user: Any) -> dict[str, Any] | None:
    """Those about the territories that it declared."""
    return _some(_about_places_of(community=community.pk))


@prepared(territory=BigIntegerField())
def _about(territory: Any) -> QuerySet[EarlierAssessment]:
    return earlier.about(Territory.objects.filter(pk=territory))[:SHOWN]


@prepared(community=BigIntegerField())
def _about_places_of(community: Any) -> QuerySet[EarlierAssessment]:
    return earlier.about_places_of(community)[:SHOWN]


def _some(rows: list[EarlierAssessment]) -> dict[str, Any] | None:
    return {"rows": rows} if rows else None
