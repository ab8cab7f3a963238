"""Reads of projects: what everybody may see, by what they are found, and where they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, F, Prefetch, Q, QuerySet, Value, When, prefetch_related_objects
from django.db.models.functions import Left

from mutirao.action_lines.models import ActionLine, Demand
from mutirao.base.fields import TextByLanguage
from mutirao.movement.models import Community, Territory
from mutirao.projects import rules
from mutirao.projects.models import Amount, Project
from mutirao.projects.states import AmountKind, LeadKind, Listing

AMOUNT_ORDER = Case(*(When(amount_kind=kind, then=Value(place)) for place, kind in enumerate(AmountKind)))
# People are not found by a territory on the protection list.
SHOWN_PLACE = Q(territories__is_protected=False) | Q(lead_kind=LeadKind.ORGANISATION)


@dataclass(frozen=True)
class Filters:
    """What a reader asks of the list; empty means everything."""

    q: str = ""
    line: str = ""
    status: str = ""
    programme: str = ""
    territory: str = ""
    year: str = ""
    scope: str = ""


def listed() -> QuerySet[Project]:
    return Project.objects.filter(state=Listing.LISTED)


def visible_to(user: Any) -> QuerySet[Project]:
    """Listed ones; curators also see what was withdrawn."""
    return Project.objects.exclude(state=Listing.MERGED) if rules.is_curator(user) else listed()


def with_places_and_amounts(projects: QuerySet[Project]) -> QuerySet[Project]:
    """With what a row shows, in order; two more queries for all."""
    return projects.prefetch_related(*_places_and_amounts())


def fetch_all_of(project: Project) -> None:
    """What its page shows beside its own row; one query for each kind."""
    lines = Prefetch("action_lines", ActionLine.objects.order_by("position"))
    order = ("action_line__position", "position")
    demands = Prefetch("demands", Demand.objects.select_related("action_line").order_by(*order))
    prefetch_related_objects([project], *_places_and_amounts(), lines, demands, "communities")


def _places_and_amounts() -> list[Prefetch[Any]]:
    return [
        Prefetch("territories", Territory.objects.order_by("slug")),
        Prefetch("amounts", Amount.objects.order_by(AMOUNT_ORDER, F("currency").desc())),
    ]


def found(filters: Filters) -> QuerySet[Project]:
    """Listed projects that ``filters`` let through, the newest first; those without a date last."""
    rows = listed()
    for lookup, value in (
        ("action_lines__slug", filters.line),
        ("status", filters.status),
        ("programme", filters.programme),
        ("scope_kind", filters.scope),
    ):
        if value:
            rows = rows.filter(**{lookup: value})
    if filters.territory:
        rows = rows.filter(SHOWN_PLACE, territories__slug=filters.territory)
    if filters.year:
        rows = rows.filter(Q(start_date__startswith=filters.year) | Q(start_date="", end_date__startswith=filters.year))
    if filters.q:
        rows = rows.filter(Q(title__icontains=filters.q) | Q(lead__icontains=filters.q))
    return with_places_and_amounts(rows).order_by("-start_date", "slug")


def in_territory(territory: Territory) -> QuerySet[Project]:
    return listed().filter(SHOWN_PLACE, territories=territory).order_by("-start_date", "slug")


def of_community(community: Community) -> QuerySet[Project]:
    return listed().filter(communities=community).order_by("-start_date", "slug")


def of_line(line: ActionLine) -> QuerySet[Project]:
    return listed().filter(action_lines=line)


def counts_by(*lookups: str) -> dict[str, list[tuple[str, int]]]:
    """For each column, its values with the number of listed projects, the most frequent first; a query each."""
    return {lookup: _counted(listed(), lookup) for lookup in lookups}


def years() -> list[tuple[str, int]]:
    """Years in which projects began, the latest first."""
    rows = listed().exclude(start_date="").annotate(year=Left("start_date", 4))
    return sorted(_counted(rows, "year"), reverse=True)


def territories_with_projects() -> list[Territory]:
    """All territories, with ``n_projects`` that may be shown there."""
    shown = Q(projects__state=Listing.LISTED) & (Q(is_protected=False) | Q(projects__lead_kind=LeadKind.ORGANISATION))
    rows = Territory.objects.annotate(n_projects=Count("projects", filter=shown, distinct=True))
    return list(rows.order_by("slug").only("slug", "name_en", "is_protected", "tile_row", "tile_column"))


def addresses_of(external_ids: Sequence[str]) -> Mapping[str, str]:
    """Pages of listed projects by the id that they have in the file that ships."""
    rows = listed().filter(external_id__in=external_ids)
    return {project.external_id: project.get_absolute_url() for project in rows.only("slug", "external_id")}


def for_export() -> QuerySet[Project]:
    """Listed projects with ``shown_where``, empty where people lead one in a protected territory."""
    at_risk = ~Q(lead_kind=LeadKind.ORGANISATION) & Q(
        pk__in=Project.territories.through.objects.filter(territory__is_protected=True).values("project_id")
    )
    where = Case(When(at_risk, then=Value(None)), default=F("scope"), output_field=TextByLanguage(null=True))
    return listed().annotate(shown_where=where).order_by("slug")


def places_for_export() -> QuerySet[Any]:
    """Pairs of a listed project and a territory that may be shown."""
    rows: QuerySet[Any] = Project.territories.through.objects.filter(project__state=Listing.LISTED)
    shown = Q(territory__is_protected=False) | Q(project__lead_kind=LeadKind.ORGANISATION)
    return rows.filter(shown).order_by("project__slug", "territory__slug")


def lines_for_export() -> QuerySet[Any]:
    """Pairs of a listed project and an action line."""
    rows: QuerySet[Any] = Project.action_lines.through.objects.filter(project__state=Listing.LISTED)
    return rows.order_by("project__slug", "actionline__position")


def amounts_for_export() -> QuerySet[Amount]:
    return Amount.objects.filter(project__state=Listing.LISTED).order_by("project__slug", "amount_kind", "currency")


def _counted(rows: QuerySet[Project], lookup: str) -> list[tuple[str, int]]:
    pairs = rows.order_by().values_list(lookup).annotate(n=Count("pk", distinct=True)).order_by("-n", lookup)
    return [(str(value), n) for value, n in pairs if value not in {None, ""}]
