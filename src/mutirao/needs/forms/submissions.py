"""The code with which a person takes answers back, and what is said of a sheet of paper beside its answers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from mutirao.base.forms import PlainText
from mutirao.base.languages import language_name
from mutirao.movement.models import Community

PREFIX = "sheet:"


class CodeForm(forms.Form):
    code = PlainText(
        label=_("Your code"),
        max_length=40,
        help_text=_("Sixteen letters and digits, such as 7K2M-9QXA-03TB-5RWE. Dashes and capitals do not matter."),
    )

    def no_answers(self) -> None:
        self.add_error("code", _("No answers belong to this code. Please compare it letter by letter."))


class PaperForm(forms.Form):
    """What stands on a sheet beside the questions; ``key`` makes a page that is sent twice one sheet."""

    key = forms.CharField(widget=forms.HiddenInput, validators=[RegexValidator(r"\A[0-9a-f]{64}\Z")])
    language = forms.ChoiceField(label=_("Language of the sheet"))
    consented = forms.BooleanField(
        label=_("Both boxes are ticked on the sheet: consent, and the age."),
        error_messages={"required": _("Answers without consent are not typed in.")},
    )

    def __init__(
        self, data: Any, *, communities: list[Community], languages: list[str], initial: dict[str, Any]
    ) -> None:
        super().__init__(data, initial=initial)
        self.languages = languages or ["en"]
        self.communities = {community.slug: community for community in communities}
        choices = [(code, language_name(code)) for code in self.languages]
        self.fields["language"].choices = choices  # type: ignore[attr-defined] # a ChoiceField
        if len(communities) > 1:
            named = [(slug, str(community.name)) for slug, community in self.communities.items()]
            self.fields["community"] = forms.ChoiceField(label=_("Community"), choices=[("", "---"), *named])

    def add_prefix(self, field_name: str) -> str:
        return f"{PREFIX}{field_name}"

    @property
    def community(self) -> Community | None:
        only = next(iter(self.communities), "")
        return self.communities.get(self.cleaned_data.get("community", "") if "community" in self.fields else only)

    @property
    def shown_language(self) -> str:
        """The language in which the page shows the questions."""
        said = self.data.get(self.add_prefix("language")) or self.initial.get("language")
        return said if said in self.languages else self.languages[0]
