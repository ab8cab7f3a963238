"""Addresses of translation."""

from __future__ import annotations

from typing import Any

app_name = "translation"
urlpatterns: list[Any] = []
