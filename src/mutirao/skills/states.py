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


class LeadershipAspect(models.TextChoices):
    """Which side of leadership a skill belongs to."""

    ACTION = "action", _("what leaders do")
    QUALITY = "quality", _("how leaders are")
    OUTCOME = "outcome", _("what comes of it")


class RoleContext(models.TextChoices):
    """Roles in the movement that use a skill."""

    AFFILIATE = "affiliate", _("running an affiliate")
    GOVERNANCE = "governance", _("governance")
    ADMINISTRATION = "administration", _("wiki administration")
    ORGANISING = "organising", _("organising")


class Vocabulary(models.TextChoices):
    """Vocabularies of the movement that our framework was drawn from."""

    CAPX = "capx", _("Capacity Exchange")
    CCD7 = "ccd7", _("Community Capacity Development: seven capacities")
    CAPACITY_MAP = "community_capacity_map", _("Community Capacity Map")
    COMMUNITY_FUND = "community_fund", _("What funders saw in affiliates")
    CORE_POLICY = "core_policy_course", _("Core policy course")
    LDP = "ldp", _("Leadership Development Plan")
    LDWG = "ldwg", _("Leadership definition")
    LDWG_APPENDIX = "ldwg_appendix", _("Leadership definition: list of skills")
    LETS_CONNECT = "lets_connect", _("Let's Connect")
    MOVEMENT_ORGANIZER = "movement_organizer", _("Movement organizers study")
    ORGANIZER_LAB = "organizer_lab", _("Organizer Lab")
    RECOMMENDATION = "recommendation", _("The recommendation itself")
    SMALL_WIKIS = "small_wiki_toolkits", _("Small wiki toolkits")
