"""Offers of translations."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mutirao.accounts.models import User
from mutirao.base.models import PublicModel, ReferenceColumns
from mutirao.translation.states import OfferState


class TranslationOffer(PublicModel, ReferenceColumns):
    """A translation of ``field`` of the subject into ``language``, made from the original with ``source_digest``."""

    kind = "translation_offer"
    field = models.CharField(max_length=60)
    language = models.CharField(_("language"), max_length=20)
    text = models.TextField(_("translation"), max_length=20000)
    source_digest = models.CharField(max_length=64)
    state = models.CharField(max_length=20, choices=OfferState.choices, default=OfferState.OFFERED)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="translation_offers")
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["subject_kind", "subject_id", "language"], name="offer_by_subject")]

    def __str__(self) -> str:
        return f"{self.subject} {self.field} {self.language}"
