"""Programmes and tracks."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mutirao.base.fields import TextByLanguage
from mutirao.base.models import SlugModel
from mutirao.grants.states import ProgrammeStatus
from mutirao.sources.models import SourcedModel


class Programme(SlugModel, SourcedModel):
    """Somebody who gives money; ``status_as_of`` may be a year, a month or a day as text."""

    kind = "programme"
    name = TextByLanguage(_("name"), max_length=200)
    summary = TextByLanguage(_("summary"), max_length=500)
    status = models.CharField(max_length=20, choices=ProgrammeStatus.choices)
    status_as_of = models.CharField(max_length=10)
    status_url = models.URLField(max_length=500, blank=True)
    source_url = models.URLField(max_length=500, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    minimum_amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    maximum_amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    yearly_limit_amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    amount_note = TextByLanguage(_("note on amounts"), max_length=500)
    decided_by = models.CharField(max_length=40, blank=True)
    instead = models.ManyToManyField("self", symmetrical=False, related_name="+", blank=True)

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return f"/support/#{self.slug}"


class Track(SlugModel, SourcedModel):
    """What a programme gives money for."""

    kind = "track"
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="tracks")
    position = models.PositiveSmallIntegerField()
    name = TextByLanguage(_("name"), max_length=200)
    summary = TextByLanguage(_("summary"), max_length=500)
    example_url = models.URLField(max_length=500, blank=True)
    source_url = models.URLField(max_length=500, blank=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return str(self.name)
