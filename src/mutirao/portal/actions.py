"""Writes of the portal: freezing the state of the recommendation."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.db import transaction

from mutirao.base import audit, clock
from mutirao.base.canonical_json import canonical_json
from mutirao.portal.analysis import counts_in, state_from_json, state_of
from mutirao.portal.models import StateRelease
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
