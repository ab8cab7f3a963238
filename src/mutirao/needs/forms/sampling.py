"""What people type who plan whom to ask."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mutirao.base.forms import PlainText

MOST_PARTS = 200
MOST_PEOPLE = 10_000_000
MOST_ANSWERS = 100_000


class Parts(PlainText):
    """Lines of a name and a number of people, such as ``30 to 149 edits: 240``."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20_000, rows=6, **kwargs)

    def clean(self, value: Any) -> Any:
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if len(lines) > MOST_PARTS:
            raise ValidationError(_("Please name at most %(n)d groups."), params={"n": MOST_PARTS})
        return [self._part(place, line) for place, line in enumerate(lines, start=1)]

    def _part(self, place: int, line: str) -> tuple[str, int]:
        found = re.fullmatch(r"(.+?)[:;\t]\s*(\d[\d  .,']*)", line)
        digits = re.sub(r"\D", "", found[2]) if found else ""
        if not found or not digits or len(digits) > 8 or not 1 <= int(digits) <= MOST_PEOPLE:
            message = _("Line %(line)d: write a name, a colon and how many people there are, such as “Newcomers: 240”.")
            raise ValidationError(message, params={"line": place})
        return found[1].strip(), int(digits)


class SamplingForm(forms.Form):
    """Groups with their sizes, and how many answers are within reach."""

    parts = Parts(
        label=_("Groups and how many people each has"),
        help_text=_("One per line, a colon between: people with 5 to 29 edits a month: 240."),
    )
    total = forms.IntegerField(label=_("Answers wanted in all"), min_value=1, max_value=MOST_ANSWERS, initial=200)
    least = forms.IntegerField(
        label=_("At least in each group"),
        help_text=_("Below five, nothing about a group can be published."),
        min_value=0,
        max_value=1000,
        initial=5,
    )
    response = forms.IntegerField(
        label=_("Of 100 people asked, how many will answer?"), min_value=1, max_value=100, initial=20
    )
    evenness = forms.ChoiceField(
        label=_("What matters more"),
        choices=[
            ("0", _("to know the whole as well as possible")),
            ("0.5", _("something in between")),
            ("1", _("to know each group equally well")),
        ],
        widget=forms.RadioSelect,
        initial="0",
    )
