"""Which resources there are, and which belong to a skill, an action line or a community."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import F, Prefetch, Q, QuerySet

from mutirao.action_lines.models import ActionLine, Pin
from mutirao.action_lines.states import PinKind
from mutirao.base import clock
from mutirao.learning.models import USEFUL_PERCENT, Resource, ResourceLanguage
from mutirao.learning.rules import can_curate
from mutirao.learning.states import LinkState, ResourceState
from mutirao.movement.models import Community, Declaration, Language, Wiki
from mutirao.movement.states import DeclarationState
from mutirao.skills.models import Skill

UNSHOWN = ("search_text", "address_key", "title_key", "note", "audience_note", "format_note", "state_reason")
USABLE_FIRST = ("is_old_version", F("year").desc(nulls_last=True), "sort_title", "pk")


def listed() -> QuerySet[Resource]:
    """What everybody may see."""
    return Resource.objects.filter(state=ResourceState.LISTED)


def visible_to(user: Any) -> QuerySet[Resource]:
    """What is listed; curators see the others too, to restore them."""
    return Resource.objects.all() if can_curate(user) else listed()


def with_details(rows: QuerySet[Resource]) -> QuerySet[Resource]:
    """With what a line of a list shows: one query for each of languages and skills."""
    skills = Skill.objects.only("slug", "name")
    return rows.defer(*UNSHOWN).prefetch_related("languages", Prefetch("skills", skills))


def current_slug(slug: str) -> str | None:
    """The slug of the listed resource that ``slug``, or a short id such as R041, leads to after merges."""
    found = Resource.objects.filter(Q(slug=slug) | Q(short_id=slug)).select_related("merged_into").first()
    seen = set()
    while found is not None and found.state == ResourceState.MERGED and found.pk not in seen:
        seen.add(found.pk)
        found = found.merged_into
    return found.slug if found is not None and found.state == ResourceState.LISTED else None


def addresses_of(short_ids: Sequence[str]) -> Mapping[str, str]:
    """Pages of listed resources by short id; of a merged one, the page of what it was merged into."""
    rows = Resource.objects.filter(short_id__in=short_ids).select_related("merged_into")
    current = {row.short_id: row.merged_into or row for row in rows}
    return {short_id: row.get_absolute_url() for short_id, row in current.items() if row.state == ResourceState.LISTED}


def recommendations_of(resource: Resource) -> QuerySet[Pin]:
    """The action lines that recommend it, each with its reason."""
    ids = Resource.objects.filter(Q(pk=resource.pk) | Q(merged_into=resource)).values("short_id")
    pins = Pin.objects.filter(pin_kind=PinKind.RESOURCE, external_id__in=ids)
    return pins.select_related("action_line").order_by("action_line__slug")


def of_skill(skill: Skill) -> QuerySet[Resource]:
    return _usable().filter(skills=skill).order_by(*USABLE_FIRST)


def of_line(line: ActionLine) -> QuerySet[Resource]:
    return _usable().filter(action_line=line).order_by(*USABLE_FIRST)


def in_languages_of(community: Community) -> QuerySet[Resource]:
    """In a language of its wiki, or one that it declares; English alone says nothing about a community."""
    of_wiki = Wiki.objects.filter(community=community).values("language")
    declared = Declaration.objects.filter(community=community, state=DeclarationState.DECLARED)
    of_declared = declared.filter(language__isnull=False).values("language")
    languages = Language.objects.filter(Q(pk__in=of_wiki) | Q(pk__in=of_declared)).order_by().values("slug")
    useful = Q(percent=None) | Q(percent__gte=USEFUL_PERCENT)
    # A set found by index: asked of each resource, it would take as long as the library is large.
    fitting = ResourceLanguage.objects.filter(useful, language__in=languages).exclude(language="en")
    # The sum keeps SQLite from fetching and sorting the whole set: it walks in the order wanted and stops early.
    rows = _usable().alias(key=F("pk") + 0)
    return rows.filter(key__in=fitting.values("resource")).order_by(*USABLE_FIRST)


def due_for_check() -> QuerySet[Resource]:
    """Listed ones whose link was never followed, or is to be followed again; the longest waiting first."""
    due = listed().filter(Q(link_due_at=None) | Q(link_due_at__lte=clock.now()))
    return due.order_by(F("link_due_at").asc(nulls_first=True), "pk")


def _usable() -> QuerySet[Resource]:
    return listed().exclude(link_state=LinkState.GONE)
