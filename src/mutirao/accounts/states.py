"""Roles and the states of a grant."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mutirao.base.acts import Act as BaseAct


class Role(models.TextChoices):
    """What a person may do in a space."""

    COORDINATOR = "coordinator", _("Coordinator")
    MODERATOR = "moderator", _("Moderator")
    CURATOR = "curator", _("Curator")
    TRANSLATOR = "translator", _("Translator")


class GrantState(models.TextChoices):
    """The life of a role: asked for, held, refused, given up or ended."""

    ASKED = "asked", pgettext_lazy("role", "asked for")
    HELD = "held", pgettext_lazy("role", "held")
    REFUSED = "refused", pgettext_lazy("role", "refused")
    ENDED = "ended", pgettext_lazy("role", "ended")


class Act(BaseAct):
    """What the audit chain keeps of this context."""

    PERSON_RECEIVED = "accounts.person_received", _("signed in for the first time")
    PERSON_RENAMED = "accounts.person_renamed", _("name changed")
    PERSON_ERASED = "accounts.person_erased", _("account erased")
    ADMINISTRATOR_SET = "accounts.administrator_set", _("administrator named or no longer one")
    ROLE_ASKED = "accounts.role_asked", _("role asked for")
    ROLE_CONFIRMED = "accounts.role_confirmed", _("word given for a role")
    ROLE_HELD = "accounts.role_held", _("role given")
    ROLE_REFUSED = "accounts.role_refused", _("role refused")
    ROLE_ENDED = "accounts.role_ended", _("role ended")
    ROLE_CONTESTED = "accounts.role_contested", _("role contested")
    ROLE_KEPT = "accounts.role_kept", _("role kept after a contest")
    ROLE_MOVED = "accounts.role_moved", _("role moved to another community")
    ROLE_HIDDEN = "accounts.role_hidden", _("role made private")
