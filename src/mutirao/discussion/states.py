"""Audiences, the states of comments and suggestions, the acts of moderators, and the rules of a poll."""

from __future__ import annotations

from enum import Enum

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mutirao.base.acts import Act as BaseAct


class Audience(models.TextChoices):
    """Who reads a thread."""

    PUBLIC = "public", _("everybody")
    SIGNED_IN = "signed_in", _("people who are signed in")
    MEMBERS = "members", _("people with a role here")


class Reader(Enum):
    """Whose audiences differ: a person is asked for their roles."""

    STRANGER = "stranger"
    PERSON = "person"
    ADMINISTRATOR = "administrator"


class CommentState(models.TextChoices):
    """Where a comment stands in moderation."""

    SHOWN = "shown", pgettext_lazy("comment", "shown")
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
    ACCEPTED = "accepted", pgettext_lazy("suggestion", "accepted")
    REFUSED = "refused", pgettext_lazy("suggestion", "refused")
    TAKEN_BACK = "taken_back", pgettext_lazy("suggestion", "taken back")


class Act(BaseAct):
    """What the audit chain keeps of this context."""

    THREAD_OPENED = "discussion.thread_opened", _("discussion begun")
    COMMENTED = "discussion.commented", _("comment written")
    COMMENT_EDITED = "discussion.comment_edited", _("comment changed")
    COMMENT_REMOVED = "discussion.comment_removed", _("comment removed by its author")
    COMMENT_REPORTED = "discussion.comment_reported", _("comment reported")
    COMMENT_MODERATED = "discussion.comment_moderated", _("comment judged by a moderator")
    THREAD_MODERATED = "discussion.thread_moderated", _("discussion closed or opened again")
    TALK_MOVED = "discussion.talk_moved", _("discussion brought here, as two things are one")
    APPEALED = "discussion.appealed", _("another look asked for")
    POLL_OPENED = "discussion.poll_opened", _("poll opened")
    POLL_CLOSED = "discussion.poll_closed", _("poll closed")
    MINORITY_NOTE_ADDED = "discussion.minority_note_added", _("minority note added to a poll")
    ENDORSED = "discussion.endorsed", _("support declared")
    ENDORSEMENT_WITHDRAWN = "discussion.endorsement_withdrawn", _("declared support taken back")
    SUGGESTED = "discussion.suggested", _("suggestion made")
    SUGGESTION_TAKEN_BACK = "discussion.suggestion_taken_back", _("suggestion taken back")
    SUGGESTION_DECIDED = "discussion.suggestion_decided", _("suggestion decided")
