"""Counters behind rate limits."""

from __future__ import annotations

from django.db import models

__all__ = ["RateCount"]


class RateCount(models.Model):
    """How often a bucket was used in one window; the key is a keyed hash that names neither."""

    key = models.CharField(max_length=64, primary_key=True)
    n_uses = models.PositiveIntegerField()
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.n_uses} until {self.ends_at:%Y-%m-%d %H:%M}"
