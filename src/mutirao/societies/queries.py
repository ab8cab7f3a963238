"""Reads of societies: who speaks what where, and which communities serve them.

A community that declares territories serves the speakers of its languages there, or everybody there when no language
of it is known. One that declares only languages or wikis serves their speakers everywhere. One that declares nothing
serves the speakers of its wiki's language; pages say that this tie is by language only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    FloatField,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
    Window,
)
from django.db.models.functions import Cast

from mutirao.base.prepared import Given
from mutirao.evidence.models import Figure
from mutirao.movement.models import Community, Language, Territory, Wiki
from mutirao.movement.queries import declared, public
from mutirao.movement.states import Project
from mutirao.societies.models import Society, SpokenAs
from mutirao.societies.states import Tie

LARGE_LANGUAGE = 100_000
POPULATION = "population"


def visible_to(user: Any) -> QuerySet[Society]:
    """Facts as a census states them: everybody sees them all."""
    return Society.objects.all()


def with_names(societies: QuerySet[Society]) -> QuerySet[Society]:
    """With territory, language and source joined, the largest first."""
    rows = societies.select_related("territory", "language", "edition__source")
    return rows.order_by(F("speakers").desc(nulls_last=True), "slug")


def societies_served_by(community: Community | Given) -> QuerySet[Society]:
    """With ``tie``, ``weight`` (share of all their speakers) and ``n_all``, the largest first; one query."""
    own = declared().filter(community=community)
    territories = own.filter(territory__isnull=False)
    languages = _languages_of(community)
    there = Exists(territories.filter(territory=OuterRef("territory")))
    spoken = _is_spoken_as(languages)
    has_language = Exists(languages)
    reached = (~Exists(territories) & spoken) | (there & (~has_language | spoken))
    rows = Society.objects.filter(reached).annotate(
        tie=_tie(Exists(own)),
        n_all=Window(Count("pk")),
        weight=Cast(F("speakers"), FloatField()) / Window(Sum("speakers")),
    )
    return with_names(rows)


def communities_serving(society: Society) -> QuerySet[Community]:
    """Public communities with ``tie``, the largest first; decided in SQL.

    In a protected territory only wikis and affiliates that we know from open data: no group, hub or organiser.
    """
    rows = _named(is_protected=society.territory.is_protected)
    languages = _languages_counted_in(society)
    territories = declared().filter(community=OuterRef("pk"), territory__isnull=False)
    things = declared().filter(community=OuterRef("pk"))
    there = Exists(territories.filter(territory=society.territory_id))
    speaks = Q(wiki__language__in=languages) | Exists(
        things.filter(Q(language__in=languages) | Q(wiki__language__in=languages))
    )
    has_language = Q(wiki__language__isnull=False) | Exists(
        things.filter(Q(language__isnull=False) | Q(wiki__language__isnull=False))
    )
    serving = rows.filter((there & (~has_language | speaks)) | (~Exists(territories) & speaks))
    return _largest_first(serving.annotate(tie=_tie(Exists(things))))


def communities_declaring(territory: Territory) -> QuerySet[Community]:
    """Public communities that say that they are in ``territory``, the largest first."""
    rows = _named(is_protected=territory.is_protected)
    return _largest_first(rows.filter(Exists(declared().filter(community=OuterRef("pk"), territory=territory))))


def societies_in(territory: Territory) -> list[tuple[Society, list[Wiki]]]:
    """Societies of a territory with names, each with the open Wikipedias that serve it; three queries."""
    societies = list(with_names(territory.societies.all()))
    spoken = SpokenAs.objects.filter(
        society__in=[society.pk for society in societies],
        language__wikis__project=Project.WIKIPEDIA,
        language__wikis__is_open=True,
        language__wikis__is_public=True,
    )
    served = defaultdict(set)
    for society, wiki in spoken.values_list("society_id", "language__wikis"):
        served[society].add(wiki)
    wikis = Wiki.objects.in_bulk(set().union(*served.values()))
    return [
        (society, sorted((wikis[pk] for pk in served[society.pk]), key=lambda wiki: wiki.slug)) for society in societies
    ]


def same_language_elsewhere(society: Society) -> QuerySet[Society]:
    """The other societies of the same language, the largest first."""
    return with_names(Society.objects.filter(language=society.language_id).exclude(pk=society.pk))


def territories_with_counts() -> QuerySet[Territory]:
    """All territories, with ``n_languages`` and, where any language is known, ``n_without_wikipedia``.

    The latter counts languages of 100,000 speakers and more without an open Wikipedia in them or in a part of them.
    """
    large = Q(societies__speakers__gte=LARGE_LANGUAGE)
    without = large & ~Q(societies__in=_with_wikipedia())
    rows = Territory.objects.only("slug", "name_en", "region", "tile_row", "tile_column")
    return rows.annotate(
        n_languages=Count("societies", distinct=True),
        n_with_speakers=Count("societies", filter=Q(societies__speakers__isnull=False), distinct=True),
        n_without_wikipedia=Count("societies", filter=without, distinct=True),
    )


def populations() -> Mapping[int, tuple[float, int]]:
    """Population and its year by primary key of the territory, from the newest edition."""
    rows = Figure.objects.filter(indicator__slug=POPULATION, territory__isnull=False).order_by("vintage", "year")
    return {pk: (value, year) for pk, value, year in rows.values_list("territory_id", "value", "year")}


def _with_wikipedia() -> QuerySet[Any, Any]:
    is_open = {"language__wikis__project": Project.WIKIPEDIA, "language__wikis__is_open": True}
    return SpokenAs.objects.filter(**is_open).values("society")


def _languages_of(community: Community | Given) -> QuerySet[Language]:
    """Of its own wiki, of wikis that it declared, and languages that it declared."""
    own = declared().filter(community=community)
    of_wikis = Q(wikis__community=community) | Q(wikis__in=own.filter(wiki__isnull=False).values("wiki"))
    named = Q(pk__in=own.filter(language__isnull=False).values("language"))
    return Language.objects.filter(of_wikis | named).order_by()


def _is_spoken_as(languages: QuerySet[Language]) -> Q:
    """Whether a society's speakers are counted for one of ``languages``: by our table, else by the same language."""
    # Each subquery runs once, not once for every society.
    counted = SpokenAs.objects.filter(language__in=languages.values("pk")).values("society")
    same = languages.filter(spoken_as=None).values("pk")
    return Q(pk__in=counted) | Q(language__in=same)


def _languages_counted_in(society: Society) -> list[int]:
    rows = SpokenAs.objects.filter(Q(society=society) | Q(language=society.language_id))
    found = defaultdict(set)
    for language, counted_in in rows.values_list("language_id", "society_id"):
        found[language].add(counted_in)
    languages = [language for language, societies in found.items() if society.pk in societies]
    return languages if society.language_id in found else [*languages, society.language_id]


def _named(*, is_protected: bool) -> QuerySet[Community]:
    """Public communities; of a protected territory only wikis and affiliates that came from open data."""
    rows = public().filter(Q(wiki=None) | Q(wiki__is_open=True, wiki__is_public=True))
    return rows.filter(edition__isnull=False) if is_protected else rows


def _largest_first(communities: QuerySet[Community]) -> QuerySet[Community]:
    rows = communities.select_related("wiki")
    return rows.order_by(F("active_editors").desc(nulls_last=True), "slug")


def _tie(is_declared: Exists) -> Case:
    return Case(
        When(is_declared, then=Value(Tie.DECLARED)), default=Value(Tie.LANGUAGE), output_field=CharField(max_length=20)
    )
