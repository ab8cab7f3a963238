"""The audit chain: rows that are only ever added, and payloads beside them that can be erased."""

from __future__ import annotations

import json
from typing import Any, Never

from django.db import models

from mutirao.base.acts import label_of
from mutirao.base.models.abstract import ReferenceColumns

__all__ = ["AuditPayload", "AuditRow"]


class AppendOnlyError(Exception):
    """Somebody tried to change or delete an audit row."""


class AuditRowQuerySet(models.QuerySet["AuditRow"]):
    """Reads and inserts; the triggers of ``base.append_only`` hold the same below the ORM."""

    def update(self, **kwargs: Any) -> Never:
        raise AppendOnlyError("audit rows are never changed")

    def delete(self) -> Never:
        raise AppendOnlyError("audit rows are never deleted")


class AuditRow(ReferenceColumns):
    """One act on one subject. ``row_hash`` covers every column here and, through ``previous_hash``, all before."""

    position = models.PositiveIntegerField()
    action = models.CharField(max_length=100)
    actor_id = models.UUIDField(null=True, db_index=True)
    happened_at = models.DateTimeField()
    facts_digest = models.CharField(max_length=64)
    personal_digest = models.CharField(max_length=64, blank=True)
    previous_hash = models.CharField(max_length=64, blank=True)
    row_hash = models.CharField(max_length=64)

    objects = AuditRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject_kind", "subject_id", "position"], name="audit_row_position_unique")
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.position}: {self.action}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError("audit rows are never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise AppendOnlyError("audit rows are never deleted")

    @property
    def action_label(self) -> Any:
        """What was done, in words."""
        return label_of(self.action)

    @property
    def facts(self) -> dict[str, Any] | None:
        """What happened; None once erased."""
        return _read(self.payload.facts_text)

    @property
    def personal(self) -> dict[str, Any] | None:
        """The words of or about people; None when there were none, or once erased."""
        return _read(self.payload.personal_text)


class AuditPayload(models.Model):
    """What a row's digests were made from. Text, not JSON columns: the digest is over exactly these characters,
    and PostgreSQL would write numbers and key order its own way.
    """

    row = models.OneToOneField(AuditRow, on_delete=models.PROTECT, primary_key=True, related_name="payload")
    facts_text = models.TextField(null=True)  # noqa: DJ001 NULL is erased
    facts_salt = models.CharField(max_length=32, blank=True)
    personal_text = models.TextField(null=True)  # noqa: DJ001 NULL is erased, or never given
    personal_salt = models.CharField(max_length=32, blank=True)
    erased_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"payload of {self.row_id}"


def _read(text: str | None) -> dict[str, Any] | None:
    return None if text is None else json.loads(text)
