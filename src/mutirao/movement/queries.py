"""Reads of communities, languages, territories and wikis."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BigIntegerField, CharField, Count, DateField, Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from mutirao.accounts.models import RoleGrant, User
from mutirao.accounts.queries import held_roles
from mutirao.accounts.rules import held
from mutirao.accounts.states import Role
from mutirao.base import clock
from mutirao.base.languages import interface_language
from mutirao.base.models import OldSlug
from mutirao.base.prepared import Given, prepared
from mutirao.movement import rules
from mutirao.movement.likeness import most_alike
from mutirao.movement.models import Community, Declaration, Language, MergeProposal, Territory, Wiki
from mutirao.movement.names import folded
from mutirao.movement.states import CommunityState, DeclarationState, MergeState, Sort

WORDS_LIMIT = 8


@dataclass(frozen=True)
class Filters:
    """What a reader asks of the list; empty means everything."""

    q: str = ""
    kind: str = ""
    project: str = ""
    language: str = ""
    region: str = ""
    size: str = ""
    script: str = ""
    sort: str = Sort.NAME


@dataclass(frozen=True)
class Coordinators:
    """Who coordinates a community: ``named`` is empty where naming could expose them, ``n`` counts them anyway.

    ``all`` is for sending them word, never for a page.
    """

    n: int
    named: list[User] = field(default_factory=list)
    all: list[User] = field(default_factory=list)


def declared() -> QuerySet[Declaration]:
    return Declaration.objects.filter(state=DeclarationState.DECLARED)


def with_protected_territory(communities: QuerySet[Community]) -> QuerySet[Community]:
    """Those that declare a territory on the protection list: nobody is named there in public."""
    return communities.filter(_declares(territory__is_protected=True))


def protected() -> QuerySet[Community]:
    """All communities where nobody is named in public unless they say so."""
    return with_protected_territory(Community.objects.all())


def public() -> QuerySet[Community]:
    """What lists, counts, maps, feeds and the API show to everybody.

    A group that declares a protected territory is left out, unless it is a wiki or affiliate and so public already.
    """
    listed = Community.objects.filter(state=CommunityState.LISTED)
    return listed.filter(Q(edition__isnull=False) | ~_declares(territory__is_protected=True))


def visible_to(user: Any) -> QuerySet[Community]:
    """Public ones; one's own proposals; groups in which one holds a role; everything not merged for moderators."""
    if not isinstance(user, User):
        return public()
    if user.is_administrator:
        return Community.objects.exclude(state=CommunityState.MERGED)
    # Asked within the query: many kinds of things are seen by who sees their community, and each would ask again.
    moderates = RoleGrant.objects.filter(
        held(),
        person=user,
        role=Role.MODERATOR,
        subject_kind=rules.MODERATED_IN.kind,
        subject_id=rules.MODERATED_IN.public_id,
    )
    unmerged = ~Q(state=CommunityState.MERGED)
    listed = Q(state=CommunityState.LISTED)
    open_to_all = listed & (Q(edition__isnull=False) | ~_declares(territory__is_protected=True))
    own_roles = RoleGrant.objects.filter(held(), person=user, subject_kind="community", subject_id=OuterRef("slug"))
    own = unmerged & (Q(proposed_by=user) | Exists(moderates))
    return Community.objects.filter(open_to_all | own | (listed & Exists(own_roles)))


def all_languages(user: Any) -> QuerySet[Language]:
    return Language.objects.all()


def all_territories(user: Any) -> QuerySet[Territory]:
    return Territory.objects.all()


def all_wikis(user: Any) -> QuerySet[Wiki]:
    return Wiki.objects.all()


def is_protected(community: Community) -> bool:
    """Whether it declares a territory on the protection list; one query."""
    return declared().filter(community=community, territory__is_protected=True).exists()


def is_public(community: Community) -> bool:
    return public().filter(pk=community.pk).exists()


def found(filters: Filters) -> QuerySet[Community]:
    """Public communities that ``filters`` let through, in the reader's order, with what a row of the list shows."""
    rows = public()
    for word in folded(filters.q).split()[:WORDS_LIMIT]:
        rows = rows.filter(Q(search_text__contains=word) | Q(declared_text__contains=word))
    for column, value in (
        ("community_kind", filters.kind),
        ("wiki__project", filters.project),
        ("size_band", filters.size),
    ):
        if value:
            rows = rows.filter(**{column: value})
    if filters.language:
        rows = rows.filter(Q(wiki__language__slug=filters.language) | _declares(language__slug=filters.language))
    if filters.script:
        rows = rows.filter(Q(wiki__language__script=filters.script) | _declares(language__script=filters.script))
    if filters.region:
        rows = rows.filter(_declares(territory__region=filters.region, territory__is_protected=False))
    return with_languages(_sorted(rows, filters.sort))


def with_languages(rows: QuerySet[Community]) -> QuerySet[Community]:
    """With what ``languages_of`` reads, and without the long texts."""
    languages = declared().filter(language__isnull=False).select_related("language").order_by("language__slug")
    unshown = ("description", "search_text", "sort_names", "declared_text")
    return (
        rows.defer(*unshown)
        .select_related("wiki__language")
        .prefetch_related(Prefetch("declarations", languages, to_attr="declared_languages"))
    )


def languages_of(community: Community) -> list[Language]:
    """The language of the wiki, else those that the community declared; of rows that are ``with_languages``."""
    if community.wiki and community.wiki.language:
        return [community.wiki.language]
    declarations: list[Declaration] = getattr(community, "declared_languages", [])
    return [each.language for each in declarations if each.language]


def languages_in_use() -> list[tuple[str, str, str]]:
    """Tag, English name and script of the languages of wikis and of declared ones: what the list is filtered by."""
    of_wikis = Wiki.objects.filter(language__isnull=False)
    of_declarations = declared().filter(language__isnull=False, community__in=public())
    rows = Language.objects.filter(Q(pk__in=of_wikis.values("language")) | Q(pk__in=of_declarations.values("language")))
    # Plain rows: hundreds of them stand in every list.
    return list(rows.order_by().values_list("slug", "name_en", "script"))


def declarations_of(community: Community) -> list[Declaration]:
    """What it declares, with things and people; one query."""
    return _declarations(community=community.pk)


@prepared(community=BigIntegerField())
def _declarations(community: Given) -> QuerySet[Declaration]:
    rows = declared().filter(community=community).select_related("territory", "language", "wiki", "declared_by")
    return rows.order_by("created_at", "pk")


def proposed_declarations() -> QuerySet[Declaration]:
    """What waits for one of a community's people, with things and people, the oldest first."""
    rows = Declaration.objects.filter(state=DeclarationState.PROPOSED)
    related = rows.select_related("community", "territory", "language", "wiki", "declared_by")
    return related.order_by("created_at", "pk")


def declarations_to_decide(person: User) -> QuerySet[Declaration]:
    """What others propose to say of communities in which ``person`` holds a role; all of them for moderators."""
    waiting = proposed_declarations().filter(community__state=CommunityState.LISTED)
    if person.is_administrator:
        return waiting
    own = RoleGrant.objects.filter(held(), person=person, subject_kind=Community.kind)
    there = own.filter(subject_id=OuterRef("community__slug"))
    moderates = own.filter(role=Role.MODERATOR, subject_id=rules.MODERATED_IN.public_id)
    return waiting.filter(Exists(there) | Exists(moderates)).exclude(declared_by=person)


def own_unsettled_declarations(community: Community, user: Any) -> list[Declaration]:
    """What somebody proposed to say of it and is not said; one query."""
    return _own_unsettled(community=community.pk, person=user.pk) if isinstance(user, User) else []


def declarations_before(community: Community, person: Any) -> list[Declaration]:
    """What waits for ``person``, a user who decides, with their own that are not said; one query."""
    return _own_and_waiting(community=community.pk, person=person.pk)


@prepared(community=BigIntegerField(), person=BigIntegerField())
def _own_unsettled(community: Given, person: Given) -> QuerySet[Declaration]:
    return _unsettled(community, _is_own(person))


@prepared(community=BigIntegerField(), person=BigIntegerField())
def _own_and_waiting(community: Given, person: Given) -> QuerySet[Declaration]:
    return _unsettled(community, _is_own(person) | Q(state=DeclarationState.PROPOSED))


def _is_own(person: Given) -> Q:
    return Q(declared_by=person, state__in=[DeclarationState.PROPOSED, DeclarationState.REFUSED])


def _unsettled(community: Given, shown: Q) -> QuerySet[Declaration]:
    rows = Declaration.objects.filter(shown, community=community)
    return rows.select_related("territory", "language", "wiki", "declared_by").order_by("created_at", "pk")


def public_declarations() -> QuerySet[Declaration]:
    """What public communities declare, protected territories left out."""
    rows = declared().filter(community__in=public()).exclude(territory__is_protected=True)
    return rows.order_by("community__slug", "pk")


def by_kind(declarations: list[Declaration]) -> dict[str, list[Declaration]]:
    """The territories, languages and wikis among them."""
    return {
        "territories": [each for each in declarations if each.territory_id],
        "languages": [each for each in declarations if each.language_id],
        "wikis": [each for each in declarations if each.wiki_id],
    }


def listed_for_merging(user: Any, slug: str) -> Community | None:
    return visible_to(user).filter(state=CommunityState.LISTED, slug=slug).first()


def coordinators_of(community: Community, *, may_be_named: bool) -> Coordinators:
    """Who coordinates it today; one query. Who asked not to be named is counted only."""
    grants = _coordinating(slug=community.slug, today=clock.today())
    people = [(grant.person, grant.is_public) for grant in grants]
    named = [person for person, is_named in people if is_named and may_be_named]
    return Coordinators(len(people), named, [person for person, _is_named in people])


@prepared(slug=CharField(), today=DateField())
def _coordinating(slug: Given, today: Given) -> QuerySet[RoleGrant]:
    subject = {"subject_kind": "community", "subject_id": slug}
    return held_roles(RoleGrant.objects.filter(role=Role.COORDINATOR, person__is_active=True, **subject), today)


def current_slug(slug: str, *, user: Any) -> str | None:
    """Where a community that was ``slug`` is found now: merged into another, or written in other case."""
    moved = OldSlug.objects.filter(kind="community", slug__iexact=slug).values("current")
    candidates = visible_to(user).filter(Q(slug__in=moved) | Q(slug__iexact=slug)).exclude(slug=slug)
    return candidates.values_list("slug", flat=True).first()


def proposals() -> QuerySet[Community]:
    """What waits for a moderator, the oldest first."""
    waiting = Community.objects.filter(state=CommunityState.PROPOSED).select_related("proposed_by")
    declarations = declared().select_related("territory", "language", "wiki").order_by("created_at", "pk")
    rows = waiting.prefetch_related(Prefetch("declarations", declarations, to_attr="declared_things"))
    return rows.order_by("created_at", "pk")


def proposals_to_decide(person: User) -> QuerySet[Community]:
    """Proposals of others that wait for ``person``, none unless they moderate; one query, for the inbox."""
    waiting = Community.objects.filter(state=CommunityState.PROPOSED)
    if person.is_administrator:
        return waiting
    space = {"subject_kind": rules.MODERATED_IN.kind, "subject_id": rules.MODERATED_IN.public_id}
    moderates = RoleGrant.objects.filter(held(), person=person, role=Role.MODERATOR, **space)
    return waiting.filter(Exists(moderates)).exclude(proposed_by=person)


def proposals_by(person: User) -> QuerySet[Community]:
    """What the person proposed and can still see, the latest first."""
    own = Community.objects.filter(proposed_by=person).exclude(state=CommunityState.MERGED)
    return own.order_by("-created_at", "-pk")


def merges_about(community: Community, user: Any) -> list[tuple[MergeProposal, Community]]:
    """What waits, and to ``user`` what was refused of theirs, each with the other community, if they see it.

    Most often one query.
    """
    if not _merges(community=community.pk):
        return []
    about = MergeProposal.objects.filter(Q(community=community) | Q(into=community))
    refused = Q(state=MergeState.REFUSED, proposed_by=user) if isinstance(user, User) else Q(pk__in=[])
    # Rare: who may see the other one is asked only if there is one.
    rows = _of_visible(about.filter(Q(state=MergeState.WAITING) | refused), user)
    return [(row, row.into if row.community_id == community.pk else row.community) for row in rows]


@prepared(community=BigIntegerField())
def _merges(community: Given) -> QuerySet[MergeProposal, int]:
    about = MergeProposal.objects.filter(Q(community=community) | Q(into=community))
    return about.filter(state__in=[MergeState.WAITING, MergeState.REFUSED]).order_by().values_list("pk", flat=True)[:1]


def merges_visible_to(user: Any) -> QuerySet[MergeProposal]:
    """Those that wait, about two communities that ``user`` may see; one's own in any state."""
    own = Q(proposed_by=user) if isinstance(user, User) else Q(pk__in=[])
    seen = visible_to(user).values("pk")
    return MergeProposal.objects.filter(own | Q(state=MergeState.WAITING, community__in=seen, into__in=seen))


def merges_to_decide(person: User) -> QuerySet[MergeProposal]:
    """What others proposed and ``person`` may decide about, the oldest first."""
    if not rules.is_moderator(person):
        return MergeProposal.objects.none()
    waiting = MergeProposal.objects.filter(state=MergeState.WAITING).exclude(proposed_by=person)
    return _of_visible(waiting, person)


def _of_visible(proposals: QuerySet[MergeProposal], user: Any) -> QuerySet[MergeProposal]:
    seen = visible_to(user).values("pk")
    rows = proposals.filter(community__in=seen, into__in=seen).select_related("community", "into", "proposed_by")
    return rows.order_by("created_at", "pk")


def n_by_territory() -> dict[str, int]:
    """How many public communities declare each territory; protected ones are not counted at all."""
    rows = public_declarations().filter(territory__isnull=False)
    counts = rows.order_by().values_list("territory__slug").annotate(n=Count("community"))
    return dict(counts)


def similar_to_each[K](names: Mapping[K, str], *, user: Any) -> dict[K, list[Community]]:
    """For each name the communities that may be the same, of those that ``user`` may see; two queries in all."""
    rows = list(visible_to(user).order_by().values_list("pk", "sort_names"))
    others = {pk: set(known.values()) for pk, known in rows}
    closest = {key: most_alike(name, others) for key, name in names.items()}
    communities = Community.objects.in_bulk({pk for pks in closest.values() for pk in pks})
    return {key: [communities[pk] for pk in pks] for key, pks in closest.items()}


def _declares(**what: Any) -> Exists:
    return Exists(declared().filter(community=OuterRef("pk"), **what))


def _sorted(rows: QuerySet[Community], order: str) -> QuerySet[Community]:
    by_name = Coalesce(KT(f"sort_names__{interface_language()}"), KT("sort_names__source"))
    if order == Sort.SIZE:
        return rows.order_by(F("active_editors").desc(nulls_last=True), by_name, "slug")
    return rows.order_by(by_name, "slug")
