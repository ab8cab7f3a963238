"""Descriptions that people translate. Names come from CLDR and from the community itself."""

from __future__ import annotations

from django.db import transaction

from mutirao.accounts.models import User
from mutirao.base.text import Text
from mutirao.movement.models import Community


@transaction.atomic
def write_text(*, target: Community, field: str, text: Text, by: User) -> None:
    """Store a translation that was published; whoever edits the community meanwhile is told."""
    setattr(target, field, text)
    target.save_if_unchanged(seen_version=target.version, fields=[field])
