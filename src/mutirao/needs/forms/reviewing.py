"""What reviewers say of answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mutirao.base.forms import PlainText
from mutirao.needs.quality import RULES
from mutirao.needs.states import ReviewState

MOST_AT_ONCE = 50
NEED_REASON = frozenset({ReviewState.QUESTIONED, ReviewState.EXCLUDED})


class FilterForm(forms.Form):
    """Which sheets to look at."""

    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("all")), *ReviewState.choices])
    flag = forms.ChoiceField(
        label=_("Rule that it met"),
        required=False,
        choices=[("", _("any or none")), *((rule.name, rule.title) for rule in RULES)],
    )


class ReviewForm(forms.Form):
    """A state for the sheets that were chosen, and why."""

    keys = forms.TypedMultipleChoiceField(coerce=int, error_messages={"required": _("Please choose some sheets.")})
    state = forms.ChoiceField(
        label=_("What do you say of the chosen sheets?"), choices=ReviewState.choices, initial=ReviewState.ACCEPTED
    )
    comment = PlainText(
        label=_("Why"),
        help_text=_("Other reviewers read it. Questioned and excluded sheets need it."),
        max_length=2000,
        rows=2,
        required=False,
    )

    def __init__(self, *args: Any, keys: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Only those that were sent: an assessment may have a hundred thousand sheets.
        data: Any = self.data
        sent = set(data.getlist("keys")) if self.is_bound else set()
        known: Any = self.fields["keys"]
        known.choices = [(key, key) for key in keys if str(key) in sent]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("state") in NEED_REASON and "comment" in cleaned and not cleaned["comment"]:
            self.add_error("comment", _("Please say why. Other reviewers read it."))
        return cleaned
