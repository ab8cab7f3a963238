"""What the portal shows on other contexts' pages: how to follow them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from mutirao.base.panels import panel


@panel("community", order=90, template="portal/panels/follow.html")
def follow_community(subject: Any, user: Any) -> dict[str, Any]:
    return _addresses("communities", subject)


@panel("action_line", order=90, template="portal/panels/follow.html")
def follow_line(subject: Any, user: Any) -> dict[str, Any]:
    return _addresses("action-lines", subject)


def _addresses(kind: str, subject: Any) -> dict[str, Any]:
    return {name: reverse(f"portal:{name}", args=[kind, subject.slug]) for name in ("feed", "calendar")}
