"""Addresses of sources."""

from __future__ import annotations

from typing import Any

app_name = "sources"
urlpatterns: list[Any] = []
