"""Offers of translations, and native speakers' word that a text is right."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mutirao.accounts.models import User
from mutirao.base import clock
from mutirao.base.models import PublicModel, ReferenceColumns
from mutirao.translation.states import OfferState


class TranslationOffer(PublicModel, ReferenceColumns):
    """A translation of ``field`` of the subject into ``language``, made from ``original``."""

    kind = "translation_offer"
    field = models.CharField(max_length=60)
    language = models.CharField(_("language"), max_length=20)
    text = models.TextField(_("translation"), max_length=20000)
    # Kept to show what changed once the original is another one.
    original = models.TextField(max_length=20000)
    source_digest = models.CharField(max_length=64)
    state = models.CharField(max_length=20, choices=OfferState.choices, default=OfferState.OFFERED)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="translation_offers")
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "language"], name="offer_by_subject"),
            models.Index(fields=["state", "language", "created_at"], name="offer_by_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "field", "language", "by"],
                condition=models.Q(state="offered"),
                name="offer_waits_once_each",
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.field} {self.language}"

    def get_absolute_url(self) -> str:
        return reverse("translation:offer", args=[self.public_id])


class NativeReading(ReferenceColumns):
    """A native speaker's word that this very text is right."""

    field = models.CharField(max_length=60)
    language = models.CharField(max_length=20)
    text_digest = models.CharField(max_length=64)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "field", "language", "text_digest"], name="native_reading_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.field} {self.language}"
