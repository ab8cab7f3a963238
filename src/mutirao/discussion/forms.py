"""What people type in a discussion."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from mutirao.base import clock
from mutirao.base.forms import PlainText, SeenVersion, WebAddress, refuse_hidden_characters
from mutirao.base.languages import interface_language
from mutirao.base.text import Text
from mutirao.discussion.actions.polls import LONGEST, MOST_OPTIONS, SHORTEST
from mutirao.discussion.models import Poll
from mutirao.discussion.states import CommentState, PollKind, SuggestionState, Voters

# BCP 47 for a language that nobody named; the browser then finds the direction by itself.
ANOTHER_LANGUAGE = "und"


class WrittenForm(forms.Form):
    """Words in a language that the writer names, the page's unless they say otherwise."""

    language = forms.ChoiceField(label=_("Language you write in"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = cast(forms.ChoiceField, self.fields["language"])
        language.choices = [*settings.LANGUAGES, (ANOTHER_LANGUAGE, _("another language"))]
        language.initial = interface_language()
        self.order_fields([name for name in self.fields if name != "language"])

    def written(self, name: str) -> Text:
        words, language = self.cleaned_data[name], self.cleaned_data["language"]
        return Text(language, {language: words} if words else {})


class CommentForm(WrittenForm):
    text = PlainText(label=_("Your comment"), max_length=4000, rows=5)


class EditForm(CommentForm):
    version = SeenVersion()


class EndorsementForm(WrittenForm):
    statement = PlainText(label=_("Why you support it"), max_length=1000, rows=3, required=False)
    is_public = forms.BooleanField(label=_("Show my name"), required=False)


class ReasonForm(forms.Form):
    reason = PlainText(label=_("Your reason"), max_length=500, rows=3)


class FreezeForm(forms.Form):
    reason = PlainText(label=_("Your reason"), max_length=300, rows=3)


class ModerationForm(ReasonForm):
    state = forms.ChoiceField(
        label=_("What to do"),
        choices=[(CommentState.SHOWN.value, _("Show it")), (CommentState.HIDDEN.value, _("Hide it"))],
        widget=forms.RadioSelect,
    )
    field_order = ["state", "reason"]


class GroundsForm(forms.Form):
    """Why a suggestion is right; its fields stand after those of the thing itself."""

    prefix = "grounds"
    source_address = WebAddress(
        label=_("Where can we check this?"), help_text=_("A public page that says so. Everybody can read it later.")
    )
    note = PlainText(
        label=_("A word to the curator"),
        max_length=500,
        rows=2,
        required=False,
        help_text=_("Only curators read it."),
    )


class SuggestionDecisionForm(forms.Form):
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    state = forms.ChoiceField(
        label=_("What to do"),
        choices=[(SuggestionState.ACCEPTED.value, _("Accept it")), (SuggestionState.REFUSED.value, _("Refuse it"))],
        widget=forms.RadioSelect,
    )
    reason = PlainText(
        label=_("Your reason"),
        max_length=500,
        rows=3,
        required=False,
        help_text=_("Who suggested it reads your reason. It is needed when you refuse."),
    )

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.cleaned_data.get("state") == SuggestionState.REFUSED and not self.cleaned_data.get("reason"):
            self.add_error("reason", _("Please say why you refuse it."))
        return self.cleaned_data


class NoteForm(WrittenForm):
    text = PlainText(label=_("Note of those who disagreed"), max_length=2000, rows=5)


class BallotForm(forms.Form):
    choice = forms.ChoiceField(label=_("Your vote"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, poll: Poll, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["choice"]).choices = poll.choices


class OptionLines(forms.CharField):
    """One option a line, two to ten, none twice."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 4, "dir": "auto"})
        super().__init__(max_length=2000, widget=widget, validators=[refuse_hidden_characters], **kwargs)

    def clean(self, value: Any) -> list[str]:
        lines = [" ".join(line.split()) for line in str(super().clean(value)).splitlines()]
        options = list(dict.fromkeys(line for line in lines if line))
        if any(len(option) > 200 for option in options):
            raise ValidationError(_("Each option has at most 200 characters."))
        return options


class PollForm(WrittenForm):
    question = PlainText(label=_("Question"), max_length=500, rows=2)
    poll_kind = forms.ChoiceField(label=_("Kind"), choices=PollKind.choices, widget=forms.RadioSelect)
    options = OptionLines(
        label=_("Options, one on each line"), required=False, help_text=_("For a straw poll: two to ten.")
    )
    voters = forms.ChoiceField(label=_("Who can vote"), choices=Voters.choices, widget=forms.RadioSelect)
    closes_at = forms.DateTimeField(
        label=_("Closes at (UTC)"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
        help_text=format_lazy(
            _("Between an hour and ninety days from now. Example: {example}"),
            # Isolated, or lines that run from right to left would turn it round.
            example="\u20662030-12-31 18:00\u2069",
        ),
    )

    def clean_closes_at(self) -> datetime:
        # The field read it in the person's zone; the label says UTC.
        closes_at: datetime = self.cleaned_data["closes_at"].replace(tzinfo=UTC)
        if not SHORTEST <= closes_at - clock.now() <= LONGEST:
            raise ValidationError(_("Please choose a time between an hour and ninety days from now."))
        return closes_at

    def clean(self) -> dict[str, Any]:
        super().clean()
        options = self.cleaned_data.get("options", [])
        if self.cleaned_data.get("poll_kind") == PollKind.CONSENT:
            self.cleaned_data["options"] = []
        elif "options" in self.cleaned_data and not 2 <= len(options) <= MOST_OPTIONS:
            self.add_error("options", _("A straw poll needs two to ten different options."))
        return self.cleaned_data

    def written_options(self) -> list[Text]:
        language = self.cleaned_data["language"]
        return [Text(language, {language: option}) for option in self.cleaned_data["options"]]
