"""The words of a skill card, the same on pages, on paper and in files for other tools."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

# Question, and the words at both ends of its scale.
RATINGS = {
    "importance": (
        _("How important is it for what you do in Wikimedia projects?"),
        _("not important"),
        _("very important"),
    ),
    "competence": (_("How well can you do it today?"), _("not at all"), _("very well")),
}
NO_RATINGS = (("not_applicable", _("It does not apply to me")), ("do_not_know", _("I do not know")))
FOLLOW_UPS = {
    "help": _("What would help most?"),
    "want": _("Do you want to learn more of it?"),
    "teach": _("Could you teach it to others?"),
}
YES_NO = (("yes", _("yes")), ("no", _("no")))
