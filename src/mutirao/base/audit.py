"""The audit chain of a subject: what was done to it, by whom, in an order that nobody can rewrite unseen.

A row holds digests; the payload stands beside it and can be erased while the chain still verifies.
``docs/decisions/audit-chain.md`` says what it proves and what not.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC
from itertools import groupby
from typing import Protocol
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from mutirao.base import clock
from mutirao.base.acts import Act
from mutirao.base.canonical_json import JSON, canonical_json
from mutirao.base.locks import wait_for
from mutirao.base.models.audit import AuditPayload, AuditRow
from mutirao.base.references import Reference
from mutirao.base.search import follow


class Actor(Protocol):
    """Who acts: known to the chain by a random id that means nothing once the account is erased."""

    @property
    def audit_id(self) -> UUID: ...


@dataclass(frozen=True)
class ChainCheck:
    """``first_broken`` is the first position where a row is missing, moved or changed, or its payload was."""

    n_rows: int
    n_erased: int
    first_broken: int | None

    @property
    def is_intact(self) -> bool:
        return self.first_broken is None


def record(
    *,
    subject: Reference,
    action: Act,
    by: Actor | None,
    facts: Mapping[str, JSON],
    personal: Mapping[str, JSON] | None = None,
) -> AuditRow:
    """Append one row to the subject's chain, in the caller's transaction.

    ``by`` is None for the system and for the anonymous. ``personal`` holds words of or about people: they can be
    erased without the ``facts``. Appends to one subject wait for each other until commit. What the search holds of the
    subject is brought in line: record after the change, not before.
    """
    facts_salt, facts_text = secrets.token_hex(16), canonical_json(facts)
    personal_salt = "" if personal is None else secrets.token_hex(16)
    personal_text = None if personal is None else canonical_json(personal)
    with transaction.atomic(savepoint=False):
        wait_for(f"audit:{subject}")
        last = _rows(subject).last()
        row = AuditRow(
            subject_kind=subject.kind,
            subject_id=subject.public_id,
            position=last.position + 1 if last else 1,
            action=str(action),
            actor_id=by.audit_id if by else None,
            happened_at=clock.now(),
            facts_digest=_digest(facts_salt, facts_text),
            personal_digest="" if personal_text is None else _digest(personal_salt, personal_text),
            previous_hash=last.row_hash if last else "",
        )
        row.row_hash = _hash(row)
        row.save(force_insert=True)
        AuditPayload.objects.create(
            row=row,
            facts_text=facts_text,
            facts_salt=facts_salt,
            personal_text=personal_text,
            personal_salt=personal_salt,
        )
        follow(subject)
    return row


def history(subject: Reference) -> QuerySet[AuditRow]:
    """The subject's rows with their payloads, the oldest first."""
    return _rows(subject).select_related("payload")


def verify_chain(subject: Reference) -> ChainCheck:
    """Recompute every hash and digest of the subject's chain; one query."""
    return _check(history(subject))


def verify_all_chains() -> Iterator[tuple[Reference, ChainCheck]]:
    """Every chain with its check, in the order of subjects; one query, read as a stream."""
    rows = AuditRow.objects.order_by("subject_kind", "subject_id", "position").select_related("payload")
    for subject, chain in groupby(rows.iterator(chunk_size=2000), key=lambda row: row.subject):
        yield subject, _check(chain)


def erase_personal(actor_id: UUID) -> int:
    """Erase the personal text of everything that ``actor_id`` did; returns how many rows had some."""
    written = AuditPayload.objects.filter(row__actor_id=actor_id, personal_text__isnull=False)
    return written.update(personal_text=None, personal_salt="", erased_at=clock.now())


def erase_payloads(subject: Reference) -> int:
    """Erase all that was recorded of the subject, facts too, as when a person's record goes; returns how many rows."""
    written = AuditPayload.objects.filter(
        row__subject_kind=subject.kind, row__subject_id=subject.public_id, facts_text__isnull=False
    )
    return written.update(facts_text=None, facts_salt="", personal_text=None, personal_salt="", erased_at=clock.now())


def _check(rows: Iterable[AuditRow]) -> ChainCheck:
    n_rows = n_erased = 0
    first_broken = None
    previous_hash = ""
    for n_rows, row in enumerate(rows, start=1):
        n_erased += _is_erased(row)
        is_linked = row.position == n_rows and row.previous_hash == previous_hash and row.row_hash == _hash(row)
        if first_broken is None and not (is_linked and _payload_fits(row)):
            first_broken = n_rows
        previous_hash = row.row_hash
    return ChainCheck(n_rows, n_erased, first_broken)


def _rows(subject: Reference) -> QuerySet[AuditRow]:
    rows = AuditRow.objects.filter(subject_kind=subject.kind, subject_id=subject.public_id)
    return rows.order_by("position")


def _hash(row: AuditRow) -> str:
    return _sha256(
        canonical_json(
            {
                "subject": [row.subject_kind, row.subject_id],
                "position": row.position,
                "action": row.action,
                "actor": str(row.actor_id) if row.actor_id else None,
                "happened_at": row.happened_at.astimezone(UTC).isoformat(timespec="microseconds"),
                "facts": row.facts_digest,
                "personal": row.personal_digest,
                "previous": row.previous_hash,
            }
        )
    )


def _digest(salt: str, text: str) -> str:
    # Salted, so that nobody can find an erased payload by guessing it.
    return _sha256(salt + text)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _is_erased(row: AuditRow) -> bool:
    payload = getattr(row, "payload", None)
    return payload is not None and (
        payload.facts_text is None or (row.personal_digest != "" and payload.personal_text is None)
    )


def _payload_fits(row: AuditRow) -> bool:
    payload = getattr(row, "payload", None)
    return (
        payload is not None
        and _is_what_was_said(row.facts_digest, payload.facts_salt, payload.facts_text)
        and _is_what_was_said(row.personal_digest, payload.personal_salt, payload.personal_text)
    )


def _is_what_was_said(digest: str, salt: str, text: str | None) -> bool:
    return text is None or _digest(salt, text) == digest
