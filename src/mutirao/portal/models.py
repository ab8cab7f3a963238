"""What the portal keeps: the state of the recommendation, frozen each quarter."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mutirao.base import clock
from mutirao.base.models import SlugModel


class StateRelease(SlugModel):
    """One quarter's state as it was; the slug is the quarter, ``figures`` what ``analysis.State`` writes."""

    kind = "state_release"
    figures = models.JSONField()
    # SHA-256 over the canonical text of ``figures``.
    fingerprint = models.CharField(_("SHA-256 checksum"), max_length=64)
    frozen_at = models.DateTimeField(_("frozen at"), default=clock.now)

    class Meta:
        ordering = ["-slug"]

    def __str__(self) -> str:
        return self.slug

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("a frozen state is never changed")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("portal:state_release", args=[self.slug])
