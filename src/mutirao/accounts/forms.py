"""What people type about themselves."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from mutirao.base.forms import PlainText


class LocalSignIn(forms.Form):
    """A name to begin with, on this machine only."""

    name = PlainText(label=_("Your name"), max_length=85, help_text=_("Any name. Nobody checks it."))


class LanguageChoice(forms.Form):
    """One of the languages of the interface."""

    language = forms.ChoiceField(choices=settings.LANGUAGES)
