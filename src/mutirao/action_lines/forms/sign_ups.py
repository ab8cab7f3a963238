"""What people type when they sign up, or change what they signed up to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from mutirao.action_lines import actions, queries
from mutirao.action_lines.models import ActionLine, SignUp
from mutirao.action_lines.states import SignUpRole
from mutirao.base.forms import PlainText, SeenVersion
from mutirao.base.languages import interface_language
from mutirao.base.templatetags.text import listed
from mutirao.base.text import Text
from mutirao.movement.models import Community
from mutirao.skills.models import Skill
from mutirao.skills.queries import core_skill_choices

PUBLIC, PRIVATE = "public", "private"
LANGUAGES_LIMIT = 12
ROLES = [
    (SignUpRole.PARTICIPATE, _("Take part: do a task now and then, at your own pace")),
    (SignUpRole.LEAD, _("Help to lead: take on a demand, bring people together, reply to others")),
]
VISIBILITIES = [
    (PUBLIC, _("Public: my name stands on the page of the action line")),
    (PRIVATE, _("Private: only who looks after my sign-up and administrators see it")),
]


@dataclass(frozen=True)
class SkillRow:
    """One line of the table of skills: what is ticked in it."""

    slug: str
    name: str
    is_offered: bool
    is_wanted: bool


@dataclass(frozen=True)
class SkillGroup:
    """A group of skills and how many ticks it holds; one with ticks is shown open."""

    name: str
    rows: list[SkillRow]
    n_ticked: int


class CommitmentForm(forms.Form):
    """What somebody commits to; the lines and the community are asked for by ``SignUpForm``."""

    role = forms.ChoiceField(
        label=_("How do you want to take part?"),
        choices=ROLES,
        initial=SignUpRole.PARTICIPATE,
        widget=forms.RadioSelect,
    )
    offers = forms.MultipleChoiceField(label=_("What I can offer"), required=False)
    wants = forms.MultipleChoiceField(label=_("What I want to learn"), required=False)
    hours_a_month = forms.IntegerField(
        label=_("Hours a month"),
        help_text=_("About how many? One is welcome too."),
        min_value=1,
        max_value=200,
        required=False,
    )
    languages = PlainText(
        label=_("Languages you can work in"),
        help_text=_("Names, with commas between them."),
        max_length=300,
        required=False,
    )
    remark = PlainText(
        label=_("Anything you want to add"),
        help_text=_("What you would like to do, or what you need in order to begin."),
        max_length=1000,
        rows=3,
        required=False,
    )
    visibility = forms.ChoiceField(
        label=_("Who can see it?"),
        help_text=_("If nobody replies for seven days, another coordinator of the line can take it over."),
        choices=VISIBILITIES,
        initial=PUBLIC,
        widget=forms.RadioSelect,
    )
    at_risk = forms.BooleanField(
        label=_("I live or work where being seen could be dangerous"),
        help_text=_("Then it is private. We do not store this tick."),
        required=False,
    )
    public_anyway = forms.BooleanField(label=_("I know the risk and want to be public there"), required=False)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.skill_choices = core_skill_choices()
        for name in ("offers", "wants"):
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 declared above
            field.choices = self.skill_choices

    def clean_languages(self) -> list[str]:
        typed = [part.strip() for part in re.split("[,;،、\n]", self.cleaned_data["languages"]) if part.strip()]
        if len(typed) > LANGUAGES_LIMIT:
            raise ValidationError(_("Please name at most %(limit)d languages."), params={"limit": LANGUAGES_LIMIT})
        found, unknown = queries.languages_meant(typed) if typed else ([], [])
        if unknown:
            raise ValidationError(
                ngettext(
                    "We do not know this language: %(names)s. Please give its English name or its code.",
                    "We do not know these languages: %(names)s. Please give their English names or codes.",
                    len(unknown),
                ),
                params={"names": listed(unknown)},
            )
        return found

    @property
    def community(self) -> Community | None:
        """For whom, besides the person."""
        return None

    @cached_property
    def is_at_risk(self) -> bool:
        """Whether being seen with this community can be dangerous."""
        return queries.is_at_risk(self.community)

    @property
    def warns(self) -> bool:
        """Whether the form shows the warning and the way around it."""
        return self.is_at_risk or bool(self["at_risk"].value()) or bool(self["public_anyway"].value())

    def commitment(self) -> actions.Commitment:
        """What the valid form says. Where being seen is dangerous, only a second, knowing word makes it public."""
        typed = self.cleaned_data
        in_danger = typed["at_risk"] or self.is_at_risk
        wants_public = typed["visibility"] == PUBLIC
        knowing = wants_public and in_danger and typed["public_anyway"]
        remark = typed["remark"]
        language = interface_language()
        return actions.Commitment(
            role=SignUpRole(typed["role"]),
            community=self.community,
            offers=_skills(typed["offers"]),
            wants=_skills(typed["wants"]),
            hours_a_month=typed["hours_a_month"],
            languages=typed["languages"],
            remark=Text(language, {language: remark} if remark else {}),
            is_public=knowing or (wants_public and not in_danger),
            is_public_despite_risk=knowing,
        )

    def skill_groups(self) -> list[SkillGroup]:
        """The table of skills with the present ticks."""
        offered, wanted = set(self["offers"].value() or ()), set(self["wants"].value() or ())
        groups = []
        for group, skills in self.skill_choices:
            rows = [SkillRow(slug, name, slug in offered, slug in wanted) for slug, name in skills]
            groups.append(SkillGroup(group, rows, sum(row.is_offered + row.is_wanted for row in rows)))
        return groups


class SignUpForm(CommitmentForm):
    """Signing up to one or more lines, for oneself or for a community."""

    action_lines = forms.MultipleChoiceField(
        label=_("Which action lines?"),
        help_text=_("One is enough. You can choose several."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please choose at least one action line.")},
    )
    community_name = PlainText(
        label=_("For a community?"),
        help_text=_("Leave this empty to sign up for yourself. Type a name or choose one of those proposed."),
        max_length=200,
        required=False,
    )
    community_choice = forms.ChoiceField(label=_("Which one do you mean?"), widget=forms.RadioSelect, required=False)

    def __init__(self, *args: Any, lines: list[ActionLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        field = self.fields["action_lines"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 declared above
        field.choices = [(line.slug, str(line.name)) for line in lines]
        self.fields["community_name"].widget.attrs["list"] = "communities"
        choice = self.fields["community_choice"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 declared above
        choice.choices = [(each.slug, f"{each} ({each.slug})") for each in self.candidates]

    @cached_property
    def candidates(self) -> list[Community]:
        """The communities that the typed name may mean."""
        # Checked again by the field itself; here only so that no odd text reaches the database.
        typed = str(self["community_name"].value() or "").strip()[:200].replace("\x00", "")
        return queries.communities_meant(typed, self.user) if typed else []

    @property
    def community(self) -> Community | None:
        chosen = self["community_choice"].value()
        if len(self.candidates) == 1:
            return self.candidates[0]
        return next((each for each in self.candidates if each.slug == chosen), None)

    def clean(self) -> dict[str, Any]:
        if "community_name" in self.cleaned_data and self.cleaned_data["community_name"] and not self.community:
            found = bool(self.candidates)
            self.add_error(
                "community_choice" if found else "community_name",
                _("Several communities have such a name. Please choose one.")
                if found
                else _("We do not list a community of this name. You can add it first, or sign up for yourself."),
            )
        return self.cleaned_data

    def chosen_lines(self) -> list[ActionLine]:
        return [line for line in self.lines if line.slug in self.cleaned_data["action_lines"]]

    def suggestions(self) -> list[Community]:
        return queries.suggested_communities(self.user)


class EditForm(CommitmentForm):
    """Changing a sign-up; ``version`` is the one that was read."""

    version = SeenVersion()

    def __init__(self, *args: Any, sign_up: SignUp, **kwargs: Any) -> None:
        super().__init__(*args, initial=_as_typed(sign_up), **kwargs)
        self.sign_up = sign_up

    @property
    def community(self) -> Community | None:
        return self.sign_up.community


def _skills(slugs: list[str]) -> list[Skill]:
    return list(Skill.objects.filter(slug__in=slugs)) if slugs else []


def _as_typed(sign_up: SignUp) -> dict[str, Any]:
    return {
        "version": sign_up.version,
        "role": sign_up.role,
        "offers": [skill.slug for skill in sign_up.offers.all()],
        "wants": [skill.slug for skill in sign_up.wants.all()],
        "hours_a_month": sign_up.hours_a_month,
        "languages": ", ".join(queries.names_that_mean(sign_up.languages)),
        "remark": str(sign_up.remark),
        "visibility": PUBLIC if sign_up.is_public else PRIVATE,
        "public_anyway": sign_up.is_public_despite_risk,
    }
