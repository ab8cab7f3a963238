"""Kinds of communities and where an added community stands."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class CommunityKind(models.TextChoices):
    """What sort of group a community is."""

    WIKI = "wiki", _("wiki")
    CHAPTER = "chapter", _("chapter")
    USER_GROUP = "user_group", _("user group")
    THEMATIC = "thematic_organisation", _("thematic organisation")
    HUB = "hub", _("hub")
    WIKIPROJECT = "wikiproject", _("WikiProject")
    LANGUAGE = "language", _("language community")
    GROUP = "group", _("group not yet recognised")


class CommunityState(models.TextChoices):
    """From somebody's proposal to a page, or into another community."""

    PROPOSED = "proposed", _("waiting for a moderator")
    LISTED = "listed", _("listed")
    REFUSED = "refused", _("refused")
    MERGED = "merged", _("merged into another")


class SizeBand(models.TextChoices):
    """Monthly active editors, in bands that a reader can tell apart."""

    UNKNOWN = "", _("not known")
    TINY = "0-4", _("fewer than 5 active editors a month")
    SMALL = "5-19", _("5 to 19")
    MEDIUM = "20-99", _("20 to 99")
    LARGE = "100-999", _("100 to 999")
    HUGE = "1000+", _("1,000 and more")


class DeclarationState(models.TextChoices):
    """What a community says of itself, checked or not."""

    DECLARED = "declared", _("declared")
    WITHDRAWN = "withdrawn", _("withdrawn")
