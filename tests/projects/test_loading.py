"""The 39 projects that ship: their amounts by kind, no person's name, and what a person corrected stays."""

from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from mutirao.base import clock
from mutirao.projects.models import Amount, Project
from mutirao.projects.states import LeadKind
from mutirao.sources.loading import load_files, loader_named
from mutirao.sources.models import Edition

pytestmark = pytest.mark.django_db


NEEDED = ("sources", "languages", "territories", "affiliates", "action_lines", "demands", "projects", "project_amounts")


def load(name):
    chosen = loader_named(name)
    return load_files(chosen, {file: Path(settings.FACTS) / file for file in chosen.files})


def load_again(name):
    """As if the file had changed: what is loaded already is forgotten first."""
    Edition.objects.filter(loader=name).update(is_current=False)
    return load(name)


@pytest.fixture
def loaded(db):
    for name in NEEDED:
        load(name)


def test_all_projects_are_loaded_with_their_links(loaded):
    assert Project.objects.count() == 39
    exchange = Project.objects.get(external_id="P001")
    assert [line.slug for line in exchange.action_lines.all()] == ["global-approach"]
    assert {demand.slug for demand in exchange.demands.all()} == {"mapping-assets-and-needs", "matching-peers"}
    assert [territory.slug for territory in exchange.territories.all()] == ["BR"]
    assert [community.slug for community in exchange.communities.all()] == ["grupo-de-usuarios-wiki-movimento-brasil"]
    assert (exchange.start_date, exchange.end_date, exchange.status) == ("2023-06-12", "2025-06-03", "funded")


def test_amounts_keep_kind_and_currency_apart(loaded):
    amounts = Amount.objects.filter(project__external_id="P024").values_list("amount_kind", "currency", "value")

    assert sorted(amounts) == [
        ("awarded", "USD", Decimal("4575.92")),
        ("spent", "INR", Decimal("323758.56")),
        ("spent", "USD", Decimal("3927.93")),
    ]


def test_a_currency_that_the_page_does_not_name_stays_unknown(loaded):
    assert Amount.objects.get(project__external_id="P021", amount_kind="awarded").currency == ""


def test_only_organisations_are_named(loaded):
    assert set(Project.objects.exclude(lead="").values_list("lead_kind", flat=True)) == {LeadKind.ORGANISATION}
    assert Project.objects.filter(lead_kind=LeadKind.INDIVIDUAL, lead="").count() == 10


def test_what_a_person_corrected_survives_a_new_reading_of_the_file(loaded):
    project = Project.objects.get(external_id="P001")
    project.title, project.corrected_at = "A better title", clock.now()
    project.save()
    project.territories.clear()
    project.amounts.all().delete()

    load_again("projects")
    load_again("project_amounts")

    project.refresh_from_db()
    assert project.title == "A better title"
    assert project.territories.count() == 0
    assert project.amounts.count() == 0
    assert Project.objects.count() == 39


def test_the_same_file_is_not_read_twice(loaded):
    assert load("projects") == []
    assert load("project_amounts") == []
