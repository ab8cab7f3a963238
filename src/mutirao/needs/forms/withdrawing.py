"""The code with which a person takes answers back."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from mutirao.base.forms import PlainText


class CodeForm(forms.Form):
    code = PlainText(
        label=_("Your code"),
        max_length=40,
        help_text=_("Sixteen letters and digits, such as 7K2M-9QXA-03TB-5RWE. Dashes and capitals do not matter."),
    )

    def no_answers(self) -> None:
        self.add_error("code", _("No answers belong to this code. Please compare it letter by letter."))
