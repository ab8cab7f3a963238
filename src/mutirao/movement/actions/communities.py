"""Changing what a community's page says, and the sizes that lists show."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from mutirao.accounts.models import User
from mutirao.base import audit, clock, search
from mutirao.base.news import announce
from mutirao.base.text import Text
from mutirao.movement import rules
from mutirao.movement.models import Community
from mutirao.movement.names import search_text, sort_names
from mutirao.movement.states import Act, SizeBand

BATCH = 500


@transaction.atomic
def edit_community(
    *, community: Community, seen_version: int, name: str, description: str, website: str, language: str, by: User
) -> None:
    """Set the texts in ``language`` and the page. The name of a community that comes from a source stays.

    Raises ``Conflict`` when somebody else saved after ``seen_version``.
    """
    rules.can_edit(by, community).or_refuse()
    before = {field: getattr(community, field) for field in ("name", "description", "website")}
    if not community.is_from_source:
        community.name = in_language(community.name, language, name)
        community.sort_names, community.search_text = sort_names(community.name), words_of(community)
    community.description = in_language(community.description, language, description)
    community.website = website
    community.updated_at = clock.now()
    fields = [*before, "sort_names", "search_text", "updated_at"]
    community.save_if_unchanged(seen_version=seen_version, fields=fields)
    _tell_of_change(community, [field for field, value in before.items() if getattr(community, field) != value], by)


@transaction.atomic
def decline_estimates(*, community: Community, by: User) -> None:
    """The community asks that no estimate about it be published."""
    _set_declines_estimates(community, True, by)


@transaction.atomic
def allow_estimates(*, community: Community, by: User) -> None:
    """The community allows that estimates about it be published again."""
    _set_declines_estimates(community, False, by)


def _set_declines_estimates(community: Community, declines: bool, by: User) -> None:
    rules.can_decline_estimates(by, community).or_refuse()
    if community.declines_estimates == declines:
        return
    # Not a new version: somebody who edits the texts at the same time loses nothing by it.
    Community.objects.filter(pk=community.pk).update(declines_estimates=declines, updated_at=clock.now())
    community.declines_estimates = declines
    _tell_of_change(community, ["declines_estimates"], by)


@transaction.atomic
def set_sizes(active_editors: Mapping[str, float | None]) -> int:
    """Set monthly active editors by slug, for the evidence of all communities at once; returns how many changed."""
    stored = (
        Community.objects.filter(slug__in=active_editors) if len(active_editors) < BATCH else Community.objects.all()
    )
    changed = []
    for community in stored.only("slug", "active_editors", "size_band"):
        value = active_editors.get(community.slug, community.active_editors)
        band = SizeBand.of(value)
        if (value, band) != (community.active_editors, community.size_band):
            community.active_editors, community.size_band = value, band
            changed.append(community)
    Community.objects.bulk_update(changed, ["active_editors", "size_band"], batch_size=BATCH)
    if changed:
        # The larger of two that fit a search stands first.
        search.refresh_reading({Community})
    return len(changed)


def in_language(text: Text, language: str, words: str) -> Text:
    """``text`` with ``words`` in ``language``; the first words written decide what the original is."""
    if not text:
        return Text(language, {language: words}) if words else Text(language)
    if not words and language not in text.texts:
        return text
    return text.with_text(language, words)


def words_of(community: Community) -> str:
    """What the search finds a community by that people added."""
    return search_text([community.slug.replace("-", " "), *community.name.texts.values()])


def _tell_of_change(community: Community, fields: list[str], by: User) -> None:
    if fields:
        audit.record(subject=community.reference, action=Act.COMMUNITY_EDITED, by=by, facts={"fields": fields})
        announce("movement.community_edited", subject=community.reference, payload={"fields": fields})
