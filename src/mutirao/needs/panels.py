"""What is known of needs, and what earlier work said, on the pages of communities, skills and places."""

from __future__ import annotations

from typing import Any

from django.db.models import BigIntegerField, QuerySet

from mutirao.base.panels import panel
from mutirao.base.prepared import prepared
from mutirao.discussion.panels import TEMPLATE as TALK
from mutirao.discussion.panels import talk
from mutirao.movement.models import Community, Territory
from mutirao.needs import wording
from mutirao.needs.models import EarlierAssessment, SkillResult
from mutirao.needs.queries import earlier
from mutirao.needs.queries.community_needs import clearest
from mutirao.needs.queries.published import newest_id
from mutirao.skills.models import Skill
from mutirao.societies.models import Society

panel("consensus_form", order=70, template=TALK)(talk)

SHOWN = 10
CLEAREST = 3
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


@panel("community", order=10, template="needs/panels/community_needs.html")
def needs_of_community(community: Community, user: Any) -> dict[str, Any]:
    """The three clearest needs; also shown where there are none, as the way to begin."""
    rows = [
        (str(row.skill), row.skill.slug, row.tier_label, wording.certainty_in_words(row))
        for row in clearest(community, limit=CLEAREST)
    ]
    return {"rows": rows, "has_declined": community.declines_estimates}


@panel("skill", order=10, template="needs/panels/skill_needs.html")
def needs_for_skill(skill: Skill, user: Any) -> dict[str, Any] | None:
    result = next(iter(_result_of_skill(skill=skill.pk)), None)
    return {"result": result} if result else None


@prepared(skill=BigIntegerField())
def _result_of_skill(skill: Any) -> QuerySet[SkillResult]:
    return SkillResult.objects.filter(skill=skill, release=newest_id())


@prepared(territory=BigIntegerField())
def _about(territory: Any) -> QuerySet[EarlierAssessment]:
    return earlier.about(Territory.objects.filter(pk=territory))[:SHOWN]


@prepared(community=BigIntegerField())
def _about_places_of(community: Any) -> QuerySet[EarlierAssessment]:
    return earlier.about_places_of(community)[:SHOWN]


def _some(rows: list[EarlierAssessment]) -> dict[str, Any] | None:
    return {"rows": rows} if rows else None
