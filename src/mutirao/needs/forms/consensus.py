"""What a group types about what it can do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundWidget
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from mutirao.base.forms import PlainText, SeenVersion
from mutirao.needs.actions.consensus import Said
from mutirao.needs.models import ConsensusLevel
from mutirao.needs.rules.planning import SHORT_LIST
from mutirao.needs.states import Importance, Level, Robustness
from mutirao.skills.models import Skill
from mutirao.skills.queries import core_skill_choices, core_skills

NOT_YET = ("", _("not said yet"))


class ChooseSkills(forms.Form):
    """Up to twelve skills that matter to the group."""

    skills = forms.MultipleChoiceField(
        label=_("Skills"), widget=forms.CheckboxSelectMultiple, error_messages={"required": _("Choose at least one.")}
    )
    version = SeenVersion()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.skill_choices = core_skill_choices()
        cast(forms.MultipleChoiceField, self.fields["skills"]).choices = self.skill_choices

    @property
    def groups(self) -> list[tuple[str, list[BoundWidget]]]:
        """The checkboxes under the name of their group."""
        boxes = iter(self["skills"])
        return [(group, [next(boxes) for _choice in choices]) for group, choices in self.skill_choices]

    def clean_skills(self) -> list[Skill]:
        slugs = self.cleaned_data["skills"]
        if len(slugs) > SHORT_LIST:
            message = ngettext("That is %(n)d too many.", "That is %(n)d too many.", len(slugs) - SHORT_LIST)
            raise ValidationError(message, params={"n": len(slugs) - SHORT_LIST})
        return list(core_skills().filter(slug__in=slugs))


class GroupForm(forms.Form):
    """Level, importance, robustness and a note for each skill; what is left empty is not said yet."""

    n_people = forms.IntegerField(
        label=_("How many people took part in talking about it?"), min_value=1, max_value=100_000, required=False
    )
    note = PlainText(
        label=_("What else to know when reading it"),
        help_text=_("Write about the group, never about a single person."),
        max_length=2000,
        rows=3,
        required=False,
    )
    version = SeenVersion()

    def __init__(self, *args: Any, levels: Sequence[ConsensusLevel], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.levels = levels
        for row in levels:
            for name, field in _fields_of(row).items():
                self.fields[f"{name}_{row.skill.slug}"] = field

    @property
    def rows(self) -> list[tuple[ConsensusLevel, list[forms.BoundField]]]:
        """Each skill with its four fields."""
        names = ("level", "importance", "robustness", "note")
        return [(row, [self[f"{name}_{row.skill.slug}"] for name in names]) for row in self.levels]

    @property
    def said(self) -> dict[int, Said]:
        """What was typed, by key of the skill."""
        typed = self.cleaned_data
        return {
            row.skill_id: Said(
                level=typed[f"level_{row.skill.slug}"],
                importance=typed[f"importance_{row.skill.slug}"],
                robustness=typed[f"robustness_{row.skill.slug}"],
                note=typed[f"note_{row.skill.slug}"],
            )
            for row in self.levels
        }


class SignForm(forms.Form):
    """Who signs, as what, and whether their name is shown."""

    signed_as = PlainText(
        label=_("You speak for the group as"),
        help_text=_("Such as: chair, elected at the meeting in May."),
        max_length=200,
    )
    is_signature_public = forms.BooleanField(label=_("Show my name with the form"), required=False)
    agreed = forms.BooleanField(label=_("The group has talked about it and agrees"))
    version = SeenVersion()


def _fields_of(row: ConsensusLevel) -> dict[str, forms.Field]:
    return {
        "level": _scale(_("How well can you do it?"), Level, row.level),
        "importance": _scale(_("How important is it for you?"), Importance, row.importance),
        "robustness": _scale(_("Who can do it?"), Robustness, row.robustness),
        "note": PlainText(label=_("Note"), max_length=500, required=False, initial=row.note),
    }


def _scale(label: Any, scale: Any, value: int | None) -> forms.Field:
    return forms.TypedChoiceField(
        label=label,
        choices=[NOT_YET, *scale.choices],
        coerce=int,
        empty_value=None,
        required=False,
        initial="" if value is None else value,
    )
