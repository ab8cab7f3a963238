"""Reads of people, roles and notices."""

from __future__ import annotations

from django.db.models import QuerySet

from mutirao.accounts.models import User


def people_visible_to(user: object) -> QuerySet[User]:
    """Everybody but those who erased their account."""
    return User.objects.filter(is_active=True, erased_at=None)


def local_people() -> QuerySet[User]:
    """Whom the sign-in page of the local mode offers, the latest visitor first."""
    people = User.objects.filter(is_active=True, erased_at=None, login_name__startswith="local-")
    return people.order_by("-last_login", "display_name", "pk")
