"""Addresses of skills."""

from __future__ import annotations

from typing import Any

app_name = "skills"
urlpatterns: list[Any] = []
