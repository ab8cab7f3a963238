"""Whether a programme takes applications."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ProgrammeStatus(models.TextChoices):
    """As last read on the programme's own page."""

    OPEN = "open", _("takes applications")
    PAUSED = "paused", pgettext_lazy("programme", "paused")
    CLOSED = "closed", _("takes no new applications")
    UNKNOWN = "unknown", _("not known")
