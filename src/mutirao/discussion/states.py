"""Audiences, the states of comments and suggestions, the acts of moderators, and the rules of a poll."""

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


class ModerationAct(models.TextChoices):
    """What the log of moderation tells."""

    HELD = "held", _("A comment was held for a moderator")
    SHOWN = "shown", _("A comment was shown")
    HIDDEN = "hidden", _("A comment was hidden")
    APPEALED = "appealed", _("The author asked for another look")
    FROZEN = "frozen", _("The discussion was closed")
    UNFROZEN = "unfrozen", _("The discussion was opened again")


class PollKind(models.TextChoices):
    """How a poll is read."""

    CONSENT = "consent", _("consent: passes when nobody objects")
    STRAW = "straw", _("straw poll: shows where people stand")


class ConsentChoice(models.TextChoices):
    """The answers of a consent poll."""

    AGREE = "agree", _("I agree")
    # Translators: an answer in a consent poll: the person does not agree but does not stop the others.
    ASIDE = "aside", _("I stand aside: not convinced, but I will not stop it")
    OBJECT = "object", _("I object")


class Voters(models.TextChoices):
    """Who can vote."""

    SIGNED_IN = "signed_in", _("everybody who is signed in")
    MEMBERS = "members", _("people with a role here")


class SuggestionState(models.TextChoices):
    """The life of a suggestion."""

    WAITING = "waiting", _("waiting for a curator")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("refused")
    TAKEN_BACK = "taken_back", _("taken back")
