"""How many invitations to make, and for whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from mutirao.movement.models import Community
from mutirao.needs.actions.invitations import MOST_AT_ONCE


class InvitationsForm(forms.Form):
    """New links; the community is asked for only where there is a choice."""

    PAGE, FILE = "page", "file"

    community = forms.ChoiceField(label=_("Community"))
    n = forms.IntegerField(label=_("How many links"), min_value=1, max_value=MOST_AT_ONCE, initial=10)
    form = forms.ChoiceField(
        label=_("How you want them"),
        choices=[(PAGE, _("on a page, to copy or print")), (FILE, _("as a CSV file"))],
        initial=PAGE,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, communities: Sequence[Community], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.communities = {each.slug: each for each in communities}
        field = cast(forms.ChoiceField, self.fields["community"])
        field.choices = [(slug, str(each)) for slug, each in self.communities.items()]

    @property
    def community_chosen(self) -> Community:
        return self.communities[self.cleaned_data["community"]]
