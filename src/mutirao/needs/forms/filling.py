"""One person's answers on their way through the pages, and the form that they start with.

Nothing is stored before the end: what was answered so far travels in the page itself, signed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext as _

from mutirao.movement.models import Community
from mutirao.needs.actions.submissions import Sheet, digest_of
from mutirao.needs.forms.answering import FormPage
from mutirao.needs.models import Assessment

SALT = "mutirao.needs.filling"
# Names of questions hold no colon, so that ours never meet theirs.
PREFIX = "sheet:"


@dataclass(frozen=True)
class Filling:
    """What is known of a sheet that is being filled; ``began`` is the server's own clock."""

    assessment: str
    code: str
    community: str
    language: str
    began: int
    consent: int | None = None
    asked: list[str] = field(default_factory=list)
    invitation: str = ""
    # The public id of the account that began, where accounts answer; answers of nobody else are sent with it.
    person: str = ""
    answers: dict[str, Any] = field(default_factory=dict)

    def signed(self) -> str:
        return signing.dumps(asdict(self), salt=SALT, compress=True)

    def with_page(self, page: FormPage, answers: Mapping[str, Any]) -> Filling:
        """The answers of a page in place of those that it had."""
        others = {name: value for name, value in self.answers.items() if name not in page.names}
        return replace(self, answers={**others, **answers})

    def sheet(self, community: Community | None, *, now: int, by: Any) -> Sheet:
        return Sheet(
            key=digest_of(self.code),
            answers=self.answers,
            community=community,
            language=self.language,
            consent_number=self.consent,
            asked_skills=self.asked,
            seconds=now - self.began,
            invitation=self.invitation,
            by=by,
        )


def read_filling(signed: str, assessment: Assessment) -> Filling | None:
    """None for what we did not sign, or not for this assessment."""
    try:
        filling = Filling(**signing.loads(signed, salt=SALT))
    except (signing.BadSignature, TypeError):
        return None
    return filling if filling.assessment == str(assessment.public_id) else None


class StartForm(forms.Form):
    """Who one is answering for, the age, and consent."""

    def __init__(self, data: Any = None, *, assessment: Assessment, communities: list[Community]) -> None:
        super().__init__(data)
        self.communities = {community.slug: community for community in communities}
        if len(communities) > 1:
            self.fields["community"] = forms.ChoiceField(
                label=_("Your community"),
                choices=[("", "---"), *((slug, str(each.name)) for slug, each in self.communities.items())],
            )
        age = {"age": assessment.minimum_age}
        self.fields["age"] = forms.BooleanField(
            label=_("I am %(age)d or older.") % age,
            error_messages={"required": _("Only people who are %(age)d or older can answer here.") % age},
        )
        self.fields["consent"] = forms.BooleanField(
            label=_("I have read this, and I want to answer."),
            error_messages={"required": _("We ask for your consent before you answer.")},
        )

    def add_prefix(self, field_name: str) -> str:
        return f"{PREFIX}{field_name}"

    @property
    def community(self) -> Community | None:
        """The chosen one, or the only one."""
        chosen = (
            self.cleaned_data.get("community", "") if "community" in self.fields else next(iter(self.communities), "")
        )
        return self.communities.get(chosen)
