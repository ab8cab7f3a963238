"""The type of a request behind ``login_required``."""

from __future__ import annotations

from django.http import HttpRequest

from mutirao.accounts.models import User


class SignedInRequest(HttpRequest):
    user: User
