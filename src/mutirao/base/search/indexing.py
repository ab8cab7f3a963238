"""Keeping the index in step: written in the transaction that changes the object.

``audit.record`` and the loaders call it, so an action that leaves its audit row cannot forget it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import batched
from typing import Any

from django.db import connection, models, transaction

from mutirao.base.canonical_json import canonical_json
from mutirao.base.locks import wait_for
from mutirao.base.models.search import SearchDocument, SearchFacet, SearchPosting, SearchSpelling
from mutirao.base.references import Addressable, Reference
from mutirao.base.search.entries import Entry, entry_of
from mutirao.base.search.registry import Searchable, searchables

BATCH = 500
_INDEX = "search:search index"


def index(changed: Addressable) -> None:
    """Bring in line what the index holds of ``changed``, and of what follows it."""
    follow(changed.reference)


@transaction.atomic(savepoint=False)
def follow(reference: Reference) -> None:
    """The same for whatever ``reference`` names, there or gone; costs nothing where nothing of it is searchable."""
    for searchable in searchables():
        followed = set(searchable.follows(reference))
        if searchable.kind == reference.kind:
            followed.add(reference.public_id)
        if followed:
            _bring_in_line(searchable, sorted(followed))


@transaction.atomic(savepoint=False)
def refresh(kinds: Iterable[Searchable]) -> int:
    """Bring whole kinds in line, writing the difference only; returns how many documents changed or went."""
    wait_for(_INDEX)
    return sum(_refresh(searchable) for searchable in kinds)


def refresh_reading(touched: Collection[type[models.Model]]) -> int:
    """The kinds that stand in tables of which many rows were written, or read them."""
    return refresh(_reading(touched))


def mark_outdated(touched: Collection[type[models.Model]]) -> None:
    """For many loads in a row: ``refresh_outdated`` brings the same kinds in line once, even after a crash."""
    kinds = [each.kind for each in _reading(touched)]
    SearchDocument.objects.filter(kind__in=kinds).update(code_hash="")


def refresh_outdated() -> int:
    """The kinds that were marked, those whose documents an older version of the code made, and those without any."""
    made_by: dict[str, set[str]] = {}
    for kind, code_hash in SearchDocument.objects.order_by().values_list("kind", "code_hash").distinct():
        made_by.setdefault(kind, set()).add(code_hash)
    return refresh(each for each in searchables() if made_by.get(each.kind) != {each.code_hash})


@transaction.atomic
def rebuild(progress: Callable[[int, int, str], None] = lambda done, total, name: None) -> int:
    """Make the whole index anew; returns how many documents it holds."""
    wait_for(_INDEX)
    for model in (SearchPosting, SearchDocument, SearchSpelling, SearchFacet):
        _raw_delete(model.objects.all())
    total, n_documents = searchables(), 0
    for done, searchable in enumerate(total):
        progress(done, len(total), searchable.kind)
        n_documents += _refresh(searchable)
    progress(len(total), len(total), "")
    return n_documents


def _reading(touched: Collection[type[models.Model]]) -> list[Searchable]:
    return [each for each in searchables() if {each.registered.model, *each.reads} & set(touched)]


def _bring_in_line(searchable: Searchable, public_ids: list[str]) -> None:
    wait_for(_INDEX, shared=True)
    for public_id in public_ids:
        # Two people may comment on one thread at the same moment.
        wait_for(f"search:{Reference(searchable.kind, public_id)}")
    rows = searchable.rows().filter(**{f"{searchable.registered.key}__in": public_ids})
    entries = [entry_of(searchable, row) for row in rows]
    _store(searchable, entries)
    present = {entry.reference.public_id for entry in entries}
    gone = [each for each in public_ids if each not in present]
    if gone:
        _drop(SearchDocument.objects.filter(kind=searchable.kind, public_id__in=gone))


def _refresh(searchable: Searchable) -> int:
    stored = set(SearchDocument.objects.filter(kind=searchable.kind).values_list("pk", flat=True))
    n_changed = 0
    for batch in batched(searchable.rows().order_by("pk").iterator(chunk_size=BATCH), BATCH):
        entries = [entry_of(searchable, row) for row in batch]
        stored -= {entry.pk for entry in entries}
        n_changed += _store(searchable, entries)
    for gone in batched(stored, BATCH):
        _drop(SearchDocument.objects.filter(pk__in=gone))
    marked = SearchDocument.objects.filter(kind=searchable.kind).exclude(code_hash=searchable.code_hash)
    marked.update(code_hash=searchable.code_hash)
    return n_changed + len(stored)


def _store(searchable: Searchable, entries: list[Entry]) -> int:
    """Write the entries that differ from what is stored; returns how many did."""
    digests = {entry.pk: _digest(searchable, entry) for entry in entries}
    known = dict(SearchDocument.objects.filter(pk__in=digests).values_list("pk", "digest"))
    changed = [entry for entry in entries if known.get(entry.pk) != digests[entry.pk]]
    if not changed:
        return 0
    _raw_delete(SearchPosting.objects.filter(document__in=[entry.pk for entry in changed if entry.pk in known]))
    facets = _facets(changed)
    documents = [_row(searchable, entry, facets[entry.facet], digests[entry.pk]) for entry in changed]
    columns = ["facet", "names", "text", "aliases", "digest", "code_hash"]
    SearchDocument.objects.bulk_create(
        documents, update_conflicts=True, unique_fields=["id"], update_fields=columns, batch_size=BATCH
    )
    _write(SearchPosting, "document_id, term, facet_id, weight", _postings(changed, facets))
    spellings = sorted({each for entry in changed for each in entry.spellings()})
    _write(SearchSpelling, "variant, word", spellings)
    return len(changed)


def _row(searchable: Searchable, entry: Entry, facet: int, digest: str) -> SearchDocument:
    document = entry.document
    return SearchDocument(
        id=entry.pk,
        kind=entry.reference.kind,
        public_id=entry.reference.public_id,
        facet_id=facet,
        names=document.names,
        text=document.text,
        aliases=list(document.aliases),
        digest=digest,
        code_hash=searchable.code_hash,
    )


def _postings(entries: list[Entry], facets: dict[tuple[str, str], int]) -> Iterator[tuple[Any, ...]]:
    for entry in entries:
        for term, weight in sorted(entry.weights().items()):
            yield entry.pk, term, facets[entry.facet], weight


def _facets(entries: list[Entry]) -> dict[tuple[str, str], int]:
    """Primary keys by kind and languages; new ones are made."""
    wanted = {entry.facet for entry in entries}
    kinds = {kind for kind, _ in wanted}
    made = [SearchFacet(kind=kind, languages=languages) for kind, languages in sorted(wanted)]
    rows = SearchFacet.objects.filter(kind__in=kinds)
    found = {(row.kind, row.languages): row.pk for row in rows}
    if wanted - found.keys():
        SearchFacet.objects.bulk_create(made, ignore_conflicts=True)
        found = {(row.kind, row.languages): row.pk for row in rows.all()}
    return found


def _write(model: type[models.Model], columns: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Plain inserts; what stands there already stays."""
    table = connection.ops.quote_name(model._meta.db_table)
    marks = ", ".join(["%s"] * len(columns.split(", ")))
    statement = f"insert into {table} ({columns}) values ({marks}) on conflict do nothing"  # noqa: S608 our names
    with connection.cursor() as cursor:
        for batch in batched(rows, 10 * BATCH):
            cursor.executemany(statement, batch)


def _drop(documents: models.QuerySet[SearchDocument]) -> None:
    _raw_delete(SearchPosting.objects.filter(document__in=documents.values("pk")))
    _raw_delete(documents)


def _raw_delete(rows: models.QuerySet[Any]) -> None:
    # The public way would load the postings one by one in order to look for what hangs on them: nothing does.
    rows._raw_delete(rows.db)


def _digest(searchable: Searchable, entry: Entry) -> str:
    document = entry.document
    texts = [document.names.as_json(), document.text.as_json()]
    content = canonical_json([*texts, list(document.aliases), list(document.keywords), *entry.facet, document.prior])
    return hashlib.sha256(f"{searchable.code_hash} {content}".encode()).hexdigest()[:32]
