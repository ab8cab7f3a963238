"""Official status of a language in a territory, and how a community is tied to a society."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class OfficialStatus(models.TextChoices):
    """As CLDR states it."""

    NONE = "", _("none known")
    OFFICIAL = "official", _("official")
    REGIONAL = "official_regional", _("official in a part of the territory")
    DE_FACTO = "de_facto_official", _("official in practice")


class Tie(models.TextChoices):
    """Why we say that a community serves a society."""

    DECLARED = "declared", _("declared by the community")
    LANGUAGE = "language", _("by language")


class Basis(models.TextChoices):
    """Why speakers counted under one language are taken as a wiki's."""

    SAME = "same", _("the same language")
    SCRIPT = "script", _("counted under another script of it")
    NAME = "name", _("counted under another name for it")
    VARIETY = "variety", _("counted together with other varieties of it")
