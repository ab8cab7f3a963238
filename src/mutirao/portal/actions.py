"""Writes of the portal: freezing the state of the recommendation, and translations of its words."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.db import transaction

from mutirao.accounts.models import User
from mutirao.base import audit, clock
from mutirao.base.canonical_json import canonical_json
from mutirao.base.text import Text
from mutirao.portal.analysis import counts_in, state_from_json, state_of
from mutirao.portal.models import StateRelease, SupportKind, Term
from mutirao.portal.quarters import Quarter
from mutirao.portal.states import Act
from mutirao.sources.models import Edition

# Figures read later than this after a quarter's end would no longer be that quarter's.
LATEST_AFTER_END = timedelta(days=31)


@transaction.atomic
def freeze_state() -> StateRelease | None:
    """Freeze the quarter that ended last, once; None if it is frozen, long past, or older than this record."""
    now = clock.now()
    quarter = Quarter.of(now).previous
    began = Edition.objects.filter(loaded_at__lt=quarter.ends).exists()
    is_late = now - quarter.ends > LATEST_AFTER_END
    if not began or is_late or StateRelease.objects.filter(slug=str(quarter)).exists():
        return None
    last = StateRelease.objects.first()
    before = counts_in(state_from_json(last.figures)) if last else {}
    figures = state_of(quarter, before=before).as_json()
    fingerprint = hashlib.sha256(canonical_json(figures).encode()).hexdigest()
    release, is_new = StateRelease.objects.get_or_create(
        slug=str(quarter), defaults={"figures": figures, "fingerprint": fingerprint, "frozen_at": now}
    )
    if is_new:
        audit.record(subject=release.reference, action=Act.STATE_FROZEN, by=None, facts={"fingerprint": fingerprint})
    return release if is_new else None


@transaction.atomic
def write_text(*, target: Term | SupportKind, field: str, text: Text, by: User) -> None:
    """Store a translation that was published; the translation's own audit row says by whom."""
    setattr(target, field, text)
    target.save(update_fields=[field, "updated_at"])
