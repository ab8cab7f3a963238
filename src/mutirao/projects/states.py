"""What can be said of projects and their money."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mutirao.base.acts import Act as NamedAct


class Listing(models.TextChoices):
    """Only what is listed is public."""

    LISTED = "listed", _("listed")
    WITHDRAWN = "withdrawn", _("withdrawn from the list")
    MERGED = "merged", _("merged into another")


class LeadKind(models.TextChoices):
    """Who leads; only organisations are named."""

    ORGANISATION = "organisation", _("organisation")
    GROUP = "group", _("group")
    INDIVIDUAL = "individual", _("individual")
    SEVERAL = "several", _("several people or groups")


class AmountKind(models.TextChoices):
    """What an amount says, in the order in which they follow; two kinds are never added together."""

    REQUESTED = "requested", _("requested")
    APPLICATION_BUDGET = "application_budget", _("budget in the application")
    RECOMMENDED = "recommended", _("recommended")
    AWARDED = "awarded", _("awarded")
    SPENT = "spent", _("spent")
    # Translators: the total of several small grants that one row of the list stands for
    TOTAL = "total", _("total of several grants")
    # Translators: the sum of money from which small grants were given
    POOL = "pool", _("pool for small grants")


class ReportStatus(models.TextChoices):
    """How far the report on a project is."""

    PUBLISHED = "published", _("published")
    UNDER_REVIEW = "under_review", _("under review")
    ACCEPTED = "accepted", _("accepted")


class ScopeKind(models.TextChoices):
    """How near a project is to skills and leadership."""

    SKILLS = "skills", _("skills and leadership")
    ADJACENT = "adjacent", _("close to it")
    OTHER_FUND = "other_fund", _("learning, paid by another fund")
    SOCIETY_METHOD = "society_method", _("a method for societies")


class Act(NamedAct):
    """What the audit chain keeps."""

    PROJECT_LISTED = "projects.project_listed", _("a project was listed")
    PROJECT_CORRECTED = "projects.project_corrected", _("a project was corrected")
    PROJECT_WITHDRAWN = "projects.project_withdrawn", _("a project was withdrawn from the list")
    PROJECT_LISTED_AGAIN = "projects.project_listed_again", _("a project was listed again")
    PROJECT_MERGED = "projects.project_merged", _("a project was merged into another")
