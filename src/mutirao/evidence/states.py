"""What indicators are about, and which way is up."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class About(models.TextChoices):
    """What an indicator describes."""

    TERRITORY = "territory", _("territory")
    COMMUNITY = "community", _("community")


class Direction(models.TextChoices):
    """Whether a higher value means more ability to take part."""

    HIGHER = "higher_is_more_capacity", _("higher means more able to take part")
    LOWER = "lower_is_more_capacity", _("lower means more able to take part")
    NEUTRAL = "neutral", _("neither")
