"""The request of somebody who has signed in, as the types see it."""

from __future__ import annotations

from django.http import HttpRequest

from mutirao.accounts.models import User


class PersonRequest(HttpRequest):
    """``login_required`` stands before every view that takes one."""

    user: User
