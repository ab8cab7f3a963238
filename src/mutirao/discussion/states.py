"""Audiences, the states of a comment, and the rules of a poll."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """Who reads a thread."""

    PUBLIC = "public", _("everybody")
    SIGNED_IN = "signed_in", _("people who are signed in")
    MEMBERS = "members", _("people with a role here")


class CommentState(models.TextChoices):
    """Where a comment stands in moderation."""

    SHOWN = "shown", _("shown")
    HELD = "held", _("waiting for a moderator")
    HIDDEN = "hidden", _("hidden by a moderator")
    REMOVED = "removed", _("removed by its author")


class PollKind(models.TextChoices):
    """How a poll is read."""

    CONSENT = "consent", _("consent: passes when nobody objects")
    STRAW = "straw", _("straw poll: shows where people stand")


class Voters(models.TextChoices):
    """Who can vote."""

    SIGNED_IN = "signed_in", _("everybody who is signed in")
    MEMBERS = "members", _("people with a role here")
