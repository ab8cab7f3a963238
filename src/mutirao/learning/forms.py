"""What people type about the library."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

import langcodes
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mutirao.action_lines.models import ActionLine
from mutirao.base.forms import GroupedTicks, PlainText, WebAddress
from mutirao.base.languages import interface_language
from mutirao.discussion.suggestible import SuggestedForm
from mutirao.learning import queries
from mutirao.learning.models import Resource, address_key
from mutirao.learning.queries.listing import FILTER_NAMES, known_value
from mutirao.learning.states import Audience, Format, Sort
from mutirao.movement.lookup import register_of
from mutirao.movement.models import Language
from mutirao.skills.queries import core_skill_choices

MOST_SKILLS = 8
MOST_LANGUAGES = 60
LONGEST_WORDS = 100
NOT_KNOWN = ("", _("not known"))


class LanguageTags(PlainText):
    """Languages by code or name, parted by commas; gives their codes, sorted."""

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        super().__init__(max_length=1000, **kwargs)
        self.most = most

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        typed = super().clean(self.prepare_value(value))
        names = [name.strip() for name in re.split("[,;،、\n]", typed) if name.strip()]
        if len(names) > self.most:
            raise ValidationError(_("That is too many languages here."))
        return sorted({_tag(name) for name in names})


def _tag(name: str) -> str:
    if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z]{2,8})?", name) and langcodes.tag_is_valid(name):
        return langcodes.standardize_tag(name)
    found = register_of(Language).named(name)
    if len(found) != 1:
        raise ValidationError(_("We do not know “%(name)s”. Please try its code."), params={"name": name})
    return str(found[0].slug)


class ResourceForm(SuggestedForm):
    """The facts of a resource; only title, address and format must be known."""

    title = PlainText(label=_("Title"), max_length=300, help_text=_("As it stands on its page."))
    title_language = LanguageTags(most=1, label=_("Language of the title"), help_text=_("A name or a code."))
    address = WebAddress(label=_("Address"), max_length=1000)
    summary = PlainText(
        label=_("What does it offer?"),
        max_length=1000,
        rows=3,
        required=False,
        help_text=_("One or two plain sentences of your own: what somebody can do afterwards."),
    )
    summary_language = forms.ChoiceField(label=_("Language of these sentences"), choices=settings.LANGUAGES)
    format = forms.ChoiceField(label=_("Format"), choices=Format.choices)
    skills = forms.MultipleChoiceField(
        label=_("Skills that it teaches"),
        required=False,
        widget=GroupedTicks,
        help_text=_("Please choose at most eight."),
    )
    audiences = forms.MultipleChoiceField(
        label=_("For whom"), choices=Audience.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    languages = LanguageTags(
        most=MOST_LANGUAGES,
        label=_("Languages that it is in"),
        required=False,
        help_text=_("Names or codes, with commas between them."),
    )
    minutes = forms.IntegerField(label=_("Minutes that it takes"), min_value=1, max_value=100_000, required=False)
    year = forms.IntegerField(label=_("Year"), min_value=1990, max_value=2100, required=False)
    maintainer = PlainText(
        label=_("Who made it"),
        max_length=200,
        required=False,
        help_text=_("An organisation or group. Please name no private person."),
    )
    licence = PlainText(
        label=_("Licence"), max_length=100, required=False, help_text=_("Only if its page states one. Do not guess.")
    )
    action_line = forms.ChoiceField(label=_("Action line"), required=False)
    is_old_version = forms.BooleanField(label=_("There is something newer, or it has ended"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.MultipleChoiceField, self.fields["skills"]).choices = core_skill_choices()
        lines = [(line.slug, str(line)) for line in ActionLine.objects.all()]
        cast(forms.ChoiceField, self.fields["action_line"]).choices = [NOT_KNOWN, *lines]
        if self.subject is None:
            self.initial = {"title_language": "en", "summary_language": interface_language(), **self.initial}

    def clean_skills(self) -> list[str]:
        skills: list[str] = sorted(self.cleaned_data["skills"])
        if len(skills) > MOST_SKILLS:
            raise ValidationError(_("Please choose at most eight."))
        return skills

    def clean_audiences(self) -> list[str]:
        return sorted(self.cleaned_data["audiences"])

    def clean_address(self) -> str:
        """Not one that the library has already; what it has twice can still be corrected."""
        address: str = self.cleaned_data["address"]
        subject: Resource | None = self.subject
        key = address_key(address)
        if subject is not None and key == subject.address_key:
            return address
        there = queries.listed().filter(address_key=key).first()
        if there is not None:
            message = _("This is in the library already: “%(title)s”.")
            raise ValidationError(message, params={"title": there.title})
        return address


class ReasonForm(forms.Form):
    reason = PlainText(label=_("Your reason"), max_length=500, rows=3)


class MergeForm(ReasonForm):
    """Which resource stands for both from now on."""

    into = PlainText(
        label=_("Which one stays?"),
        max_length=500,
        help_text=_("Its id, such as R041, or the address of its page here."),
    )
    field_order = ["into", "reason"]

    def clean_into(self) -> Resource:
        name = self.cleaned_data["into"].rstrip("/").rsplit("/", 1)[-1]
        slug = queries.current_slug(name)
        if slug is None:
            raise ValidationError(_("We do not find it in the library."))
        return queries.listed().get(slug=slug)


class RecommendForm(forms.Form):
    action_line = forms.ChoiceField(label=_("Action line"))
    reason = PlainText(
        label=_("Why is it important?"), max_length=500, rows=3, help_text=_("One sentence that everybody reads.")
    )

    def __init__(self, *args: Any, lines: list[ActionLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(line.slug, str(line)) for line in lines]
        cast(forms.ChoiceField, self.fields["action_line"]).choices = choices


def read_filters(asked: Mapping[str, str]) -> tuple[queries.Filters, list[str]]:
    """The filters of an address, and the values that nothing here is called: those are left out."""
    filters, unknown = queries.Filters(), []
    for name in FILTER_NAMES:
        value = " ".join(asked.get(name, "").replace("\x00", " ").split())[:LONGEST_WORDS]
        if not value:
            continue
        if name == "q":
            filters = replace(filters, q=value)
        elif (name == "sort" and value in Sort) or (name != "sort" and known_value(name, value)):
            filters = replace(filters, **{name: value})
        else:
            unknown.append(value)
    return filters, unknown
