"""Formats, audiences, and the states of a resource and of its link."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mutirao.base.acts import Act as BaseAct


class Format(models.TextChoices):
    """What one finds behind the link."""

    GUIDE = "guide", _("guide")
    COURSE = "course", _("course")
    # Translators: a training module, a part of a course that one can take alone.
    MODULE = "module", _("module")
    EXERCISE = "exercise", _("exercise")
    WORKSHOP = "workshop", _("workshop or live session")
    MENTORING = "mentoring", _("mentoring")
    TOOLKIT = "toolkit", _("toolkit")
    TEMPLATE = "template", _("template or example")
    REPORT = "report", _("report or research")
    SLIDES = "slides", _("slides or video")
    ARTICLE = "article", _("article or news")
    PLATFORM = "platform", _("platform or tool")
    PROGRAMME = "programme", _("programme or campaign")


class Audience(models.TextChoices):
    """Whom it is made for."""

    EVERYONE = "everyone", _("everyone")
    NEWCOMERS = "newcomers", _("newcomers")
    EDITORS = "editors", _("editors")
    ADMINISTRATORS = "administrators", _("people with advanced rights")
    ORGANISERS = "organisers", _("organisers")
    LEADERS = "leaders", _("leaders")
    TRAINERS = "trainers", _("trainers and course authors")
    GROUPS = "groups", _("groups and affiliates")
    EDUCATORS = "educators", _("teachers and schools")
    STUDENTS = "students", _("students")
    PARTNERS = "partners", _("partner institutions")
    APPLICANTS = "applicants", _("grant applicants")
    DEVELOPERS = "developers", _("developers")
    TRANSLATORS = "translators", _("translators")
    RESEARCHERS = "researchers", _("researchers and planners")


class ResourceState(models.TextChoices):
    """Only what is listed is public."""

    LISTED = "listed", _("listed")
    WITHDRAWN = "withdrawn", _("withdrawn")
    MERGED = "merged", _("merged into another")


class Verification(models.TextChoices):
    """How closely we have read it."""

    READ = "page-text", _("we read the page itself")
    DESCRIBED = "described-on-a-read-page", _("described on a page that we read")
    NAMED = "named-on-a-read-page", _("named on a page that we read")
    FILE = "file", _("from its publisher's own list")
    CURATOR = "curator", _("a curator has read it")


class LinkState(models.TextChoices):
    """What happened when the link was last followed."""

    UNCHECKED = "unchecked", _("link not checked yet")
    WORKS = "works", _("link works")
    MOVED = "moved", _("link has moved")
    GONE = "gone", _("link is dead")
    BLOCKED = "blocked", _("link cannot be checked")
    FAILING = "failing", _("link fails, tried again later")


class LinkFault(models.TextChoices):
    """Why a link does not simply work."""

    NOT_FOUND = "not_found", _("the page is not there")
    SOFT_NOT_FOUND = "soft_not_found", _("the page says that it is not there")
    UNKNOWN_HOST = "unknown_host", _("there is no such server")
    LOOP = "loop", _("it forwards in a circle")
    TOO_MANY_HOPS = "too_many_hops", _("it forwards too often")
    FORBIDDEN = "forbidden", _("it asks to sign in or refuses us")
    ROBOTS = "robots", _("the site asks robots to stay away")
    NOT_PUBLIC = "not_public", _("the address is not on the public internet")
    WRONG_ADDRESS = "wrong_address", _("the address is not a web page's")
    TIMED_OUT = "timed_out", _("the server does not answer in time")
    NO_CONNECTION = "no_connection", _("the server cannot be reached")
    SERVER_ERROR = "server_error", _("the server has a fault")
    TOO_BUSY = "too_busy", _("the server asks us to come later")


class Length(models.TextChoices):
    """How long it takes, in bands that people choose by."""

    SHORT = "short", _("up to 15 minutes")
    MEDIUM = "medium", _("16 to 60 minutes")
    LONG = "long", _("more than an hour")


class Sort(models.TextChoices):
    """How a list is ordered."""

    TITLE = "title", _("by title")
    NEWEST = "newest", _("newest first")


class Act(BaseAct):
    """What the audit chain keeps of this context."""

    RESOURCE_LISTED = "learning.resource_listed", _("resource listed")
    RESOURCE_CORRECTED = "learning.resource_corrected", _("resource corrected")
    RESOURCE_STATE_CHANGED = "learning.resource_state_changed", _("resource withdrawn, restored or merged")
