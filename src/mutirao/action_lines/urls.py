"""Addresses of action_lines."""

from __future__ import annotations

from typing import Any

app_name = "action_lines"
urlpatterns: list[Any] = []
