"""The acts of this context in the audit chain."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mutirao.base.acts import Act as BaseAct


class Act(BaseAct):
    """What the audit chain keeps of this context."""

    EDITION_LOADED = "sources.edition_loaded", _("new edition loaded")


# Older rows bear these names; they are hashed and stay as they are.
FORMER_ACTS = {"load_edition": Act.EDITION_LOADED}
