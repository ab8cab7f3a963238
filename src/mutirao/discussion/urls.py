"""Addresses of discussion."""

from __future__ import annotations

from typing import Any

app_name = "discussion"
urlpatterns: list[Any] = []
