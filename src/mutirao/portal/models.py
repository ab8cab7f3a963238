"""What the portal keeps: frozen states of the recommendation, words and their meaning, kinds of support."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mutirao.base import clock
from mutirao.base.fields import TextByLanguage
from mutirao.base.models import SlugModel
from mutirao.base.text import ShownText
from mutirao.sources.models import SourcedModel


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


class Term(SlugModel, SourcedModel):
    """A word that means the same on every page, and in every language one word."""

    kind = "term"
    name = TextByLanguage(_("name"), max_length=100)
    meaning = TextByLanguage(_("meaning"), max_length=300)

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return f"{reverse('portal:glossary')}#{self.slug}"

    @property
    def names(self) -> list[ShownText]:
        """The word in every language of the interface."""
        return [self.name.shown(code) for code, _name in settings.LANGUAGES]


class SupportKind(SlugModel, SourcedModel):
    """Money, people or material: a part of the page of support."""

    kind = "support_kind"
    position = models.PositiveSmallIntegerField()
    name = TextByLanguage(_("name"), max_length=100)
    summary = TextByLanguage(_("summary"), max_length=500)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return f"{reverse('portal:support')}#{self.slug}"
