"""Kinds of communities, projects, regions and sizes, and where an added community stands."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mutirao.base.acts import Act as BaseAct


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
    LISTED = "listed", pgettext_lazy("community", "listed")
    REFUSED = "refused", pgettext_lazy("community", "refused")
    MERGED = "merged", _("merged into another")


class SizeBand(models.TextChoices):
    """Monthly active editors, in bands that a reader can tell apart."""

    UNKNOWN = "", _("not known")
    TINY = "0-4", _("fewer than 5")
    SMALL = "5-19", _("5 to 19")
    MEDIUM = "20-99", _("20 to 99")
    LARGE = "100-999", _("100 to 999")
    HUGE = "1000+", _("1,000 and more")

    @classmethod
    def of(cls, active_editors: float | None) -> SizeBand:
        """The band of a monthly mean, which need not be whole."""
        if active_editors is None:
            return cls.UNKNOWN
        limits = {5: cls.TINY, 20: cls.SMALL, 100: cls.MEDIUM, 1000: cls.LARGE}
        return next((band for limit, band in limits.items() if active_editors < limit), cls.HUGE)


class DeclarationState(models.TextChoices):
    """What a community says of itself; what others propose to say of it waits for one of its people."""

    PROPOSED = "proposed", _("waiting for a second look")
    REFUSED = "refused", pgettext_lazy("declaration", "refused")
    DECLARED = "declared", pgettext_lazy("declaration", "declared")
    WITHDRAWN = "withdrawn", pgettext_lazy("declaration", "withdrawn")


class MergeState(models.TextChoices):
    """What became of somebody's word that two communities are one."""

    WAITING = "waiting", _("waiting for a moderator")
    ACCEPTED = "accepted", pgettext_lazy("proposal to merge", "accepted")
    REFUSED = "refused", pgettext_lazy("proposal to merge", "refused")
    TAKEN_BACK = "taken_back", pgettext_lazy("proposal to merge", "taken back")
    OVERTAKEN = "overtaken", _("settled by another decision")


class Project(models.TextChoices):
    """The family that a wiki belongs to."""

    WIKIPEDIA = "wikipedia", _("Wikipedia")
    WIKTIONARY = "wiktionary", _("Wiktionary")
    WIKIBOOKS = "wikibooks", _("Wikibooks")
    WIKIQUOTE = "wikiquote", _("Wikiquote")
    WIKINEWS = "wikinews", _("Wikinews")
    WIKISOURCE = "wikisource", _("Wikisource")
    WIKIVERSITY = "wikiversity", _("Wikiversity")
    WIKIVOYAGE = "wikivoyage", _("Wikivoyage")
    COMMONS = "commons", _("Wikimedia Commons")
    WIKIDATA = "wikidata", _("Wikidata")
    WIKIFUNCTIONS = "wikifunctions", _("Wikifunctions")
    WIKISPECIES = "wikispecies", _("Wikispecies")
    META = "meta", _("Meta-Wiki")
    MEDIAWIKI = "mediawiki", _("MediaWiki")
    INCUBATOR = "incubator", _("Wikimedia Incubator")
    OUTREACH = "outreach", _("Outreach Wiki")
    WIKIMANIA = "wikimania", _("Wikimania")
    AFFILIATE = "affiliate", _("wiki of an affiliate")
    TEST = "test", _("test wiki")
    OTHER = "other", _("other wiki")


class Region(models.TextChoices):
    """The regions in which the movement groups territories, as the source writes them."""

    AFRICA = "Sub-Saharan Africa", _("Sub-Saharan Africa")
    LATIN_AMERICA = "Latin America & Caribbean", _("Latin America and the Caribbean")
    MIDDLE_EAST = "Middle East & North Africa", _("Middle East and North Africa")
    NORTH_AMERICA = "North America", _("North America")
    EUROPE_NORTH_WEST = "Northern & Western Europe", _("Northern and Western Europe")
    EUROPE_EAST_ASIA = (
        "Central & Eastern Europe & Central Asia",
        _("Central and Eastern Europe and Central Asia"),
    )
    SOUTH_ASIA = "South Asia", _("South Asia")
    EAST_ASIA_PACIFIC = "East, Southeast Asia, & Pacific", _("East and Southeast Asia and the Pacific")


class Sort(models.TextChoices):
    """Orders of the list of communities."""

    NAME = "name", _("by name")
    SIZE = "size", _("largest first")


class Act(BaseAct):
    """What the audit chain keeps of this context."""

    DECLARED = "movement.declared", _("declaration added")
    DECLARATION_WITHDRAWN = "movement.declaration_withdrawn", _("declaration withdrawn")
    DECLARATION_PROPOSED = "movement.declaration_proposed", _("declaration proposed")
    DECLARATION_REFUSED = "movement.declaration_refused", _("proposed declaration refused")
    DECLARATION_TAKEN_BACK = "movement.declaration_taken_back", _("proposed declaration taken back")
    COMMUNITY_PROPOSED = "movement.community_proposed", _("community proposed")
    COMMUNITY_LISTED = "movement.community_listed", _("community added")
    COMMUNITY_REFUSED = "movement.community_refused", _("proposed community refused")
    COMMUNITY_MERGED = "movement.community_merged", _("communities merged")
    MERGE_PROPOSED = "movement.merge_proposed", _("merge proposed")
    MERGE_REFUSED = "movement.merge_refused", _("proposed merge refused")
    MERGE_TAKEN_BACK = "movement.merge_taken_back", _("proposed merge taken back")
    COMMUNITY_EDITED = "movement.community_edited", _("community page changed")


# Older rows bear these names; they are hashed and stay as they are.
FORMER_ACTS = {act.removeprefix("movement."): act for act in Act}
