"""The list of the library: filters, and how many there are of each kind."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from django.core.cache import cache
from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When
from django.db.models.expressions import OrderBy
from django.utils.translation import gettext_lazy as _

from mutirao.action_lines.models import ActionLine
from mutirao.base.languages import interface_language, language_name
from mutirao.learning.models import USEFUL_PERCENT, Resource, ResourceAudience, ResourceLanguage
from mutirao.learning.queries.resources import listed
from mutirao.learning.states import Audience, Format, Length, Sort
from mutirao.movement.names import folded
from mutirao.skills.queries import core_skills

# Counting every facet of 20,000 resources takes longer than the rest of the page.
FRESH_SECONDS = 60
USEFUL = Q(percent=None) | Q(percent__gte=USEFUL_PERCENT)
LENGTHS = {
    Length.SHORT: Q(minutes__lte=15),
    Length.MEDIUM: Q(minutes__gt=15, minutes__lte=60),
    Length.LONG: Q(minutes__gt=60),
}
ORDER: dict[Sort, tuple[str | OrderBy, ...]] = {
    Sort.TITLE: ("sort_title", "pk"),
    Sort.NEWEST: (F("year").desc(nulls_last=True), "pk"),
}


@dataclass(frozen=True)
class Filters:
    """What the address asks for; empty is everything."""

    q: str = ""
    skill: str = ""
    format: str = ""
    language: str = ""
    audience: str = ""
    line: str = ""
    length: str = ""
    sort: str = ""

    @property
    def key(self) -> str:
        """Tells two sets of filters apart, whatever people typed."""
        return hashlib.sha256(repr(replace(self, sort="")).encode()).hexdigest()


@dataclass(frozen=True)
class Facet:
    """One filter: ``lookup`` is the value that is counted, ``only`` which rows have it."""

    name: str
    label: Any
    lookup: str
    only: Callable[[str], Q]
    names: Callable[[], dict[str, str]]


@dataclass(frozen=True)
class Option:
    """One value of a facet, how many resources it would leave, and whether it is chosen."""

    value: str
    label: str
    n: int
    is_chosen: bool


def _skill_names() -> dict[str, str]:
    """Sixty skills are read and put into words once a minute for each language, not for each page."""
    key = f"learning.skills.{interface_language()}"
    names: dict[str, str] | None = cache.get(key)
    if names is None:
        names = {skill.slug: str(skill) for skill in core_skills()}
        cache.set(key, names, FRESH_SECONDS)
    return names


def _line_names() -> dict[str, str]:
    return {line.slug: str(line) for line in ActionLine.objects.all()}


def _with_skill(value: str) -> Q:
    # A list of ids, not a join: then the database begins with the few that fit, not with all that are listed.
    return Q(pk__in=Resource.skills.through._default_manager.filter(skill__slug=value).values("resource_id"))


def _in_language(value: str) -> Q:
    return Q(pk__in=ResourceLanguage.objects.filter(USEFUL, language=value).values("resource_id"))


def _for_audience(value: str) -> Q:
    return Q(pk__in=ResourceAudience.objects.filter(audience=value).values("resource_id"))


FACETS = (
    Facet("skill", _("Skill"), "skills__slug", _with_skill, _skill_names),
    Facet(
        "format",
        _("Format"),
        "format",
        lambda value: Q(format=value),
        lambda: {each.value: str(each.label) for each in Format},
    ),
    Facet(
        "language",
        _("Language"),
        "languages__language",
        _in_language,
        dict,
    ),
    Facet(
        "audience",
        _("For whom"),
        "audiences__audience",
        _for_audience,
        lambda: {each.value: str(each.label) for each in Audience},
    ),
    Facet("line", _("Action line"), "action_line__slug", lambda value: Q(action_line__slug=value), _line_names),
    Facet(
        "length",
        _("How long"),
        "length",
        lambda value: LENGTHS[Length(value)],
        lambda: {each.value: str(each.label) for each in Length},
    ),
)


def found_resources(filters: Filters) -> QuerySet[Resource]:
    """What fits the filters, in their order."""
    return _filtered(filters).order_by(*ORDER[Sort(filters.sort or Sort.TITLE)])


def facet_options(filters: Filters) -> dict[str, list[Option]]:
    """The values of each facet that the other filters leave, with their numbers, at most a minute old."""
    key = f"learning.facets.{filters.key}"
    counted: dict[str, dict[str, int]] | None = cache.get(key)
    if counted is None:
        counted = {facet.name: _counts(facet, filters) for facet in FACETS}
        cache.set(key, counted, FRESH_SECONDS)
    return {facet.name: _options(facet, counted[facet.name], getattr(filters, facet.name)) for facet in FACETS}


def _filtered(filters: Filters, *, without: str = "") -> QuerySet[Resource]:
    rows = listed()
    for facet in FACETS:
        value = getattr(filters, facet.name)
        if value and facet.name != without:
            rows = rows.filter(facet.only(value))
    for word in folded(filters.q).split():
        rows = rows.filter(search_text__contains=word)
    return rows


def _counts(facet: Facet, filters: Filters) -> dict[str, int]:
    rows = _filtered(filters, without=facet.name).order_by()
    if facet.name == "length":
        bands = [When(condition, then=Value(band.value)) for band, condition in LENGTHS.items()]
        rows = rows.annotate(length=Case(*bands, default=None, output_field=CharField()))
    if facet.name == "language":
        useful = ResourceLanguage.objects.filter(USEFUL, resource__in=rows.values("pk"))
        return dict(useful.order_by().values_list("language").annotate(n=Count("pk")))
    found = rows.values_list(facet.lookup).annotate(n=Count("pk"))
    return {str(value): n for value, n in found if value}


def _options(facet: Facet, counts: dict[str, int], chosen: str) -> list[Option]:
    names = facet.names()
    values: Sequence[str] = list(names) or sorted(counts, key=lambda tag: (-counts[tag], tag))
    shown = [value for value in values if counts.get(value) or value == chosen]
    shown += [chosen] if chosen and chosen not in shown else []
    return [
        Option(value, names.get(value) or language_name(value), counts.get(value, 0), value == chosen)
        for value in shown
    ]


def known_value(name: str, value: str) -> bool:
    """Whether the facet has such a value at all; a language is any that some resource is in."""
    facet = next(each for each in FACETS if each.name == name)
    names = facet.names()
    return value in names if names else listed().filter(languages__language=value).exists()


FILTER_NAMES = tuple(each.name for each in fields(Filters))
