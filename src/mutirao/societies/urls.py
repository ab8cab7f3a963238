"""Addresses of societies."""

from __future__ import annotations

from typing import Any

app_name = "societies"
urlpatterns: list[Any] = []
