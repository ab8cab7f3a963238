"""What can be done with skills."""

from __future__ import annotations

from django.db import transaction

from mutirao.accounts.models import User
from mutirao.base.text import Text
from mutirao.skills.models import Skill


@transaction.atomic
def write_text(*, target: Skill, field: str, text: Text, by: User) -> None:
    """Store a translation that was published; the translation's own audit row says by whom."""
    setattr(target, field, text)
    target.save(update_fields=[field, "updated_at"])
