"""Opening and closing editions of sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from mutirao.base import audit, clock
from mutirao.base.news import announce
from mutirao.base.references import Reference
from mutirao.base.text import Text
from mutirao.sources.actions.rows import EXAMPLES, Difference
from mutirao.sources.models import Edition, Source
from mutirao.sources.states import Act


@dataclass(frozen=True)
class Publication:
    """What is known of a source that no row of ``data/sources.csv`` describes, since we do not ship it."""

    slug: str
    name: Text
    publisher: str
    licence: str
    attribution: str = ""
    licence_url: str = ""
    origin_url: str = ""
    caveat: Text = field(default_factory=Text)


@dataclass(frozen=True)
class ReadFile:
    """What was read, and by what: file name, SHA-256 of its bytes, loader and version of the code."""

    name: str
    checksum: str
    loader: str
    loader_hash: str
    code_version: str


@transaction.atomic
def describe_source(*, publication: Publication) -> Source:
    """The source; described anew from ``publication`` unless it is there already."""
    source, _is_new = Source.objects.get_or_create(slug=publication.slug, defaults=dict(vars(publication)))
    return source


@transaction.atomic
def open_edition(*, source: Source, file: ReadFile, label: str = "", n_rows: int = 0) -> Edition:
    """The edition of this file: that of an earlier load, else a new one. Closing it makes it the current one.

    A loader whose file holds several may leave the older ones open.
    """
    same = Edition.objects.filter(source=source, loader=file.loader, checksum=file.checksum)
    found = (same.filter(label=label) if label else same).order_by("-loaded_at").first()
    if found is not None:
        # Links to it and rows that point to it stay; what reads it now is newer.
        found.loader_hash, found.code_version = file.loader_hash, file.code_version
        found.save(update_fields=["loader_hash", "code_version", "updated_at"])
        return found
    return Edition.objects.create(
        source=source,
        label=label or source.shipped_label or clock.today().isoformat(),
        published_on=None if label else source.shipped_published_on,
        retrieved_on=None if label else source.shipped_retrieved_on,
        loader=file.loader,
        loader_hash=file.loader_hash,
        code_version=file.code_version,
        file_name=file.name,
        checksum=file.checksum,
        n_rows=n_rows,
        is_current=False,
    )


@transaction.atomic
def close_editions(*, loader: str, editions: Mapping[Edition, int], difference: Difference) -> None:
    """Make ``editions`` (with their numbers of rows) the current ones of the loader, and say what changed."""
    current = Edition.objects.filter(loader=loader, is_current=True)
    replaced = [edition for edition in current if edition not in editions]
    current.update(is_current=False)
    shares = _shares(list(editions), replaced, difference)
    for edition, n_rows in editions.items():
        changes = changes_as_json(difference, shares[edition], is_first=not replaced and not edition.changes)
        counts = {name: changes[name] for name in ("added", "changed", "removed")}
        if not edition.is_current:
            edition.loaded_at = clock.now()
        if not edition.is_current or any(counts.values()):
            edition.changes = changes
        edition.n_rows, edition.is_current = n_rows, True
        edition.save(update_fields=["n_rows", "changes", "is_current", "loaded_at", "updated_at"])
        subject = Reference("source", edition.source.slug)
        facts = {"loader": loader, "edition": edition.label, "checksum": edition.checksum, **counts}
        audit.record(subject=subject, action=Act.EDITION_LOADED, by=None, facts=facts)
        announce("sources.edition_loaded", subject=subject, payload={"loader": loader, "edition": edition.label})


def changes_as_json(difference: Difference, ids: set[int | None], *, is_first: bool) -> dict[str, Any]:
    """``{"added": n, "changed": n, "removed": n, "examples": [...]}``; a loader's first edition has no examples."""
    found: dict[str, Any] = {
        change: sum(difference.counts[each][change] for each in ids) for change in ("added", "changed", "removed")
    }
    examples = (
        []
        if is_first
        else [example for each in difference.examples if each in ids for example in difference.examples[each]]
    )
    return {**found, "examples": examples[:EXAMPLES]}


def _shares(editions: list[Edition], replaced: list[Edition], difference: Difference) -> dict[Edition, set[int | None]]:
    """By edition, the ids under which its changes were counted: its own, and for removed rows that of its forerunner.

    What was counted elsewhere (a source that is gone, rows kept since long) is told with the first edition.
    """
    counted = set(difference.counts)
    shares = {}
    for edition in editions:
        forerunners = {each.pk for each in replaced if each.source_id == edition.source_id}
        shares[edition] = counted & {edition.pk, *forerunners}
        counted -= shares[edition]
    shares[editions[0]] |= counted
    return shares
