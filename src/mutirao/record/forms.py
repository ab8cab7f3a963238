"""What people type about discussions and posts."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.http.request import split_domain_port, validate_host
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from mutirao.action_lines.models import ActionLine
from mutirao.base.errors import InputError
from mutirao.base.forms import PlainText, ShortDate, WebAddress
from mutirao.base.languages import language_name
from mutirao.base.references import Reference
from mutirao.base.references import resolve as resolve_reference
from mutirao.discussion.suggestible import SuggestedForm
from mutirao.movement.models import Language
from mutirao.record import formats
from mutirao.record.states import VenueKind
from mutirao_wikitext import InputError as WikitextError
from mutirao_wikitext import Post

# Pages of ours that something can come to, by the name of their address.
PAGES = {
    "projects:project": "project",
    "learning:resource": "resource",
    "needs:earlier_assessment": "earlier_assessment",
}
MOST_OUTCOMES = 20
LONGEST_KEY = 100


class DiscussionForm(SuggestedForm):
    """The facts of a discussion, as somebody suggests them."""

    title = PlainText(label=_("Title"), max_length=300)
    address = WebAddress(label=_("Its page"), help_text=_("Where everybody can read it."))
    venue_kind = forms.ChoiceField(label=_("Kind of place"), choices=VenueKind.choices)
    venue = PlainText(label=_("Where"), max_length=200, help_text=_("For example: Meta talk, or the name of the list."))
    start_date = ShortDate(label=_("From"))
    end_date = ShortDate(label=_("To"), required=False)
    language = PlainText(
        label=_("Language"),
        max_length=20,
        required=False,
        help_text=_("Its code, such as en or pt. Leave it empty if there were several."),
    )
    participants = PlainText(
        label=_("Who took part"),
        max_length=300,
        required=False,
        help_text=_("How many people, or which groups. No names."),
    )
    topic = PlainText(label=_("What it was about"), max_length=300)
    outcome = PlainText(label=_("How it ended"), max_length=1000, rows=3, required=False)
    summary = PlainText(
        label=_("Summary"),
        max_length=4000,
        rows=8,
        required=False,
        help_text=_("In your own words. No names of people."),
    )
    action_lines = forms.MultipleChoiceField(
        label=_("Action lines"), required=False, widget=forms.CheckboxSelectMultiple
    )
    came_of = PlainText(
        label=_("What came of it"),
        max_length=2000,
        rows=3,
        required=False,
        help_text=_("Addresses of pages here: projects, resources, earlier assessments, demands. One a line."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines: Any = self.fields["action_lines"]
        lines.choices = [(line.slug, str(line)) for line in ActionLine.objects.order_by("position")]

    def clean_language(self) -> str:
        tag: str = self.cleaned_data["language"]
        if tag and not Language.objects.filter(slug=tag).exists():
            raise ValidationError(_("We do not know this code of a language."))
        return tag

    def clean_came_of(self) -> str:
        """References, one a line; a reference that is cleaned again stays what it is."""
        lines = [line.strip() for line in self.cleaned_data["came_of"].splitlines() if line.strip()]
        if len(lines) > MOST_OUTCOMES:
            raise ValidationError(_("Please give at most 20 addresses."))
        return "\n".join(dict.fromkeys(_reference_in(line) for line in lines))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = cleaned.get("start_date", ""), cleaned.get("end_date", "")
        if end and start and end < start[: len(end)]:
            self.add_error("end_date", _("This is before it began."))
        return cleaned


def _reference_in(line: str) -> str:
    """The reference of a page that ``line`` names, as an address of ours or as the reference itself."""
    kind, colon, key = line.partition(":")
    named = Reference(kind, key) if colon and kind in {*PAGES.values(), "demand"} else _behind(line)
    # Only what everybody sees: what came of a public discussion is public.
    if named is None or len(named.public_id) > LONGEST_KEY or resolve_reference(named, user=AnonymousUser()) is None:
        raise ValidationError(
            _("Nothing public stands at %(line)s. Please give the address of a page here."), params={"line": line}
        )
    return str(named)


def _behind(line: str) -> Reference | None:
    """What the page at the address ``line`` is about, None for other pages and for other servers."""
    parts = urlsplit(line)
    if parts.netloc and not validate_host(split_domain_port(parts.netloc)[0], settings.ALLOWED_HOSTS):
        return None
    try:
        match = resolve(parts.path)
    except Resolver404:
        return None
    if match.view_name == "action_lines:action_line":
        return Reference("demand", parts.fragment)
    if match.view_name not in PAGES:
        return None
    return Reference(PAGES[match.view_name], str(next(iter(match.kwargs.values()))))


class PostsForm(forms.Form):
    """A file with posts; ``clean`` reads it."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("A talk page as wikitext or HTML, or the JSON of a forum topic. At most 10 MB."),
        allow_empty_file=True,
    )
    language = forms.ChoiceField(label=_("Language of its wiki"))
    page_title = PlainText(
        label=_("Title of the page"),
        max_length=255,
        required=False,
        help_text=_("Only for somebody's own talk page: its full title there."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tags = Language.objects.order_by("slug").values_list("slug", flat=True)
        interface = [code for code, _name in settings.LANGUAGES]
        named = sorted((language_name(tag), tag) for tag in {*tags, *interface})
        language: Any = self.fields["language"]
        language.choices = [(tag, name) for name, tag in named]
        language.initial = "en"

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        uploaded = cleaned.get("file")
        if uploaded is None or "language" not in cleaned or "page_title" not in cleaned:
            return cleaned
        try:
            cleaned["posts"] = _posts_in(uploaded, cleaned["language"], cleaned["page_title"])
        except (InputError, WikitextError) as error:
            self.add_error("file", _("We need %(allowed)s.") % {"allowed": error.allowed})
        return cleaned


def _posts_in(uploaded: Any, language: str, page_title: str) -> tuple[Post, ...]:
    # One byte more than allowed says that it is too much; a file of any size costs no more than this.
    return formats.posts_in(uploaded.read(formats.FILE_BYTES + 1), language=language, page_title=page_title)


class RemovalForm(forms.Form):
    reason = PlainText(
        label=_("How can we tell that it is yours?"),
        max_length=1000,
        rows=4,
        help_text=_("For example: a page on that wiki where you link to your account here. Only curators read this."),
    )


class AnswerForm(forms.Form):
    answer = PlainText(label=_("Your answer"), max_length=1000, rows=4, help_text=_("The person who asked reads it."))


class WithdrawForm(forms.Form):
    reason = PlainText(label=_("Why?"), max_length=500, rows=3, help_text=_("Curators read it."))
