"""The acts of the portal in the audit chain."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mutirao.base.acts import Act as BaseAct


class Act(BaseAct):
    """What the audit chain keeps of the portal."""

    STATE_FROZEN = "portal.state_frozen", _("state of the recommendation frozen")
