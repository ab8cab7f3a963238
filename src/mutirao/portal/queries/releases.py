"""Frozen states of the recommendation."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from mutirao.portal.models import StateRelease


def visible_releases(user: Any) -> QuerySet[StateRelease]:
    """Every frozen state: all of it is public."""
    return StateRelease.objects.all()
