"""Roles and the states of a grant."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person may do in a space."""

    COORDINATOR = "coordinator", _("Coordinator")
    MODERATOR = "moderator", _("Moderator")
    CURATOR = "curator", _("Curator")
    TRANSLATOR = "translator", _("Translator")


class GrantState(models.TextChoices):
    """The life of a role: asked for, held, refused, given up or ended."""

    ASKED = "asked", _("asked for")
    HELD = "held", _("held")
    REFUSED = "refused", _("refused")
    ENDED = "ended", _("ended")
