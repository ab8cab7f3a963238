"""Translations of our texts."""

from __future__ import annotations

from django.db import transaction

from mutirao.accounts.models import User
from mutirao.action_lines.models import ActionLine, Demand, Promise, RecommendationSection
from mutirao.base.text import Text


@transaction.atomic
def write_text(
    *, target: ActionLine | Demand | Promise | RecommendationSection, field: str, text: Text, by: User
) -> None:
    """Store a translation that was published; the translation's own audit row says by whom."""
    setattr(target, field, text)
    target.save(update_fields=[field, "updated_at"])
