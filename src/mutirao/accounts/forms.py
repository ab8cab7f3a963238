"""What people type about themselves and about roles."""

from __future__ import annotations

import unicodedata
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from mutirao.accounts.models import NoticeChoice
from mutirao.accounts.states import Role
from mutirao.accounts.topics import Topic
from mutirao.base import clock
from mutirao.base.forms import PlainText, WebAddress, refuse_hidden_characters

NAME_LENGTH = 85


def _zones() -> list[tuple[str, Any]]:
    named = sorted(zone for zone in clock.zones() if "/" in zone and not zone.startswith("Etc/"))
    return [("", _("UTC")), *((zone, zone.replace("_", " ")) for zone in named)]


class LocalSignIn(forms.Form):
    """A name to begin with, on this machine only."""

    name = PlainText(label=_("Your name"), max_length=NAME_LENGTH, help_text=_("Any name. Nobody checks it."))


class LanguageChoice(forms.Form):
    """One of the languages of the interface."""

    language = forms.ChoiceField(choices=settings.LANGUAGES)


class Preferences(forms.Form):
    """How pages are shown, and whether a profile is possible."""

    language = forms.ChoiceField(
        label=_("Language of the pages"),
        choices=[("", _("As my browser asks")), *settings.LANGUAGES],
        required=False,
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=lazy(_zones, list)(), required=False)
    is_adult = forms.BooleanField(
        label=_("I am 18 or older."),
        help_text=_("Profiles, matching, badges and roles are for adults. We ask for no date of birth."),
        required=False,
    )


class Name(forms.Form):
    """Only in local mode; elsewhere the wiki knows the name."""

    name = PlainText(label=_("Your name"), max_length=NAME_LENGTH)


class Email(forms.Form):
    """The address counts once its link was opened."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        validators=[refuse_hidden_characters],
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "email"}),
    )


class NoticeChoices(forms.Form):
    """One choice per topic; letters only where this server sends any."""

    def __init__(self, *args: Any, chosen: list[tuple[Topic, NoticeChoice]], by_mail: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = [("none", _("Not at all")), ("site", _("Here"))]
        if by_mail:
            ways.append(("mail", _("Here and by e-mail")))
        for topic, choice in chosen:
            present = "mail" if choice.by_mail and by_mail else "site" if choice.on_site else "none"
            self.fields[topic.name] = forms.ChoiceField(
                label=topic.label, choices=ways, initial=present, widget=forms.RadioSelect
            )


class RoleRequest(forms.Form):
    """Asking for a role in one space."""

    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    evidence_url = WebAddress(
        label=_("A page that shows it"),
        help_text=_("For example a discussion in which your community chose you. Everybody can read this link."),
    )
    reason = PlainText(label=_("What you want to add"), max_length=500, rows=3, required=False)
    is_public = forms.BooleanField(label=_("Show my name in public"), required=False)
    is_adult = forms.BooleanField(
        label=_("I am 18 or older."),
        error_messages={"required": _("Roles are for people who are 18 or older.")},
    )

    def __init__(self, *args: Any, roles: tuple[Role, ...], is_protected: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, role.label) for role in roles]  # type: ignore[attr-defined]
        self.fields["is_public"].initial = not is_protected
        if is_protected:
            self.fields["is_public"].help_text = _(
                "People here may be at risk when their names are public. If you are in doubt, leave this empty."
            )


class Reason(forms.Form):
    """Why a role is refused, contested, kept or ended."""

    reason = PlainText(label=_("Reason"), max_length=500, rows=3, help_text=_("The person can read it."))


class Erasure(forms.Form):
    """The name, typed, so that nobody erases an account by a slip."""

    name = PlainText(label=_("Type your name to confirm"), max_length=255)

    def __init__(self, *args: Any, expected: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expected = unicodedata.normalize("NFC", expected).strip()

    def clean_name(self) -> str:
        typed: str = self.cleaned_data["name"]
        if typed != self.expected:
            raise ValidationError(_("This is not your name as it stands above. Nothing was erased."))
        return typed
