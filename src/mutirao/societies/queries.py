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
    BigIntegerField,
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

from mutirao.base.prepared import Asked, Given, prepared
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
    # First the few that can be meant: what is reached is asked of them alone.
    meant = spoken | Q(territory__in=territories.values("territory"))
    rows = (
        Society.objects.filter(meant)
        .filter(reached)
        .annotate(
            tie=_tie(Exists(own)),
            n_all=Window(Count("pk")),
            weight=Cast(F("speakers"), FloatField()) / Window(Sum("speakers")),
        )
    )
    return with_names(rows)


def communities_serving(society: Society) -> Asked[Community]:
    """Public communities with ``tie``, the largest first; decided in SQL.

    In a protected territory only wikis and affiliates that we know from open data: no group, hub or organiser.
    """
    query = _serving_protected if society.territory.is_protected else _serving
    return Asked(query, society=society.pk, territory=society.territory_id, language=society.language_id)


@prepared(society=BigIntegerField(), territory=BigIntegerField(), language=BigIntegerField())
def _serving(society: Given, territory: Given, language: Given) -> QuerySet[Community]:
    return _reaching(_named(is_protected=False), territory, _languages_counted_in(society, language))


@prepared(society=BigIntegerField(), territory=BigIntegerField(), language=BigIntegerField())
def _serving_protected(society: Given, territory: Given, language: Given) -> QuerySet[Community]:
    return _reaching(_named(is_protected=True), territory, _languages_counted_in(society, language))


def _reaching(communities: QuerySet[Community], territory: Given, languages: QuerySet[Language]) -> QuerySet[Community]:
    """Those that declare the territory or speak one of the languages, and nothing that speaks against it."""
    spoken = languages.values("pk")
    things = declared().filter(community=OuterRef("pk"))
    territories = things.filter(territory__isnull=False)
    # Sets of communities: each is found once, not asked for every community.
    there = Q(pk__in=declared().filter(territory=territory).values("community"))
    of_wiki = Q(pk__in=Wiki.objects.filter(language__in=spoken, community__isnull=False).values("community"))
    said = declared().filter(Q(language__in=spoken) | Q(wiki__language__in=spoken))
    speaks = of_wiki | Q(pk__in=said.values("community"))
    has_language = Q(wiki__language__isnull=False) | Exists(
        things.filter(Q(language__isnull=False) | Q(wiki__language__isnull=False))
    )
    reached = (there & (~has_language | speaks)) | (~Exists(territories) & speaks)
    serving = communities.filter(there | speaks).filter(reached)
    return _largest_first(serving.annotate(tie=_tie(Exists(things))))


def communities_declaring(territory: Territory) -> Asked[Community]:
    """Public communities that say that they are in ``territory``, the largest first."""
    return Asked(_declaring_protected if territory.is_protected else _declaring, territory=territory.pk)


@prepared(territory=BigIntegerField())
def _declaring(territory: Given) -> QuerySet[Community]:
    return _largest_first(_named(is_protected=False).filter(_is_in(territory)))


@prepared(territory=BigIntegerField())
def _declaring_protected(territory: Given) -> QuerySet[Community]:
    return _largest_first(_named(is_protected=True).filter(_is_in(territory)))


def _is_in(territory: Given) -> Q:
    return Q(pk__in=declared().filter(territory=territory).values("community"))


def societies_in(territory: Territory) -> list[tuple[Society, list[Wiki]]]:
    """Societies of a territory with names, each with the open Wikipedias that serve it; three queries."""
    societies = _of_territory(territory=territory.pk)
    served = defaultdict(set)
    for society, wiki in _wikipedias(territory=territory.pk):
        served[society].add(wiki)
    wikis = Wiki.objects.in_bulk(set().union(*served.values()))
    return [
        (society, sorted((wikis[pk] for pk in served[society.pk]), key=lambda wiki: wiki.slug)) for society in societies
    ]


@prepared(territory=BigIntegerField())
def _of_territory(territory: Given) -> QuerySet[Society]:
    return with_names(Society.objects.filter(territory=territory))


@prepared(territory=BigIntegerField())
def _wikipedias(territory: Given) -> QuerySet[SpokenAs, tuple[int, int]]:
    spoken = SpokenAs.objects.filter(
        society__territory=territory,
        language__wikis__project=Project.WIKIPEDIA,
        language__wikis__is_open=True,
        language__wikis__is_public=True,
    )
    return spoken.values_list("society_id", "language__wikis")


def same_language_elsewhere(society: Society) -> Asked[Society]:
    """The other societies of the same language, the largest first."""
    return Asked(_elsewhere, society=society.pk, language=society.language_id)


@prepared(society=BigIntegerField(), language=BigIntegerField())
def _elsewhere(society: Given, language: Given) -> QuerySet[Society]:
    return with_names(Society.objects.filter(language=language).exclude(pk=society))


def territory_coded(code: str) -> Territory | None:
    """With its source; capital letters or small ones, as pages redirect to the right ones."""
    exact = next(iter(_territory(slug=code)), None)
    joined = Territory.objects.select_related("edition__source")
    return exact or joined.filter(slug__iexact=code).first()


@prepared(slug=CharField())
def _territory(slug: Given) -> QuerySet[Territory]:
    return Territory.objects.filter(slug=slug).select_related("edition__source")


def society_coded(slug: str, user: Any) -> Society | None:
    """With what ``with_names`` joins; capital letters or small ones."""
    exact = next(iter(_society(slug=slug)), None)
    return exact or with_names(visible_to(user).filter(slug__iexact=slug)).first()


@prepared(slug=CharField())
def _society(slug: Given) -> QuerySet[Society]:
    return with_names(Society.objects.filter(slug=slug))


def counted_languages(society: Society) -> list[SpokenAs]:
    """Which languages of wikis are counted in the society, under another name or script; one query."""
    return _counted(society=society.pk)


@prepared(society=BigIntegerField())
def _counted(society: Given) -> QuerySet[SpokenAs]:
    rows = SpokenAs.objects.filter(society=society).exclude(basis="same")
    return rows.select_related("language").order_by("language__slug")


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
    # Sets, each from an index: joins would look at every language there is.
    of_own_wiki = Q(pk__in=Wiki.objects.filter(community=community).values("language"))
    of_wikis = Q(pk__in=own.filter(wiki__isnull=False).values("wiki__language"))
    named = Q(pk__in=own.filter(language__isnull=False).values("language"))
    return Language.objects.filter(of_own_wiki | of_wikis | named).order_by()


def _is_spoken_as(languages: QuerySet[Language]) -> Q:
    """Whether a society's speakers are counted for one of ``languages``: by our table, else by the same language."""
    # Each subquery runs once, not once for every society.
    counted = SpokenAs.objects.filter(language__in=languages.values("pk")).values("society")
    same = languages.filter(~Exists(SpokenAs.objects.filter(language=OuterRef("pk")))).values("pk")
    return Q(pk__in=counted) | Q(language__in=same)


def _languages_counted_in(society: Given, language: Given) -> QuerySet[Language]:
    """Those that our table counts in the society, and its own unless the table counts that elsewhere."""
    in_table = SpokenAs.objects.filter(society=society).values("language")
    own = Q(pk=language) & ~Exists(SpokenAs.objects.filter(language=OuterRef("pk")))
    return Language.objects.filter(Q(pk__in=in_table) | own).order_by()


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
