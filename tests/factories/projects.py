"""Projects and what they cost."""

from __future__ import annotations

from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from mutirao.action_lines.states import ProjectStatus
from mutirao.base.text import text_of
from mutirao.projects.models import Amount, Project
from mutirao.projects.states import AmountKind, LeadKind, ScopeKind


class ProjectFactory(DjangoModelFactory[Project]):
    """A funded project of an organisation."""

    class Meta:
        model = Project
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"project-{n}")
    external_id = factory.Sequence(lambda n: f"X{n}")
    title = factory.Sequence(lambda n: f"Project {n} of Examples")
    topic = text_of(en="Learning to teach")
    lead = "Example Organisation"
    lead_kind = LeadKind.ORGANISATION
    scope = text_of(en="Two towns")
    start_date = "2024-05"
    status = ProjectStatus.FUNDED
    address = "https://meta.wikimedia.org/wiki/Example"
    scope_kind = ScopeKind.SKILLS

    @factory.post_generation
    def territories(self: Project, create: bool, given: list[object] | None) -> None:
        self.territories.set(given or [])

    @factory.post_generation
    def action_lines(self: Project, create: bool, given: list[object] | None) -> None:
        self.action_lines.set(given or [])

    @factory.post_generation
    def communities(self: Project, create: bool, given: list[object] | None) -> None:
        self.communities.set(given or [])


class IndividualProjectFactory(ProjectFactory):
    """Led by a person, who is not named."""

    lead = ""
    lead_kind = LeadKind.INDIVIDUAL


class AmountFactory(DjangoModelFactory[Amount]):
    class Meta:
        model = Amount

    project = factory.SubFactory(ProjectFactory)
    amount_kind = AmountKind.AWARDED
    value = Decimal("1234.50")
    currency = "USD"
    source_url = "https://meta.wikimedia.org/wiki/Example/Report"
