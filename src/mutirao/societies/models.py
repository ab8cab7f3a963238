"""Societies, and the languages under which a wiki's speakers are counted."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mutirao.base.models import SlugModel
from mutirao.movement.models import Language, Territory
from mutirao.societies.states import Basis, OfficialStatus
from mutirao.sources.models import SourcedModel


class Society(SlugModel, SourcedModel):
    """The speakers of a language in a territory; slug ``KE-sw``. Percentages are 0 to 100; null is not known."""

    kind = "society"
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="societies")
    language = models.ForeignKey(Language, on_delete=models.PROTECT, related_name="societies")
    population_percent = models.FloatField(null=True)
    speakers = models.BigIntegerField(_("speakers"), null=True)
    official_status = models.CharField(max_length=20, choices=OfficialStatus.choices, blank=True)
    writing_percent = models.FloatField(null=True)
    literacy_percent = models.FloatField(null=True)
    # Of the edition; null where the source dates nothing.
    year = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["-speakers"]
        verbose_name_plural = "societies"
        constraints = [models.UniqueConstraint(fields=["territory", "language"], name="society_once")]

    @property
    def population_share(self) -> float | None:
        return _share(self.population_percent)

    @property
    def writing_share(self) -> float | None:
        return _share(self.writing_percent)

    @property
    def literacy_share(self) -> float | None:
        return _share(self.literacy_percent)

    def __str__(self) -> str:
        return _("%(language)s in %(territory)s") % {"language": self.language, "territory": self.territory}

    def get_absolute_url(self) -> str:
        return reverse("societies:society", args=[self.territory.slug, self.language.slug])


class SpokenAs(SourcedModel):
    """A wiki's language is counted in a society under a language, the same or another name or script of it."""

    language = models.ForeignKey(Language, on_delete=models.CASCADE, related_name="spoken_as")
    society = models.ForeignKey(Society, on_delete=models.CASCADE, related_name="spoken_as")
    basis = models.CharField(max_length=20, choices=Basis.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "society"], name="spoken_as_once")]

    def __str__(self) -> str:
        return f"{self.language_id} {self.society_id}"


def _share(percent: float | None) -> float | None:
    return None if percent is None else percent / 100
