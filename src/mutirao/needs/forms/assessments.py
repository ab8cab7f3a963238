"""What people type about assessments."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mutirao.base import clock
from mutirao.base.forms import PlainText, SeenVersion
from mutirao.base.languages import language_name
from mutirao.movement.models import Community
from mutirao.needs.models import Questionnaire
from mutirao.needs.queries.assessments import AskedSkill, usable_questionnaires
from mutirao.needs.rules.planning import MOST_SKILLS_EACH, SHORT_LIST
from mutirao.needs.states import Design, Mode, Privacy, Recruitment

MOST_PEOPLE = 1_000_000
LONGEST = dt.timedelta(days=366)
YOUNGEST = 13


class Day(forms.DateField):
    """A day, with the browser's calendar."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


class AssessmentForm(forms.Form):
    """The plan of an assessment; skills and further communities have pages of their own."""

    title = PlainText(label=_("Title"), max_length=300)
    purpose = PlainText(
        label=_("What the answers are for"),
        help_text=_("One or two sentences. Everybody who answers reads them."),
        max_length=2000,
        rows=3,
    )
    questionnaire = forms.ModelChoiceField(
        label=_("Questionnaire"), queryset=Questionnaire.objects.none(), to_field_name="public_id", empty_label=None
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        help_text=_("People choose among them. Where a translation is missing, they see the original."),
        widget=forms.CheckboxSelectMultiple,
    )
    n_expected = forms.IntegerField(
        label=_("How many people will answer, do you think?"),
        help_text=_("Rather too few than too many. What we can publish depends on it."),
        min_value=1,
        max_value=MOST_PEOPLE,
    )
    n_people = forms.IntegerField(
        label=_("How many people could answer?"),
        help_text=_("All who belong to the group and are active. It makes the intervals narrower."),
        min_value=1,
        max_value=MOST_PEOPLE,
        required=False,
    )
    mode = forms.ChoiceField(label=_("Who answers"), choices=Mode.choices, widget=forms.RadioSelect)
    design = forms.ChoiceField(
        label=_("Which skills each person is asked about"), choices=Design.choices, widget=forms.RadioSelect
    )
    skills_each = forms.IntegerField(
        label=_("Skills for each person, if they are drawn"), min_value=SHORT_LIST, max_value=MOST_SKILLS_EACH
    )
    privacy = forms.ChoiceField(
        label=_("Privacy"),
        help_text=_("Once the assessment is open, this only becomes stricter."),
        choices=[
            (Privacy.ANONYMOUS, _("Anonymous: no account, no day, a code to take the answers back")),
            (Privacy.CONFIDENTIAL, _("Confidential: who runs it can read single answers, without names")),
        ],
        widget=forms.RadioSelect,
    )
    recruitment = forms.ChoiceField(
        label=_("How people come to answer"), choices=Recruitment.choices, widget=forms.RadioSelect
    )
    minimum_age = forms.IntegerField(
        label=_("Minimum age"),
        help_text=_("Below 18, people also read what a parent or guardian must agree to."),
        min_value=YOUNGEST,
        max_value=99,
    )
    opens_on = Day(label=_("First day"), required=False, help_text=_("Empty: the day on which you open it."))
    closes_on = Day(label=_("Last day"))
    version = SeenVersion(required=False)

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        questionnaires = usable_questionnaires(community)
        self.fields["questionnaire"].queryset = questionnaires  # type: ignore[attr-defined]
        tags = sorted({tag for languages in questionnaires.values_list("languages", flat=True) for tag in languages})
        self.fields["languages"].choices = [(tag, language_name(tag)) for tag in tags]  # type: ignore[attr-defined]

    def clean_closes_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["closes_on"]
        if day < clock.today():
            raise ValidationError(_("This day is over already."))
        if day > clock.today() + LONGEST:
            raise ValidationError(_("Please choose a day within one year."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("opens_on"), cleaned.get("closes_on")
        if first and last and first > last:
            self.add_error("opens_on", _("The first day is after the last one."))
        n_expected, n_people = cleaned.get("n_expected"), cleaned.get("n_people")
        if n_expected and n_people and n_expected > n_people:
            self.add_error("n_expected", _("More people answer than could answer."))
        self._check_languages(cleaned)
        return cleaned

    def _check_languages(self, cleaned: dict[str, Any]) -> None:
        questionnaire = cleaned.get("questionnaire")
        missing = set(cleaned.get("languages", ())) - set(questionnaire.languages if questionnaire else ())
        if questionnaire and missing:
            names = ", ".join(sorted(language_name(tag) for tag in missing))
            self.add_error("languages", _("This questionnaire is not there in: %(languages)s.") % {"languages": names})


class SkillsForm(forms.Form):
    """The common list: which skills everybody is asked about."""

    skills = forms.MultipleChoiceField(label=_("Skills"), widget=forms.CheckboxSelectMultiple)
    version = SeenVersion()

    def __init__(self, *args: Any, skills: list[AskedSkill], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["skills"].choices = [(each.slug, each.name) for each in skills]  # type: ignore[attr-defined]


class ExtendForm(forms.Form):
    """A later last day."""

    closes_on = Day(label=_("New last day"))

    def clean_closes_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["closes_on"]
        if day > clock.today() + LONGEST:
            raise ValidationError(_("Please choose a day within one year."))
        return day


class ReasonForm(forms.Form):
    """Why something is withdrawn."""

    reason = PlainText(label=_("Reason"), help_text=_("Everybody can read it."), max_length=500)


class OpeningForm(forms.Form):
    """The last look before people are asked."""

    understood = forms.BooleanField(
        label=_("I have read this. What people are told about their privacy cannot be loosened later.")
    )
