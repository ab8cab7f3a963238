"""Where in the movement a skill is needed, mastered and offered: only communities that answered are named."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from mutirao.needs.models import Estimate, RegionResult, Release, SkillResult
from mutirao.needs.queries import published
from mutirao.needs.states import Certainty, Tier
from mutirao.skills.models import Skill

# Mean competence from which a community masters a skill: "well" of five steps.
MASTERED = 4.0
NAMED = 200
# A community where fewer than five answered must never be named as one that needs something.
ANSWERED = ~Q(certainty=Certainty.BORROWED)


@dataclass(frozen=True)
class SkillNeeds:
    """Communities by name within each tier: they are no league."""

    skill: Skill
    release: Release | None = None
    result: SkillResult | None = None
    by_tier: dict[Tier, list[Estimate]] = field(default_factory=dict)
    mastered: list[Estimate] = field(default_factory=list)
    teachers: list[Estimate] = field(default_factory=list)
    regions: list[RegionResult] = field(default_factory=list)


def needs_for(skill: Skill) -> SkillNeeds:
    """Four queries."""
    release = published.newest_release()
    if release is None:
        return SkillNeeds(skill)
    rows = sorted(_answered(skill, release)[: 3 * NAMED], key=lambda each: str(each.community).casefold())
    return SkillNeeds(
        skill,
        release,
        result=SkillResult.objects.filter(release=release, skill=skill).first(),
        by_tier={tier: [row for row in rows if row.tier == tier][:NAMED] for tier in (Tier.CLEAR, Tier.LIKELY)},
        mastered=[row for row in rows if row.competence is not None and row.competence >= MASTERED][:NAMED],
        teachers=[row for row in rows if row.n_teach][:NAMED],
        regions=list(RegionResult.objects.filter(release=release, skill=skill).order_by("region")),
    )


def _answered(skill: Skill, release: Release) -> QuerySet[Estimate]:
    told = Q(tier__in=(Tier.CLEAR, Tier.LIKELY)) | Q(competence__gte=MASTERED) | Q(n_teach__gt=0)
    rows = published.estimates().filter(ANSWERED, told, skill=skill, release=release)
    unshown = ("community__description", "community__search_text", "community__sort_names", "community__declared_text")
    return rows.select_related("community").defer(*unshown).order_by("community__slug")
