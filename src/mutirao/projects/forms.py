"""What people type about projects."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mutirao.action_lines.models import ActionLine, Demand
from mutirao.action_lines.states import ProjectStatus
from mutirao.base.forms import PlainText, ShortDate, WebAddress
from mutirao.base.references import kinds
from mutirao.base.templatetags.text import listed
from mutirao.discussion.suggestible import SuggestedForm
from mutirao.movement.models import Language, Territory
from mutirao.movement.names import folded
from mutirao.projects.money import read_amounts, written_amounts
from mutirao.projects.states import AmountKind, LeadKind, ReportStatus, ScopeKind

# A list stands for several grants in these; a person states one project.
STATED = [kind for kind in AmountKind if kind not in {AmountKind.TOTAL, AmountKind.POOL}]
MOST_TERRITORIES = 60


class ProjectForm(SuggestedForm):
    """The facts of a project, as somebody suggests them."""

    title = PlainText(label=_("Title"), max_length=300, help_text=_("As its own page writes it."))
    language = PlainText(label=_("Language of the title"), max_length=20, help_text=_("Its code, such as en or pt."))
    address = WebAddress(label=_("Its page"))
    topic = PlainText(label=_("What it is about"), max_length=300)
    lead_kind = forms.ChoiceField(label=_("Who leads it"), choices=LeadKind.choices)
    lead = PlainText(
        label=_("Name of the organisation"),
        max_length=200,
        required=False,
        help_text=_("Only of an organisation. We do not name persons."),
    )
    territories = PlainText(
        label=_("Territories"),
        max_length=1000,
        required=False,
        help_text=_("Names or codes of two letters, parted by semicolons."),
    )
    scope = PlainText(
        label=_("Where, in words"),
        max_length=200,
        required=False,
        help_text=_("For example: French-speaking communities."),
    )
    programme = forms.ChoiceField(label=_("Programme"), required=False)
    start_date = ShortDate(label=_("From"), required=False)
    end_date = ShortDate(label=_("To"), required=False)
    status = forms.ChoiceField(label=_("Status"), choices=ProjectStatus.choices)
    status_url = WebAddress(label=_("Page that states this"), required=False)
    report_status = forms.ChoiceField(
        label=_("Report on it"), choices=[("", _("none known")), *ReportStatus.choices], required=False
    )
    scope_kind = forms.ChoiceField(label=_("How near to skills"), choices=ScopeKind.choices)
    action_lines = forms.MultipleChoiceField(
        label=_("Action lines"), required=False, widget=forms.CheckboxSelectMultiple
    )
    demands = forms.MultipleChoiceField(label=_("Demands"), required=False, widget=forms.CheckboxSelectMultiple)
    note = PlainText(label=_("Worth knowing"), max_length=1000, rows=3, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["action_lines"].choices = [(line.slug, str(line)) for line in ActionLine.objects.order_by("position")]
        demands = Demand.objects.order_by("action_line__position", "position")
        fields["demands"].choices = [(demand.slug, str(demand)) for demand in demands]
        programmes = [kind.visible_to(None) for kind in kinds() if kind.name == "programme"]
        named = [(each.slug, str(each)) for rows in programmes for each in rows.order_by("slug")]
        fields["programme"].choices = [("", _("not stated")), *named]
        for kind in STATED:
            # Translators: label of a field for money; kind is "requested", "awarded" and the like
            label = _("Money: %(kind)s") % {"kind": kind.label}
            fields[f"amount_{kind}"] = PlainText(
                label=label, max_length=200, required=False, help_text=_("Such as 2000 USD; 1850 EUR")
            )

    def clean_language(self) -> str:
        tag: str = self.cleaned_data["language"]
        if not Language.objects.filter(slug=tag).exists():
            raise ValidationError(_("We do not know this code of a language."))
        return tag

    def clean_territories(self) -> str:
        """Codes, parted by semicolons, so that they read the same in every language."""
        wanted = [part.strip() for part in self.cleaned_data["territories"].split(";") if part.strip()]
        if len(wanted) > MOST_TERRITORIES:
            raise ValidationError(_("Please give at most 60 territories."))
        known: dict[str, str] = {}
        for territory in Territory.objects.only("slug", "name_en") if wanted else []:
            for name in (territory.slug, territory.name_en, str(territory)):
                known.setdefault(folded(name), territory.slug)
        unknown = [name for name in wanted if folded(name) not in known]
        if unknown:
            raise ValidationError(_("We know no territory called %(names)s."), params={"names": ", ".join(unknown)})
        return "; ".join(sorted({known[folded(name)] for name in wanted}))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = cleaned.get("start_date", ""), cleaned.get("end_date", "")
        if end and start and end < start[: len(end)]:
            self.add_error("end_date", _("This is before it began."))
        for kind in STATED:
            self._clean_amounts(f"amount_{kind}")
        if cleaned.get("lead_kind") != LeadKind.ORGANISATION:
            self._protect_people()
        return cleaned

    def _clean_amounts(self, name: str) -> None:
        if not self.cleaned_data.get(name):
            return
        try:
            self.cleaned_data[name] = written_amounts(read_amounts(self.cleaned_data[name]))
        except ValueError:
            self.add_error(name, _("Write a number and the three letters of its currency, such as 2000 USD."))

    def _protect_people(self) -> None:
        if self.cleaned_data.get("lead"):
            self.add_error("lead", _("Leave this empty: we name organisations only."))
        codes = self.cleaned_data.get("territories", "").split("; ")
        protected = [str(each) for each in Territory.objects.filter(slug__in=codes, is_protected=True)]
        if protected:
            message = _("Leave out %(names)s: people there could be at risk.")
            self.add_error("territories", ValidationError(message, params={"names": listed(protected)}))


class WithdrawForm(forms.Form):
    reason = PlainText(label=_("Why?"), max_length=500, rows=3, help_text=_("Curators read it."))


class MergeForm(forms.Form):
    into = PlainText(label=_("The other project"), max_length=500, help_text=_("Its address or short name."))
