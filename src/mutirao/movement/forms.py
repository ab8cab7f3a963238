"""What people type about communities."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from mutirao.accounts.models import User
from mutirao.base.forms import PlainText, SeenVersion, WebAddress
from mutirao.base.languages import interface_language
from mutirao.movement.lookup import Register, Thing, register_of
from mutirao.movement.models import Community, Language, Territory, Wiki
from mutirao.movement.names import folded, name_of_language, script_name
from mutirao.movement.queries import listed_for_merging
from mutirao.movement.rules import can_be_merged
from mutirao.movement.states import CommunityKind, Project, Region, SizeBand, Sort

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# The file of wikis is the only one that makes wikis.
ADDABLE = [choice for choice in CommunityKind.choices if choice[0] != CommunityKind.WIKI]
MOST_THINGS = 20
EVERYTHING = [("", pgettext_lazy("choice in a filter", "all"))]


class Things(PlainText):
    """Names or codes of territories, languages or wikis, parted by commas; gives the things themselves."""

    def __init__(self, *, model: type[Thing], most: int = MOST_THINGS, **kwargs: Any) -> None:
        super().__init__(max_length=1000, **kwargs)
        self.model, self.most = model, most

    def clean(self, value: Any) -> Any:
        names = [name.strip() for name in re.split("[,;،、\n]", super().clean(value)) if name.strip()]
        if len(names) > self.most:
            message = ngettext("Please name one here.", "Please name at most %(n)s here.", self.most)
            raise ValidationError(message, params={"n": self.most})
        if not names:
            return []
        register = register_of(self.model)
        return list({thing.pk: thing for thing in (_one(register, name) for name in names)}.values())


class CommunityForm(forms.Form):
    """A community that is not in the list yet."""

    name = PlainText(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("What it is"), choices=ADDABLE, initial=CommunityKind.GROUP)
    description = PlainText(label=_("In one or two sentences"), max_length=2000, rows=4)
    website = WebAddress(
        label=_("Its page"),
        required=False,
        help_text=_("On Meta, on a wiki or elsewhere. It helps the moderator."),
    )
    territories = Things(
        model=Territory,
        label=_("Territories where it works"),
        required=False,
        help_text=_("Names or two-letter codes, parted by commas. Leave it empty if you are not sure."),
    )
    languages = Things(
        model=Language,
        label=_("Languages it works in"),
        required=False,
        help_text=_("Names or codes, parted by commas."),
    )
    source_url = WebAddress(
        label=_("A page that shows the territories and languages"),
        required=False,
        help_text=_("Everything that a community says of itself carries its source."),
    )
    understood = forms.BooleanField(label=_("I have read this and want to go on"), required=False)
    is_new = forms.BooleanField(label=_("None of these is my community"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        declares = cleaned.get("territories") or cleaned.get("languages")
        if declares and not cleaned.get("source_url") and "source_url" not in self.errors:
            self.add_error("source_url", _("Please give a page that shows the territories or languages."))
        return cleaned

    @property
    def names_protected(self) -> bool:
        """Whether a territory on the protection list is named."""
        territories = getattr(self, "cleaned_data", {}).get("territories") or []
        return any(territory.is_protected for territory in territories)


class CommunityTexts(forms.Form):
    """The page of a community, in one language. Names that come from a source are not in it."""

    name = PlainText(label=_("Name"), max_length=200)
    description = PlainText(label=_("What it is, in a few sentences"), max_length=2000, rows=6, required=False)
    website = WebAddress(label=_("Its page"), required=False)
    version = SeenVersion()

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if community.is_from_source:
            del self.fields["name"]
        if community.wiki_id:
            del self.fields["website"]


class DeclarationForm(forms.Form):
    """One territory, language or wiki, and the page that shows it."""

    source_url = WebAddress(label=_("A page that shows it"), help_text=_("A report, a page on a wiki, a news item."))
    understood = forms.BooleanField(label=_("I have read this and want to go on"), required=False)

    LABELS: ClassVar[dict[str, tuple[type[Thing], StrOrPromise, StrOrPromise]]] = {
        "territory": (Territory, _("Territory"), _("Its name or two-letter code.")),
        "language": (Language, _("Language"), _("Its name or code.")),
        "wiki": (Wiki, _("Wiki"), _("Its address, such as sw.wikipedia.org.")),
    }

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        model, label, help_text = self.LABELS[kind]
        self.fields["thing"] = Things(model=model, most=1, label=label, help_text=help_text)
        self.fields["thing"].widget.attrs.update({"list": "known-things", "autocomplete": "off"})
        self.order_fields(["thing", "source_url", "understood"])

    @property
    def thing(self) -> Thing:
        found: Thing = self.cleaned_data["thing"][0]
        return found

    @property
    def names_protected(self) -> bool:
        return self.is_valid() and isinstance(self.thing, Territory) and self.thing.is_protected


class Decision(forms.Form):
    """A moderator's answer to a proposal."""

    ACCEPT, REFUSE, MERGE = "accept", "refuse", "merge"

    answer = forms.ChoiceField(
        label=_("Your decision"),
        choices=[(ACCEPT, _("List it")), (REFUSE, _("Refuse it")), (MERGE, _("Merge it into another"))],
        widget=forms.RadioSelect,
    )
    reason = PlainText(
        label=_("Reason, when you refuse"), max_length=500, rows=2, required=False, help_text=_("The person reads it.")
    )
    into = forms.SlugField(
        label=_("Into which community, when you merge"),
        max_length=100,
        required=False,
        help_text=_("The last part of its address, such as swwiki."),
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("answer") == self.REFUSE and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Please say why, so that the person can do something about it."))
        if cleaned.get("answer") == self.MERGE and not cleaned.get("into") and "into" not in self.errors:
            self.add_error("into", _("Please name the community that it is merged into."))
        return cleaned


class MergeForm(forms.Form):
    """Another community that is the same as the one at hand, which of both stays, and why."""

    THIS, OTHER = "this", "other"

    other = PlainText(
        label=_("The other community"),
        max_length=200,
        help_text=_("The last part of the address of its page, such as swwiki, or the whole address."),
    )
    stays = forms.ChoiceField(
        label=_("Which page stays"),
        choices=[(OTHER, _("the other one")), (THIS, _("this one"))],
        widget=forms.RadioSelect,
        initial=OTHER,
    )
    reason = PlainText(
        label=_("Why both are the same"), max_length=500, rows=3, help_text=_("Everybody can read it on both pages.")
    )

    def __init__(self, *args: Any, community: Community, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.community, self.user = community, user
        self.fields["other"].widget.attrs["dir"] = "ltr"

    def clean_other(self) -> Community:
        slug = self.cleaned_data["other"].rstrip("/").rsplit("/", 1)[-1]
        found = listed_for_merging(self.user, slug)
        if found is None:
            raise ValidationError(_("No listed community has this address."))
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("other") and cleaned.get("stays"):
            verdict = can_be_merged(*self.pair)
            if not verdict:
                self.add_error("stays" if self.pair[0].is_from_source else "other", verdict.reason)
        return cleaned

    @property
    def pair(self) -> tuple[Community, Community]:
        """Which goes, and into which."""
        other: Community = self.cleaned_data["other"]
        return (self.community, other) if self.cleaned_data["stays"] == self.OTHER else (other, self.community)


class MergeDecision(forms.Form):
    """A moderator's answer to a proposed merge."""

    ACCEPT, REFUSE = "accept", "refuse"

    answer = forms.ChoiceField(
        label=_("Your decision"),
        choices=[(ACCEPT, _("They are one: merge them, for good")), (REFUSE, _("They are two: keep both"))],
        widget=forms.RadioSelect,
    )
    decision = PlainText(
        label=_("Reason, when you refuse"), max_length=500, rows=2, required=False, help_text=_("The person reads it.")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("answer") == self.REFUSE and not cleaned.get("decision") and "decision" not in self.errors:
            self.add_error("decision", _("Please say why, so that the person can do something about it."))
        return cleaned


class DeclarationDecision(forms.Form):
    """An answer to what somebody proposed to say of a community."""

    CONFIRM, REFUSE = "confirm", "refuse"

    answer = forms.ChoiceField(
        label=_("Your decision"),
        choices=[(CONFIRM, _("It is so: put it on the page")), (REFUSE, _("It is not so, or should not be named"))],
        widget=forms.RadioSelect,
    )
    reason = PlainText(
        label=_("Reason, when you refuse"), max_length=500, rows=2, required=False, help_text=_("The person reads it.")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("answer") == self.REFUSE and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Please say why, so that the person can do something about it."))
        return cleaned


class FilterForm(forms.Form):
    """The filters of the list; what is wrong is left out, since it comes from an address."""

    q = PlainText(max_length=100, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[*EVERYTHING, *CommunityKind.choices], required=False)
    project = forms.ChoiceField(label=_("Project"), choices=[*EVERYTHING, *Project.choices], required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    script = forms.ChoiceField(label=_("Script"), required=False)
    region = forms.ChoiceField(label=_("Region"), choices=[*EVERYTHING, *Region.choices], required=False)
    size = forms.ChoiceField(
        label=_("Active editors a month"), choices=[*EVERYTHING, *SizeBand.choices[1:]], required=False
    )
    sort = forms.ChoiceField(label=_("Sorted"), choices=Sort.choices, required=False)

    def __init__(self, *args: Any, languages: list[tuple[str, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = _languages_and_scripts(tuple(languages), interface_language())
        for field, by_name in zip(("language", "script"), choices, strict=True):
            self.fields[field].choices = [*EVERYTHING, *by_name]  # type: ignore[attr-defined]

    def options(self) -> dict[str, SafeString]:
        """The choices of each filter as HTML, the chosen one marked; Django's widget is slow with hundreds."""
        selects = {name: field.widget for name, field in self.fields.items() if isinstance(field.widget, forms.Select)}
        return {
            name: _options(tuple((code, str(label)) for code, label in select.choices), self.cleaned_data.get(name, ""))
            for name, select in selects.items()
        }


@lru_cache(maxsize=16)
def _languages_and_scripts(languages: tuple[tuple[str, str, str], ...], reader: str) -> list[list[tuple[str, str]]]:
    """The choices of both filters, by name as the reader sorts."""
    named = {tag: name_of_language(tag, reader) or name for tag, name, _script in languages}
    scripts = {script: script_name(script, reader) for _tag, _name, script in languages if script}
    return [sorted(choices.items(), key=lambda choice: folded(choice[1])) for choices in (named, scripts)]


@lru_cache(maxsize=256)
def _options(choices: tuple[tuple[str, str], ...], chosen: str) -> SafeString:
    parts = ((code, SafeString(" selected") if code == chosen else "", label) for code, label in choices)
    return format_html_join("", '<option value="{}"{}>{}</option>', parts)


def _one(register: Register, name: str) -> Thing:
    found = register.named(name)
    if len(found) == 1:
        return found[0]
    if found:
        shown = ", ".join(f"{thing} ({thing.slug})" for thing in found)
        message = _("More than one is called “%(name)s”. Please give the code: %(shown)s.")
        raise ValidationError(message, params={"name": name, "shown": shown})
    close = register.close_to(name)
    if close:
        message = _("We do not know “%(name)s”. Did you mean: %(shown)s?")
        raise ValidationError(message, params={"name": name, "shown": ", ".join(close)})
    raise ValidationError(_("We do not know “%(name)s”. Please try its code."), params={"name": name})
