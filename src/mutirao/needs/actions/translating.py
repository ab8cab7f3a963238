"""Texts of assessments and group forms that people translate."""

from __future__ import annotations

from django.db import transaction

from mutirao.accounts.models import User
from mutirao.base.text import Text
from mutirao.needs.models import Assessment, ConsensusForm


@transaction.atomic
def write_text(*, target: Assessment | ConsensusForm, field: str, text: Text, by: User) -> None:
    """Store a translation that was published; whoever edits the same meanwhile is told."""
    setattr(target, field, text)
    target.save_if_unchanged(seen_version=target.version, fields=[field])
