"""What people type about open tasks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext

from mutirao.action_lines import queries
from mutirao.action_lines.models import ActionLine
from mutirao.base.forms import PlainText


class DoneForm(forms.Form):
    """What was done, so that somebody else can look."""

    note = PlainText(
        label=_("What did you do?"),
        help_text=_("One or two sentences, with a link if there is one. Everybody can read this."),
        max_length=1000,
        rows=3,
    )


class SendBackForm(forms.Form):
    """What is still missing."""

    reason = PlainText(label=_("What is missing?"), max_length=1000, rows=3)


class TaskFilterForm(forms.Form):
    """The filters of the list of open tasks."""

    line = forms.ChoiceField(label=_("Action line"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    skill = forms.ChoiceField(label=_("Skill"), required=False)
    minutes = forms.TypedChoiceField(label=_("Time"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        n_minutes = [(n, ngettext("up to %(n)d minute", "up to %(n)d minutes", n) % {"n": n}) for n in (5, 15, 30)]
        for name, choices in (
            ("line", [(line.slug, str(line)) for line in ActionLine.objects.all()]),
            ("language", queries.languages_of_tasks()),
            ("skill", [(skill.slug, str(skill)) for skill in queries.skills_of_tasks()]),
            ("minutes", n_minutes),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 declared above
            field.choices = [("", pgettext("language or skill", "any")), *choices]

    @property
    def is_used(self) -> bool:
        """Whether the list is a choice; then the form is shown open."""
        return self.filters() != queries.TaskFilters()

    def filters(self) -> queries.TaskFilters:
        """What was asked; a filter that does not exist is left out."""
        self.full_clean()
        asked = self.cleaned_data
        return queries.TaskFilters(
            line=asked.get("line", ""),
            skill=asked.get("skill", ""),
            language=asked.get("language", ""),
            minutes=asked.get("minutes"),
        )
