"""How a signed-in person is found again."""

from __future__ import annotations

from django.contrib.auth.backends import BaseBackend
from django.db.models import BigIntegerField, QuerySet

from mutirao.accounts.models import User
from mutirao.base.prepared import Given, prepared


class PersonBackend(BaseBackend):
    """Finds people by their session; it takes no passwords."""

    def get_user(self, user_id: int) -> User | None:
        return next(iter(_active(pk=user_id)), None)


@prepared(pk=BigIntegerField())
def _active(pk: Given) -> QuerySet[User]:
    return User.objects.filter(pk=pk, is_active=True)
