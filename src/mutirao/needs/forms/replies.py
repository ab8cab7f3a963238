"""What people type when they reply to a figure."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mutirao.base.forms import PlainText, WebAddress
from mutirao.needs.states import ReplyKind
from mutirao.skills.queries import core_skill_choices


class ReplyForm(forms.Form):
    """About one skill or all; ``needs_source``: who writes holds no role in the community."""

    kind = forms.ChoiceField(label=_("What do you want to say?"), choices=ReplyKind.choices, widget=forms.RadioSelect)
    skill = forms.ChoiceField(label=_("About which skill"), required=False)
    text = PlainText(label=_("In your words"), max_length=2000, rows=5)
    source_url = WebAddress(label=_("Page that shows it"), required=False)

    def __init__(self, *args: Any, needs_source: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        skills: Any = self.fields["skill"]
        skills.choices = [("", _("all figures of this page")), *core_skill_choices()]
        if needs_source:
            self.fields["source_url"].required = True
            self.fields["source_url"].help_text = _("You hold no role in this community, so others need to see it too.")


class HideForm(forms.Form):
    reason = PlainText(label=_("Why it is hidden; who wrote it reads this"), max_length=500, rows=3)
