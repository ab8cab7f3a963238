"""Addresses of the portal's own pages."""

from __future__ import annotations

from typing import Any

app_name = "portal"
urlpatterns: list[Any] = []
