"""Sources, editions, what changed between them, and the columns that tie a row to its edition."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mutirao.base import clock
from mutirao.base.fields import TextByLanguage
from mutirao.base.models import PublicModel, SlugModel


class Source(SlugModel):
    """A published body of data or text that we read."""

    kind = "source"
    name = TextByLanguage(_("name"), max_length=300)
    publisher = models.CharField(_("publisher"), max_length=200)
    licence = models.CharField(_("licence"), max_length=100)
    attribution = models.TextField(_("attribution"), blank=True)
    licence_url = models.URLField(_("text of the licence"), max_length=500, blank=True)
    origin_url = models.URLField(_("origin"), max_length=500, blank=True)
    caveat = TextByLanguage(_("caveat"))
    # The edition that the files we ship hold; each becomes an Edition when such a file is loaded.
    shipped_label = models.CharField(max_length=60, blank=True)
    shipped_published_on = models.DateField(null=True, blank=True)
    shipped_retrieved_on = models.DateField(null=True, blank=True)
    # Those files, also where they hold only a column of it.
    shipped_files = models.JSONField(default=list)

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("sources:source", args=[self.slug])


class Edition(PublicModel):
    """One version of a source as one loader read it; a newer one keeps the old."""

    kind = "edition"
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="editions")
    label = models.CharField(_("edition"), max_length=60)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    retrieved_on = models.DateField(_("retrieved on"), null=True, blank=True)
    loaded_at = models.DateTimeField(_("loaded at"), default=clock.now)
    loader = models.CharField(max_length=60)
    code_version = models.CharField(max_length=60)
    file_name = models.CharField(max_length=200)
    checksum = models.CharField(_("SHA-256 checksum"), max_length=64)
    # Of the loader's code: a changed loader reads the same file anew.
    loader_hash = models.CharField(max_length=16)
    n_rows = models.PositiveIntegerField(_("rows"), default=0)
    is_current = models.BooleanField(default=True)
    # Against the edition before, as actions.changes_as_json writes it.
    changes = models.JSONField(default=dict)

    class Meta:
        ordering = ["-loaded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "loader"], condition=models.Q(is_current=True), name="edition_one_current"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source.slug} {self.label}"

    @property
    def shown_label(self) -> str:
        """The label; of a commit, as much as tells it from others."""
        return self.label[:17] if self.label.startswith("commit ") else self.label

    def get_absolute_url(self) -> str:
        return f"{self.source.get_absolute_url()}#edition-{self.public_id}"


class SourcedModel(models.Model):
    """A row that came from a file: which edition, which row of it."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, null=True, related_name="+")
    source_row = models.PositiveIntegerField(null=True)

    class Meta:
        abstract = True


class DemonstrationMark(models.Model):
    """One row in a database of demonstration, none in a real one: the two are never mixed."""

    made_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"demonstration of {self.made_at:%Y-%m-%d}"
