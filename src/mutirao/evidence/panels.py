"""What a community's page shows of its figures."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from mutirao.base.charts import Chart, Frame, Measure, Strip, strip
from mutirao.base.panels import panel
from mutirao.evidence import queries
from mutirao.evidence.queries import Standing
from mutirao.evidence.states import LEAST_PEOPLE
from mutirao.movement.models import Community

# Below this, monthly means are shown with a decimal: they need not be whole.
LARGE_COUNT = 100


@panel("community", order=10, template="evidence/panels/figures.html")
def figures(community: Community, user: Any) -> dict[str, Any]:
    """The community's figures beside those of comparable ones, as a chart and as a table."""
    standing = queries.standing_of(community)
    editors = {latest.now.indicator: latest.now.value for latest in standing.figures}.get("monthly-editors")
    return {
        "standing": standing,
        "chart": _beside_others(standing, str(community)) if standing.figures else None,
        "is_of_few": editors is not None and editors < LEAST_PEOPLE,
        "least_people": LEAST_PEOPLE,
    }


@panel("community", order=12, template="evidence/panels/readers.html")
def readers(community: Community, user: Any) -> dict[str, Any] | None:
    """From where a wiki was read, with the age of the figure."""
    rows = queries.readers_of(community)
    return {"rows": rows, "first": rows[0]} if rows else None


def _beside_others(standing: Standing, name: str) -> Chart:
    rows = []
    for latest in standing.compared:
        drawn = latest.now.unit.measure
        measure = Measure(
            f"{latest.now.name}, {latest.now.year}",
            decimals=1 if drawn.is_logarithmic and latest.now.value < LARGE_COUNT else drawn.decimals,
            is_share=drawn.is_share,
            is_logarithmic=drawn.is_logarithmic,
        )
        rows.append(Strip(measure, standing.others.get(latest.now.indicator, []), latest.now.value))
    first = standing.figures[0].now
    address = reverse("sources:source", args=[first.source])
    frame = Frame(
        key="figures-chart",
        title=_("This community beside comparable ones"),
        source=format_html('<a href="{}">{}</a>, {}', address, first.source_name, first.edition),
        procedure_url="#how-we-compare",
    )
    return strip(rows, name, frame)
