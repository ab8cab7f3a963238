"""What is known of needs, who asks now, and what earlier work said, on the pages of others."""

from __future__ import annotations

from typing import Any

from django.db.models import BigIntegerField, DateField, Q, QuerySet

from mutirao.accounts.models import User
from mutirao.base import clock
from mutirao.base.panels import panel
from mutirao.base.prepared import Given, prepared
from mutirao.discussion.panels import TEMPLATE as TALK
from mutirao.discussion.panels import talk
from mutirao.movement.models import Community, Territory
from mutirao.movement.queries import public
from mutirao.movement.states import CommunityState
from mutirao.needs import wording
from mutirao.needs.models import Assessment, EarlierAssessment, SkillResult
from mutirao.needs.queries import assessments, consensus, earlier
from mutirao.needs.queries.community_needs import clearest
from mutirao.needs.queries.published import newest_id
from mutirao.needs.states import AssessmentState
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


@panel("community", order=11, template="needs/panels/asking.html")
def asking_community(community: Community, user: Any) -> dict[str, Any] | None:
    """What asks it now, and how a group begins; one query. Who sees the page may know: it is their community."""
    if community.state != CommunityState.LISTED:
        return None
    return {"assessments": _asking(community=community.pk, today=clock.today())}


@panel("inbox", order=18, template="needs/panels/to_look_after.html")
def assessments_to_look_after(person: User, user: Any) -> dict[str, Any] | None:
    """Drafts and assessments that close within a week, of communities that the person coordinates."""
    found = list(assessments.to_look_after(person)[:SHOWN])
    return {"assessments": found} if found else None


@panel("inbox", order=19, template="needs/panels/group_forms.html")
def group_forms_to_look_after(person: User, user: Any) -> dict[str, Any] | None:
    """One's own drafts, and forms of one's communities that wait for a signature or near their date."""
    found = list(consensus.to_look_after(person)[:SHOWN])
    return {"forms": found} if found else None


@prepared(community=BigIntegerField(), today=DateField())
def _asking(community: Given, today: Given) -> QuerySet[Assessment]:
    rows = Assessment.objects.filter(state=AssessmentState.OPEN, asked__community=community, closes_on__gte=today)
    # A group in a protected place may ask several: only its own page leads there.
    rows = rows.filter(Q(community=community) | Q(community__in=public()))
    return rows.order_by("closes_on", "pk")
