"""The states of a translation offer."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mutirao.base.acts import Act as BaseAct


class OfferState(models.TextChoices):
    """From an offer to the page."""

    OFFERED = "offered", _("waiting for a second reader")
    PUBLISHED = "published", pgettext_lazy("translation", "published")
    DECLINED = "declined", pgettext_lazy("translation", "declined")


class TextState(models.TextChoices):
    """How one language of a text stands."""

    ORIGINAL = "original", pgettext_lazy("text", "original")
    CURRENT = "current", pgettext_lazy("text", "translated")
    OUTDATED = "outdated", _("older than the original")
    MISSING = "missing", _("not translated yet")


class Act(BaseAct):
    """What the audit chain keeps of this context."""

    OFFERED = "translation.offered", _("translation offered")
    OFFER_PUBLISHED = "translation.offer_published", _("translation published")
    OFFER_DECLINED = "translation.offer_declined", _("translation declined")
    DRAFT_CONFIRMED = "translation.draft_confirmed", _("translation read and found right")
