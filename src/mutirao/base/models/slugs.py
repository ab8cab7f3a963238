"""Slugs that were given up: addresses keep working."""

from __future__ import annotations

from django.db import models


class OldSlug(models.Model):
    """``slug`` once named an object of ``kind`` that ``current`` names now."""

    kind = models.CharField(max_length=40)
    slug = models.CharField(max_length=100)
    current = models.CharField(max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="old_slug_unique")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.slug} is now {self.current}"
