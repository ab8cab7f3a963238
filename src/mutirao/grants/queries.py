"""Programmes with what they give money for."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When

from mutirao.grants.models import Programme
from mutirao.grants.states import ProgrammeStatus


def programmes_with_tracks() -> QuerySet[Programme]:
    """All programmes, those that take applications first; tracks and alternatives fetched in two queries."""
    order = [ProgrammeStatus.OPEN, ProgrammeStatus.UNKNOWN, ProgrammeStatus.PAUSED, ProgrammeStatus.CLOSED]
    places = [When(status=status, then=Value(place)) for place, status in enumerate(order)]
    return (
        Programme.objects.annotate(place=Case(*places, default=Value(9), output_field=IntegerField()))
        .order_by("place", "slug")
        .prefetch_related("tracks", "instead")
    )


def visible_programmes(user: Any) -> QuerySet[Programme]:
    return Programme.objects.all()


def open_programmes() -> QuerySet[Programme]:
    return Programme.objects.filter(status=ProgrammeStatus.OPEN)
