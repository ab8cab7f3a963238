"""Fields that clean what people type: one normal form, no hidden characters, honest limits."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

# Characters that reorder or hide text: bidi controls and isolates, zero-width no-break space, interlinear marks.
_HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\ufeff\ufff9-\ufffb]")
# People type dates in the digits of their script.
_PLAIN_DIGITS = {zero + digit: str(digit) for zero in (0x660, 0x6F0, 0x966) for digit in range(10)}
# With U+FFFE and U+FFFF, which no document of XML may hold: a feed with one in a title is read by nobody.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def refuse_hidden_characters(value: str) -> None:
    """A field validator; zero-width joiners stay allowed, Persian and Indic scripts need them."""
    if _CONTROL.search(value) or _HIDDEN.search(value):
        raise ValidationError(
            _("This text holds invisible control characters. Please type it again instead of pasting it."),
            code="hidden_characters",
        )


class PlainText(forms.CharField):
    """Text in Unicode normal form C without control characters; ``rows`` above 1 gives a text area."""

    def __init__(self, *, max_length: int, rows: int = 1, **kwargs: Any) -> None:
        if rows > 1:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows, "dir": "auto"}))
        else:
            kwargs.setdefault("widget", forms.TextInput(attrs={"dir": "auto"}))
        super().__init__(max_length=max_length, validators=[refuse_hidden_characters], **kwargs)

    def to_python(self, value: Any) -> str:
        return unicodedata.normalize("NFC", super().to_python(value) or "").replace("\r\n", "\n").strip()


class WebAddress(forms.CharField):
    """A http or https address."""

    def __init__(self, *, max_length: int = 500, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.URLInput(attrs={"dir": "ltr", "placeholder": "https://"}))
        message = _("Please give a full address that begins with https:// or http://.")
        validators: list[Callable[[Any], None]] = [
            refuse_hidden_characters,
            URLValidator(schemes=["http", "https"], message=message),
        ]
        super().__init__(max_length=max_length, validators=validators, **kwargs)


class ShortDate(forms.CharField):
    """A day, month or year as text: 2026-11-22, 2026-11 or 2026."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"dir": "ltr"}))
        kwargs.setdefault("help_text", _("As exact as you know it: 2026, 2026-11 or 2026-11-22."))
        super().__init__(max_length=10, **kwargs)

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").translate(_PLAIN_DIGITS)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if not value:
            return
        try:
            if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", value):
                raise ValueError(value)
            dt.date.fromisoformat(value + "2000-01-01"[len(value) :])
        except ValueError as error:
            raise ValidationError(_("This is no date. Write a year, a month or a day, such as 2026-11.")) from error


class SeenVersion(forms.IntegerField):
    """The version of the record that the person had before their eyes, carried in the form."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=1, max_value=2_000_000_000, widget=forms.HiddenInput, **kwargs)


class GroupedTicks(forms.CheckboxSelectMultiple):
    """Ticks in groups; a group is folded until something in it is chosen, so that forty choices fit a phone."""

    template_name = "partials/grouped_ticks.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["groups"] = [
            (label, ticks, any(tick["selected"] for tick in ticks))
            for label, ticks, _place in context["widget"]["optgroups"]
        ]
        return context
