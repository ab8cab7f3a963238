"""Abstract models: times, public identity, versions, and a pair of columns that names anything."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from mutirao.base import clock
from mutirao.base.errors import Conflict
from mutirao.base.references import Reference


class TimestampedModel(models.Model):
    """When the row was made and last changed, UTC."""

    created_at = models.DateTimeField(_("created"), default=clock.now, editable=False)
    updated_at = models.DateTimeField(_("changed"), default=clock.now, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.updated_at = clock.now()
        super().save(*args, **kwargs)


class _Referable(TimestampedModel):
    """``kind`` names the model in references; ``public_key`` the field that leaves the server."""

    kind: ClassVar[str]
    public_key: ClassVar[str]

    class Meta:
        abstract = True

    @property
    def reference(self) -> Reference:
        return Reference(self.kind, str(getattr(self, self.public_key)))


class PublicModel(_Referable):
    """What people make: a random UUID leaves the server, the bigint key never does."""

    public_key = "public_id"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True


class SlugModel(_Referable):
    """Reference data: known by its slug; a slug given up redirects through ``OldSlug``."""

    public_key = "slug"
    slug = models.SlugField(_("short name in addresses"), max_length=100, unique=True)

    class Meta:
        abstract = True


class VersionedModel(models.Model):
    """A record that two people may edit: saving checks that nobody was faster."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def save_if_unchanged(self, *, seen_version: int, fields: list[str]) -> None:
        """Save ``fields`` when the stored version is still ``seen_version``; raises ``Conflict`` otherwise."""
        values = {name: getattr(self, name) for name in fields}
        unchanged = type(self)._default_manager.filter(pk=self.pk, version=seen_version)
        if not unchanged.update(**values, version=seen_version + 1):
            raise Conflict(str(self))
        self.version = seen_version + 1


class ReferenceColumns(models.Model):
    """Two columns that name a subject of any registered kind."""

    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=100)

    class Meta:
        abstract = True

    @property
    def subject(self) -> Reference:
        return Reference(self.subject_kind, self.subject_id)

    @subject.setter
    def subject(self, reference: Reference) -> None:
        self.subject_kind, self.subject_id = reference.kind, reference.public_id
