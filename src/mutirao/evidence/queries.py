"""Reads of figures: the latest of each indicator beside the one before, and where a community stands."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db.models import BigIntegerField, F, FloatField, Func, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Abs, Ln
from django.utils.translation import gettext as _

from mutirao.base.charts import Measure
from mutirao.base.prepared import Given, prepared
from mutirao.base.text import Text
from mutirao.evidence.models import Figure, Indicator, ReaderShare
from mutirao.evidence.states import LEAST_PEOPLE, Dimension, Direction, Unit
from mutirao.movement.models import Community, Territory, Wiki
from mutirao.movement.queries import public

N_COMPARABLE = 30
N_READERS = 5
# What a community sees beside others: how many people, how many readers, how much content, and how editing goes.
COMPARED = (
    "monthly-active-editors",
    "monthly-new-active-editors",
    "monthly-pageviews",
    "content-pages",
    "new-editor-retention",
    "revert-rate",
    "mobile-edits",
)


# One figure as ``COLUMNS`` reads it.
type Row = tuple[Any, ...]


@dataclass(frozen=True)
class Value:
    """One figure with all that a page says of it."""

    indicator: str
    name: Text
    unit: Unit
    dimension: Dimension
    direction: Direction
    caveat: Text
    year: int
    value: float
    edition: str
    source: str
    source_name: Text

    @property
    def written(self) -> str:
        return self.unit.written(self.value)


@dataclass(frozen=True)
class Latest:
    """The newest figure of an indicator and, where an older edition is kept, the one before it."""

    now: Value
    before: Value | None = None

    @property
    def change(self) -> str:
        """From the edition before: in points for shares, in percent for amounts; empty if it cannot be said."""
        if self.before is None or self._is_of_few:
            return ""
        difference = self.now.value - self.before.value
        if self.now.unit in {Unit.SHARE, Unit.PERCENT}:
            points = difference * (100 if self.now.unit is Unit.SHARE else 1)
            # Translators: change of a percentage, in percentage points, as in "+1.5 points".
            return _("%(number)s points") % {"number": _signed(points, Measure("", decimals=1))}
        if self.now.unit.is_rate or self.now.unit is Unit.RANK or not self.before.value:
            return ""
        return _signed(difference / self.before.value, Measure("", is_share=True))

    @property
    def _is_of_few(self) -> bool:
        """Whether a change would be one of fewer than five people."""
        counts_people = self.now.unit in {Unit.EDITORS, Unit.ADMINISTRATORS}
        return counts_people and self.before is not None and min(self.now.value, self.before.value) < LEAST_PEOPLE


@dataclass(frozen=True)
class Standing:
    """A community's figures, and the values of comparable communities by indicator."""

    figures: list[Latest]
    others: Mapping[str, list[float]] = field(default_factory=dict)
    n_others: int = 0

    @property
    def compared(self) -> list[Latest]:
        by_name = {latest.now.indicator: latest for latest in self.figures}
        return [by_name[name] for name in COMPARED if name in by_name]


def visible_indicators(user: Any) -> QuerySet[Indicator]:
    return Indicator.objects.all()


def indicators_with_counts() -> QuerySet[Indicator]:
    """Indicators with their source joined and ``n_figures``."""
    counted = Figure.objects.filter(indicator=OuterRef("pk")).order_by()
    n_figures = counted.annotate(n=Func(F("pk"), function="COUNT")).values("n")
    rows = Indicator.objects.select_related("edition__source").annotate(
        n_figures=Subquery(n_figures, output_field=IntegerField())
    )
    return rows.order_by("about", "dimension", "slug")


def latest_figures(subject: Community | Territory) -> list[Latest]:
    """The newest figure of each indicator about ``subject``, by dimension, with the one before; one query."""
    rows = _of_community if isinstance(subject, Community) else _of_territory
    return _latest(_value(row) for row in rows(subject=subject.pk))


def standing_of(community: Community) -> Standing:
    """The community's figures and those of comparable ones in the same edition; one query."""
    if community.active_editors is None:
        return Standing(latest_figures(community))
    own: list[Row] = []
    others: dict[str, list[float]] = defaultdict(list)
    ids = set()
    for row in _beside_others(community=community.pk, log_size=math.log1p(community.active_editors)):
        community_id, indicator, value, *_described = row
        if community_id == community.pk:
            own.append(row)
        else:
            ids.add(community_id)
            others[indicator].append(value)
    return Standing(_latest(map(_value, own)), others, len(ids))


def _nearest(community: Given, log_size: Given) -> QuerySet[Community]:
    """Wikis of the same project family with the nearest number of active editors, in factors."""
    project = Wiki.objects.filter(community=community).values("project")[:1]
    known = public().filter(active_editors__isnull=False, wiki__project=Subquery(project))
    distance = Abs(Ln(F("active_editors") + 1.0) - log_size)
    return known.exclude(pk=community).annotate(distance=distance).order_by("distance", "slug")[:N_COMPARABLE]


def readers_of(community: Community) -> list[ReaderShare]:
    """The territories from which a wiki was read most, in the latest year known; one query."""
    return _readers(community=community.pk)


@prepared(community=BigIntegerField())
def _readers(community: Given) -> QuerySet[ReaderShare]:
    same = ReaderShare.objects.filter(community=OuterRef("community")).order_by("-year").values("year")[:1]
    rows = ReaderShare.objects.filter(community=community, year=Subquery(same))
    return rows.select_related("territory", "edition__source").order_by("-share", "territory__slug")[:N_READERS]


COLUMNS = (
    "community_id",
    "indicator__slug",
    "value",
    "indicator__name",
    "indicator__unit",
    "indicator__dimension",
    "indicator__direction",
    "indicator__caveat",
    "year",
    "edition__label",
    "edition__source__slug",
    "edition__source__name",
)


@prepared(subject=BigIntegerField())
def _of_community(subject: Given) -> QuerySet[Figure, Row]:
    return _rows(Q(community=subject))


@prepared(subject=BigIntegerField())
def _of_territory(subject: Given) -> QuerySet[Figure, Row]:
    return _rows(Q(territory=subject))


@prepared(community=BigIntegerField(), log_size=FloatField())
def _beside_others(community: Given, log_size: Given) -> QuerySet[Figure, Row]:
    newest = Figure.objects.filter(community=community).order_by("-vintage").values("vintage")[:1]
    of_others = Q(
        community__in=_nearest(community, log_size).values("pk"),
        vintage=Subquery(newest),
        indicator__slug__in=COMPARED,
    )
    return _rows(Q(community=community) | of_others)


def _rows(which: Q) -> QuerySet[Figure, Row]:
    """By indicator, the newest edition first."""
    return Figure.objects.filter(which).order_by("indicator__slug", "-vintage", "-year").values_list(*COLUMNS)


def _value(row: Row) -> Value:
    _community, slug, value, name, unit, dimension, direction, caveat, year, *edition = row
    return Value(slug, name, Unit(unit), Dimension(dimension), Direction(direction), caveat, year, value, *edition)


def _latest(values: Iterable[Value]) -> list[Latest]:
    found = []
    for _name, of_indicator in groupby(values, key=lambda value: value.indicator):
        now, *older = of_indicator
        found.append(Latest(now, older[0] if older else None))
    order = list(Dimension)
    return sorted(found, key=lambda latest: order.index(latest.now.dimension))


def _signed(number: float, measure: Measure) -> str:
    sign = "+" if number > 0 else ""
    return f"{sign}{measure.written(number)}"
