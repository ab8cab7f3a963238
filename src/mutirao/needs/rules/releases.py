"""Who may have a release made before the weekly one."""

from __future__ import annotations

from typing import Any

from mutirao.accounts.rules import is_administrator
from mutirao.base.verdicts import Verdict


def can_make_release(user: Any) -> Verdict:
    return is_administrator(user)
