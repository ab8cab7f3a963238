"""What owners, coordinators and curators type."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mutirao.accounts.models import User
from mutirao.action_lines.states import PinKind
from mutirao.base.forms import PlainText, WebAddress


class ReplyForm(forms.Form):
    """A person's reply to a sign-up."""

    text = PlainText(
        label=_("Your reply"),
        help_text=_("What could they do next, and with whom? They read it here; it is not public."),
        max_length=2000,
        rows=5,
    )


class LetterForm(forms.Form):
    """What somebody who signed up writes to who looks after them."""

    text = PlainText(
        label=_("Your letter"),
        help_text=_("Only who looks after your sign-up and administrators can read it."),
        max_length=2000,
        rows=4,
    )


class HandOverForm(forms.Form):
    """Who looks after a sign-up from now on."""

    to = forms.ChoiceField(label=_("Hand over to"))

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.public_id): person for person in people}
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 declared above
        field.choices = [(key, str(person)) for key, person in self.people.items()]

    def person(self) -> User:
        return self.people[self.cleaned_data["to"]]


class PlacesForm(forms.Form):
    """How many can take part in each way; empty means no limit."""

    lead = forms.IntegerField(label=_("Places to help to lead"), min_value=0, max_value=10_000, required=False)
    participate = forms.IntegerField(label=_("Places to take part"), min_value=0, max_value=10_000, required=False)


class PinForm(forms.Form):
    """Something that people on this line should know."""

    pin_kind = forms.ChoiceField(label=_("What is it?"), choices=PinKind.choices, widget=forms.RadioSelect)
    title = PlainText(label=_("Title"), max_length=200)
    address = WebAddress(label=_("Address"), max_length=1000)
    reason = PlainText(
        label=_("Why it belongs here"),
        help_text=_("One sentence: what does it help with, and whom?"),
        max_length=500,
        rows=2,
    )
    detail = PlainText(label=_("Who made it, and when"), max_length=200, required=False)


class SignaturesForm(forms.Form):
    """Wikitext with signatures, to be read into unclaimed sign-ups."""

    page_url = WebAddress(label=_("Address of the page"), max_length=1000)
    language = forms.SlugField(
        label=_("Language code of its wiki"),
        help_text=_("For the names of months in time stamps. Meta is en."),
        max_length=20,
        initial="en",
    )
    heading = PlainText(
        label=_("Only under this heading"),
        help_text=_("Empty: numbered lists of the whole page."),
        max_length=200,
        required=False,
    )
    wikitext = forms.CharField(
        label=_("Wikitext of the page"),
        max_length=1_000_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "dir": "ltr"}),
    )
