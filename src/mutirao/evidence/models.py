"""Indicators and their figures, and where a wiki was read."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mutirao.base.fields import TextByLanguage
from mutirao.base.models import SlugModel
from mutirao.evidence.states import About, Dimension, Direction, Unit
from mutirao.movement.models import Community, Territory
from mutirao.sources.models import SourcedModel


class Indicator(SlugModel, SourcedModel):
    """What is measured: name, unit, direction, who measured it first."""

    kind = "indicator"
    about = models.CharField(max_length=20, choices=About.choices)
    dimension = models.CharField(max_length=40, choices=Dimension.choices)
    name = TextByLanguage(_("name"), max_length=200)
    unit = models.CharField(_("unit"), max_length=40, choices=Unit.choices)
    direction = models.CharField(max_length=30, choices=Direction.choices)
    original_source = models.CharField(max_length=300, blank=True)
    original_url = models.URLField(max_length=500, blank=True)
    # The name of the file or column in the source that holds it.
    origin_column = models.CharField(max_length=100, blank=True)
    caveat = TextByLanguage(_("caveat"), max_length=1000)

    class Meta:
        ordering = ["dimension", "slug"]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return f"{reverse('evidence:indicators')}#{self.slug}"


class Figure(SourcedModel):
    """One value of an indicator, for one territory or one community, in one year."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="figures")
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, null=True, related_name="figures")
    community = models.ForeignKey(Community, on_delete=models.CASCADE, null=True, related_name="figures")
    # The label of the edition that published it, for example 2023-01; a newer one leaves the older in place.
    vintage = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField(_("year"))
    value = models.FloatField(_("value"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(territory__isnull=False, community__isnull=True)
                | models.Q(territory__isnull=True, community__isnull=False),
                name="figure_about_one_thing",
            ),
            models.UniqueConstraint(
                fields=["indicator", "territory", "year", "vintage"],
                condition=models.Q(community=None),
                name="figure_once_per_territory",
            ),
            models.UniqueConstraint(
                fields=["indicator", "community", "year", "vintage"],
                condition=models.Q(territory=None),
                name="figure_once_per_community",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.year}: {self.value}"


class ReaderShare(SourcedModel):
    """The share of a wiki's page views that came from a territory, 0 to 1."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="reader_shares")
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="reader_shares")
    year = models.PositiveSmallIntegerField()
    share = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "territory", "year"], name="reader_share_once"),
            models.CheckConstraint(condition=models.Q(share__gte=0, share__lte=1), name="reader_share_is_share"),
        ]

    def __str__(self) -> str:
        return f"{self.community_id} {self.territory_id} {self.share}"
