"""What earlier assessments asked and found."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mutirao.base.fields import TextByLanguage
from mutirao.base.models import SlugModel
from mutirao.movement.models import Territory
from mutirao.sources.models import SourcedModel


class EarlierAssessment(SlugModel, SourcedModel):
    """Somebody asked communities what they need, elsewhere; dates may be a year, a month or a day as text.

    An empty text is one that our source does not state; numbers stand only where it gives one for all who were asked.
    """

    kind = "earlier_assessment"
    name = models.CharField(_("name"), max_length=300)
    place = TextByLanguage(_("where"), max_length=300)
    territories = models.ManyToManyField(Territory, related_name="earlier_assessments", blank=True)
    start_date = models.CharField(_("from"), max_length=10, blank=True)
    end_date = models.CharField(_("to"), max_length=10, blank=True)
    date_note = TextByLanguage(_("note on the date"), max_length=300)
    procedure = TextByLanguage(_("how people were asked"), max_length=500)
    n_asked = models.PositiveIntegerField(_("people asked"), null=True)
    n_answered = models.PositiveIntegerField(_("people who answered"), null=True)
    sample = TextByLanguage(_("who was asked"), max_length=300)
    response = TextByLanguage(_("who answered"), max_length=300)
    languages = models.JSONField(_("languages"), default=list)
    languages_note = TextByLanguage(_("note on the languages"), max_length=300)
    privacy = TextByLanguage(_("privacy"), max_length=300)
    scale = TextByLanguage(_("how answers were weighed"), max_length=300)
    finding = TextByLanguage(_("what people said"), max_length=1000)
    used_for = TextByLanguage(_("what it was used for"), max_length=500)
    source_url = models.URLField(max_length=500, blank=True)

    class Meta:
        ordering = ["-start_date", "slug"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("needs:earlier_assessment", args=[self.slug])
