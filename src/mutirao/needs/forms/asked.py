"""One more community to ask."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mutirao.accounts.models import User
from mutirao.base.forms import PlainText
from mutirao.movement.models import Community
from mutirao.movement.queries import Filters, found, visible_to
from mutirao.needs.forms.assessments import MOST_PEOPLE
from mutirao.needs.queries.assessments import coordinated_by


class AskForm(forms.Form):
    """A community by its name or short name, and how many of its people will answer."""

    community = PlainText(
        label=_("Community"),
        help_text=_("Its name, or the last part of the address of its page."),
        max_length=200,
    )
    n_expected = forms.IntegerField(
        label=_("How many people will answer, do you think?"), min_value=1, max_value=MOST_PEOPLE
    )
    n_people = forms.IntegerField(
        label=_("How many people could answer?"), min_value=1, max_value=MOST_PEOPLE, required=False
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["community"].widget.attrs.update({"list": "own-communities", "autocomplete": "off"})

    @property
    def own_communities(self) -> list[Community]:
        """What the field offers."""
        return list(coordinated_by(self.person).order_by("slug")[:100])

    def clean_community(self) -> Community:
        typed: str = self.cleaned_data["community"]
        by_slug = visible_to(self.person).filter(slug=typed.rstrip("/").rpartition("/")[2]).first()
        named = [by_slug] if by_slug else list(found(Filters(q=typed))[:2])
        if len(named) != 1:
            raise ValidationError(
                _("We know no community of that name.")
                if not named
                else _("Several communities have that in their name. Please give the last part of the address.")
            )
        # The lists leave columns out.
        return Community.objects.get(pk=named[0].pk)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        n_expected, n_people = cleaned.get("n_expected"), cleaned.get("n_people")
        if n_expected and n_people and n_expected > n_people:
            self.add_error("n_expected", _("More people answer than could answer."))
        return cleaned
