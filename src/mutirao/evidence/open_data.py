"""Indicators and their figures; of communities, those that stand in public lists."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from mutirao.evidence.models import Figure, Indicator, ReaderShare
from mutirao.movement.queries import public
from mutirao.sources.exporting import ORIGIN, Column, register_export

INDICATORS = {
    "indicator": Column("slug", "Short name; other tables point to it."),
    "about": Column("about", "What it describes."),
    "dimension": Column("dimension", "What it tells about."),
    "name": Column("name", "What it is called."),
    "unit": Column("unit", "What a value counts, or on which scale it stands."),
    "direction": Column("direction", "Whether a higher value means more ability to take part."),
    "original_source": Column("original_source", "Who measured it first, where that is another than our source."),
    "original_url": Column("original_url", "Page of who measured it first."),
    "origin_column": Column("origin_column", "File or column of the source that holds it."),
    "caveat": Column("caveat", "What to know before using it."),
    **ORIGIN,
}
FIGURES = {
    "indicator": Column("indicator__slug", "What is measured, see the table indicators."),
    "territory": Column("territory__slug", "The territory that it is about; empty where it is about a community."),
    "community": Column("community__slug", "The community that it is about; empty where it is about a territory."),
    "year": Column("year", "Year that the value is of."),
    "value": Column("value", "The value, in the unit of the indicator."),
    "vintage": Column("vintage", "Edition that published it; older values stay beside newer ones."),
    **ORIGIN,
}
READER_SHARES = {
    "community": Column("community__slug", "The wiki whose pages were read."),
    "territory": Column("territory__slug", "Where its readers were."),
    "year": Column("year", "Year of the counts."),
    "share": Column("share", "Share of the wiki's page views that came from there, 0 to 1."),
    **ORIGIN,
}


def public_figures() -> QuerySet[Figure]:
    rows = Figure.objects.filter(Q(community=None) | Q(community__in=public()))
    return rows.order_by("indicator__slug", "territory__slug", "community__slug", "year", "vintage")


def public_reader_shares() -> QuerySet[ReaderShare]:
    return ReaderShare.objects.filter(community__in=public()).order_by("community__slug", "year", "territory__slug")


def register_exports() -> None:
    register_export(
        "indicators",
        lambda: Indicator.objects.order_by("slug"),
        INDICATORS,
        description="What is measured about territories and communities, in which unit, and who measured it.",
    )
    register_export(
        "figures",
        public_figures,
        FIGURES,
        description="Values of indicators by territory or community and year.",
    )
    register_export(
        "reader_shares",
        public_reader_shares,
        READER_SHARES,
        description="From which territories a wiki is read.",
    )
