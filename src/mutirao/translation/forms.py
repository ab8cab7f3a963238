"""What people type when they translate."""

from __future__ import annotations

from typing import Any

import langcodes
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from langcodes.tag_parser import LanguageTagError

from mutirao.base.forms import PlainText
from mutirao.base.languages import direction
from mutirao.base.text import Text
from mutirao.translation.checks import findings
from mutirao.translation.texts import translatables


def language_tag(written: str) -> str | None:
    """The BCP 47 tag in its one spelling, or None when CLDR knows no such language."""
    try:
        found = langcodes.get(written)
    except LanguageTagError:
        return None
    tag = found.to_tag()
    return tag if found.is_valid() and found.language and len(tag) <= 20 else None


class GapsForm(forms.Form):
    """The list of what is missing."""

    language = forms.CharField(label=_("Language code"), max_length=20, required=False)
    kind = forms.ChoiceField(label=_("What"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(each.name, each.kind.label) for each in translatables()]  # type: ignore[attr-defined]

    def clean_language(self) -> str:
        written = self.cleaned_data["language"].strip()
        tag = language_tag(written) if written else ""
        if tag is None:
            raise ValidationError(_("We do not know this language code. Examples: pt, sw, zh-Hant."))
        return tag


class OfferForm(forms.Form):
    """A translation; when something looks wrong, the person says that they looked at it."""

    seen_original = forms.CharField(widget=forms.HiddenInput, max_length=64)
    seen_current = forms.CharField(widget=forms.HiddenInput, max_length=64)
    is_checked = forms.BooleanField(label=_("I looked at this, and it is right"), required=False)

    def __init__(self, *args: Any, original: Text, field_length: int | None, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.original = original
        rows = min(20, 3 + len(original.original) // 60)
        field = PlainText(label=_("Your translation"), max_length=field_length or 4000, rows=rows)
        field.widget.attrs.update({"lang": language, "dir": direction(language)})
        self.fields = {"text": field, **self.fields}
        self.needs_look = False

    def clean(self) -> dict[str, Any]:
        super().clean()
        words = self.cleaned_data.get("text")
        if words and not self.cleaned_data.get("is_checked"):
            for sentence in findings(self.original.original, words):
                self.add_error("text", sentence)
                self.needs_look = True
        return self.cleaned_data


class SeenForm(forms.Form):
    """Which text the person had before their eyes."""

    seen_current = forms.CharField(widget=forms.HiddenInput, max_length=64)


class DeclineForm(forms.Form):
    reason = PlainText(label=_("Why not"), max_length=500, rows=3)
