"""What is known of the needs of one community, and where nothing is, why not."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from django.db.models import BigIntegerField, BooleanField, Case, CharField, IntegerField, QuerySet, Value, When

from mutirao.base.prepared import Given, prepared
from mutirao.movement.models import Community
from mutirao.movement.queries import declared
from mutirao.needs.models import (
    CommunityResult,
    ConsensusForm,
    ConsensusLevel,
    EarlierAssessment,
    Estimate,
    Release,
    Reply,
)
from mutirao.needs.queries import earlier, published
from mutirao.needs.states import Certainty, ConsensusState, ReplyState, Tier

FINDINGS = 5
REPLIES = 100
# Earlier comparable releases that a trend looks back to.
LOOKS_BACK = 3
ORDER_OF_TIERS = Case(
    *(When(tier=tier, then=Value(place)) for place, tier in enumerate(Tier)), output_field=IntegerField()
)
# Within a tier, what people here said stands before what is borrowed.
OWN_FIRST = Case(When(certainty=Certainty.BORROWED, then=Value(1)), default=Value(0), output_field=IntegerField())
LONG_TEXTS = ("skill__description", "skill__parent__description")


class Standing(StrEnum):
    """What the page can say; all but the last two are reasons why there are no figures."""

    DECLINED = "declined"
    NO_RELEASE = "no_release"
    NO_MODEL = "no_model"
    NOT_PLACED = "not_placed"
    NOT_IN_RELEASE = "not_in_release"
    BORROWED = "borrowed"
    OWN = "own"


@dataclass(frozen=True)
class CommunityNeeds:
    """All that a needs page shows; ``earlier_values`` holds by skill the (release, value) of comparable releases."""

    community: Community
    standing: Standing
    release: Release | None = None
    result: CommunityResult | None = None
    estimates: list[Estimate] = field(default_factory=list)
    earlier_values: dict[int, list[tuple[int, float]]] = field(default_factory=dict)
    levels: list[ConsensusLevel] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    findings: list[EarlierAssessment] = field(default_factory=list)

    @property
    def group_form(self) -> ConsensusForm | None:
        return self.levels[0].form if self.levels else None

    def of_tier(self, tier: str) -> list[Estimate]:
        return [estimate for estimate in self.estimates if estimate.tier == tier]


def needs_of(community: Community) -> CommunityNeeds:
    """At most eight queries; the caller has passed the community's gate."""
    known = CommunityNeeds(
        community,
        Standing.DECLINED,
        levels=_levels(community=community.pk),
        replies=_replies(community=community.pk),
        findings=_findings(community=community.pk),
    )
    if community.declines_estimates:
        return known
    release = published.newest_release()
    if release is None:
        return replace(known, standing=Standing.NO_RELEASE)
    estimates = _estimates(community=community.pk, release=release.pk)
    if not estimates:
        return replace(known, standing=_why_none(community, release), release=release)
    is_borrowed = all(estimate.certainty == Certainty.BORROWED for estimate in estimates)
    return replace(
        known,
        standing=Standing.BORROWED if is_borrowed else Standing.OWN,
        release=release,
        result=next(iter(_result(community=community.pk, release=release.pk)), None),
        estimates=estimates,
        earlier_values=_trend(community, release),
    )


def clearest(community: Community, *, limit: int) -> list[Estimate]:
    """The most clearly needed skills in the newest release; one query."""
    return [] if community.declines_estimates else _clearest(community=community.pk)[:limit]


@prepared(community=BigIntegerField())
def _clearest(community: Given) -> QuerySet[Estimate]:
    rows = Estimate.objects.filter(community=community, release=published.newest_id())
    wanted = rows.filter(tier__in=(Tier.CLEAR, Tier.LIKELY))
    return (
        wanted.select_related("skill")
        .defer("skill__description")
        .order_by(ORDER_OF_TIERS, OWN_FIRST, "-value", "pk")[:10]
    )


@prepared(community=BigIntegerField(), release=BigIntegerField())
def _estimates(community: Given, release: Given) -> QuerySet[Estimate]:
    rows = Estimate.objects.filter(community=community, release=release)
    return rows.select_related("skill__parent").defer(*LONG_TEXTS).order_by(ORDER_OF_TIERS, OWN_FIRST, "-value", "pk")


@prepared(community=BigIntegerField(), release=BigIntegerField())
def _result(community: Given, release: Given) -> QuerySet[CommunityResult]:
    return CommunityResult.objects.filter(community=community, release=release)


@prepared(community=BigIntegerField())
def _levels(community: Given) -> QuerySet[ConsensusLevel]:
    rows = ConsensusLevel.objects.filter(form__community=community, form__state=ConsensusState.SIGNED)
    return rows.select_related("form", "skill").defer("skill__description").order_by("skill__position", "pk")


@prepared(community=BigIntegerField())
def _replies(community: Given) -> QuerySet[Reply]:
    rows = Reply.objects.filter(community=community, state=ReplyState.SHOWN)
    return rows.select_related("skill", "release", "by").defer("skill__description").order_by("-created_at")[:REPLIES]


@prepared(community=BigIntegerField())
def _findings(community: Any) -> QuerySet[EarlierAssessment]:
    return earlier.about_places_of(community)[:FINDINGS]


@prepared(community=BigIntegerField(), number=IntegerField(), same=CharField(), has_model=BooleanField())
def _earlier(
    community: Given, number: Given, same: Given, has_model: Given
) -> QuerySet[Estimate, tuple[int, int, float]]:
    comparable = Release.objects.filter(number__lt=number, procedure__startswith=same, has_model=has_model)
    latest = comparable.order_by("-number").values("pk")[:LOOKS_BACK]
    rows = Estimate.objects.filter(community=community, release__in=latest)
    return rows.order_by("release__number", "pk").values_list("skill_id", "release__number", "value")


def _trend(community: Community, release: Release) -> dict[int, list[tuple[int, float]]]:
    """Releases can be compared if the first number of their procedure is the same, and both have a model or none."""
    same = f"{release.procedure.split('.')[0]}."
    values: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for skill, number, value in _earlier(
        community=community.pk, number=release.number, same=same, has_model=release.has_model
    ):
        values[skill].append((number, value))
    return dict(values)


def _why_none(community: Community, release: Release) -> Standing:
    if not release.has_model:
        return Standing.NO_MODEL
    if community.wiki_id is None and not declared().filter(community=community).exists():
        return Standing.NOT_PLACED
    return Standing.NOT_IN_RELEASE
