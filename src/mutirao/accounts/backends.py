"""How a signed-in person is found again."""

from __future__ import annotations

from django.contrib.auth.backends import BaseBackend

from mutirao.accounts.models import User


class PersonBackend(BaseBackend):
    """Finds people by their session; it takes no passwords."""

    def get_user(self, user_id: int) -> User | None:
        return User.objects.filter(pk=user_id, is_active=True).first()
