"""What a community needs: the page, its one sheet of paper, and the same as files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mutirao.base import clock
from mutirao.base.charts import Cells, Spread, interval_cells
from mutirao.base.gates import get_for
from mutirao.movement.models import Community
from mutirao.movement.queries import current_slug
from mutirao.needs import community_files, wording
from mutirao.needs.models import ConsensusLevel, Estimate, Reply
from mutirao.needs.queries import community_needs as queries
from mutirao.needs.queries.community_needs import CommunityNeeds, Standing
from mutirao.needs.queries.learning_profiles import learning_profile
from mutirao.needs.states import Tier

HEADINGS = {
    Tier.CLEAR: gettext_lazy("Clear needs"),
    Tier.LIKELY: gettext_lazy("Likely needs"),
    Tier.UNCLEAR: gettext_lazy("Needs of which we cannot tell"),
    Tier.LOW: gettext_lazy("Not a priority now"),
}
OPEN = (Tier.CLEAR, Tier.LIKELY)
ON_ONE_SHEET = 15


def _wikitext(request: HttpRequest, needs: CommunityNeeds) -> HttpResponse:
    text = community_files.as_wikitext(needs, address=request.build_absolute_uri(request.path))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


FILES: dict[str, Callable[[HttpRequest, CommunityNeeds], HttpResponse]] = {
    "csv": lambda request, needs: community_files.as_csv(needs),
    "json": lambda request, needs: community_files.as_json(needs),
    "wikitext": _wikitext,
}


@dataclass(frozen=True)
class Row:
    """One skill in words, with its drawing and what stands beside it."""

    estimate: Estimate
    drawing: SafeString
    value: str
    place: str
    certainty: str
    help: str
    assets: str
    trend: str
    level: ConsensusLevel | None
    replies: list[Reply]


@dataclass(frozen=True)
class TierRows:
    """The skills of one tier."""

    tier: Tier
    rows: list[Row]

    @property
    def heading(self) -> str:
        return str(HEADINGS[self.tier])

    @property
    def is_open(self) -> bool:
        return self.tier in OPEN


@require_safe
def community_needs(request: HttpRequest, slug: str) -> HttpResponse:
    community = community_at(request, slug)
    if isinstance(community, HttpResponse):
        return community
    needs = queries.needs_of(community)
    if request.GET.get("format") in FILES:
        return FILES[request.GET["format"]](request, needs)
    return render(request, "needs/community_needs.html", _context(needs))


@require_safe
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """One sheet of paper."""
    community = community_at(request, slug)
    if isinstance(community, HttpResponse):
        return community
    context = _context(queries.needs_of(community))
    address = request.build_absolute_uri(reverse("community_needs:needs", args=[community.slug]))
    printed = {"address": address, "today": clock.today(), "shown": _first_rows(context["tiers"])}
    return render(request, "needs/community_report.html", {**context, **printed})


def _first_rows(tiers: list[TierRows]) -> list[Row]:
    return [row for tier in tiers if tier.tier != Tier.LOW for row in tier.rows][:ON_ONE_SHEET]


def _context(needs: CommunityNeeds) -> dict[str, Any]:
    cells = _cells(needs)
    return {
        "community": needs.community,
        "needs": needs,
        "has_figures": needs.standing in {Standing.BORROWED, Standing.OWN},
        "answer": wording.answer(needs),
        "who_answered": wording.who_answered(needs),
        "allowance": wording.allowance_in_words(needs.result) if needs.result else "",
        "moves": wording.moves_of(needs),
        "profile": learning_profile(needs),
        "axis": cells.axis,
        "tiers": tiers_of(needs, cells),
        "replies_to_all": [reply for reply in needs.replies if reply.skill_id is None],
    }


def community_at(request: HttpRequest, slug: str) -> Community | HttpResponse:
    """The community that the reader may see, or the way to where it is now."""
    try:
        return get_for(request.user, Community, slug, related=("wiki",))
    except Http404:
        current = current_slug(slug, user=request.user)
        if current is None:
            raise
        return redirect("community_needs:needs", current, permanent=True)


def tiers_of(needs: CommunityNeeds, cells: Cells) -> list[TierRows]:
    """The clear ones first; tiers without a skill are left out."""
    drawings = dict(zip((each.pk for each in needs.estimates), cells.drawings, strict=True))
    levels = {level.skill_id: level for level in needs.levels}
    by_tier = {tier: needs.of_tier(tier) for tier in Tier}
    return [
        TierRows(tier, [_row(needs, each, drawings[each.pk], levels.get(each.skill_id)) for each in estimates])
        for tier, estimates in by_tier.items()
        if estimates
    ]


def _row(needs: CommunityNeeds, estimate: Estimate, drawing: SafeString, level: ConsensusLevel | None) -> Row:
    return Row(
        estimate=estimate,
        drawing=drawing,
        value=wording.value_in_words(estimate),
        place=wording.place_range(estimate, len(needs.estimates)),
        certainty=wording.certainty_in_words(estimate),
        help=wording.help_in_words(estimate.remedies),
        assets=wording.assets_in_words(estimate),
        trend=wording.trend_in_words(estimate, needs.earlier_values.get(estimate.skill_id, [])),
        level=level,
        replies=[reply for reply in needs.replies if reply.skill_id == estimate.skill_id],
    )


def _cells(needs: CommunityNeeds) -> Cells:
    rows = [Spread(each.value, each.low, each.high, each.own_share) for each in needs.estimates]
    direction: Any = "rtl" if get_language_bidi() else "ltr"
    watermark = _("Demonstration") if settings.MUTIRAO["DEMONSTRATION"] else ""
    return interval_cells(rows, wording.measure(), direction, watermark=watermark)
