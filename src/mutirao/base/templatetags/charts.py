"""``{% chart chart %}``: a chart as a figure with its legend, its numbers and its source."""

from __future__ import annotations

from django import template

from mutirao.base.charts import Chart

register = template.Library()


@register.inclusion_tag("base/charts/figure.html")
def chart(chart: Chart) -> dict[str, Chart]:
    """The whole figure: caption, drawing, legend, "Show the numbers", source and "How we know"."""
    return {"chart": chart}
