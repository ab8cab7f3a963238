"""Addresses of movement."""

from __future__ import annotations

from typing import Any

app_name = "movement"
urlpatterns: list[Any] = []
