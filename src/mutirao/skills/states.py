"""Kinds of entries in a framework, and relations between vocabularies."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class SkillKind(models.TextChoices):
    """What an entry of a framework is."""

    GROUP = "group", _("group")
    SKILL = "skill", _("skill")
    CAPACITY = "capacity", _("capacity")


class Relation(models.TextChoices):
    """How a term of another vocabulary relates to ours (SKOS mapping relations)."""

    EXACT = "exact", _("the same")
    CLOSE = "close", _("nearly the same")
    BROADER = "broader", _("wider than ours")
    NARROWER = "narrower", _("narrower than ours")
