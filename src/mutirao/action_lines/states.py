"""States of demands, open tasks and sign-ups."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class DemandState(models.TextChoices):
    """How far a demand is met."""

    OPEN = "open", _("nobody has taken it on")
    UNDER_WAY = "under_way", _("under way")
    MET = "met", _("met")


class TaskState(models.TextChoices):
    """From a gap to a confirmed mend; a gap that closed by itself ends its task."""

    OPEN = "open", _("open")
    CLAIMED = "claimed", _("claimed")
    DONE = "done", _("done, to be confirmed")
    CONFIRMED = "confirmed", _("confirmed")
    GONE = "gone", _("no longer needed")


class SignUpRole(models.TextChoices):
    """How somebody takes part."""

    LEAD = "lead", _("help to lead")
    PARTICIPATE = "participate", _("take part")


class SignUpState(models.TextChoices):
    """Unclaimed ones were read from a wiki page; waiting ones wait for a place."""

    UNCLAIMED = "unclaimed", _("signed on a wiki, not claimed")
    WAITING = "waiting", _("waiting for a place")
    ACTIVE = "active", _("signed up")
    WITHDRAWN = "withdrawn", _("withdrawn")


class PinKind(models.TextChoices):
    """What stands on an action line's page from outside."""

    RESOURCE = "resource", _("resource")
    DISCUSSION = "discussion", _("discussion")
    PROJECT = "project", _("project")


class ProjectStatus(models.TextChoices):
    """What our source saw of a project's application; empty where it is no project."""

    DRAFT = "draft", _("a draft")
    UNDER_REVIEW = "under_review", _("under review")
    FUNDED = "funded", _("funded")
    NOT_FUNDED = "not_funded", _("not funded")
    WITHDRAWN = "withdrawn", _("withdrawn")
    NOT_VERIFIED = "not_verified", _("outcome not known")
