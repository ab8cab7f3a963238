"""Addresses of accounts."""

from __future__ import annotations

from typing import Any

app_name = "accounts"
urlpatterns: list[Any] = []
