"""Earlier assessments: what their pages state, and silence where they are silent."""

from pathlib import Path

import pytest
from django.conf import settings
from django.utils.http import urlencode
from tests.factories.movement import CommunityFactory, DeclarationFactory, TerritoryFactory
from tests.factories.needs import EarlierAssessmentFactory
from tests.factories.societies import SocietyFactory

from mutirao.base.panels import panels_for
from mutirao.base.text import text_of
from mutirao.movement.states import DeclarationState
from mutirao.needs.models import EarlierAssessment
from mutirao.sources.loading import load_files, loader_named

pytestmark = pytest.mark.django_db

HOSTILE = ["<script>alert(1)</script>", "\u202eabc", "\x00", "x" * 20_000, "%00", '"', "\ud7ff"]


@pytest.fixture
def loaded(db):
    for name in ("sources", "languages", "territories", "needs_assessments"):
        chosen = loader_named(name)
        load_files(chosen, {file: Path(settings.FACTS) / file for file in chosen.files})


def test_all_of_them_are_loaded(loaded):
    assert EarlierAssessment.objects.count() == 22
    survey = EarlierAssessment.objects.get(slug="community-capacity-and-needs-survey")
    assert sorted(territory.slug for territory in survey.territories.all()) == ["BI", "CD", "RW"]
    assert (survey.start_date, survey.languages, survey.n_answered) == ("2022-06-16", ["en", "fr"], None)
    assert str(survey.used_for).startswith("Great Lakes Strategy 2030")


def test_only_what_a_source_states_is_a_finding(loaded):
    stated = [row.slug for row in EarlierAssessment.objects.order_by("slug") if row.finding]
    assert stated == ["ldp-feedback", "movement-strategy-prioritization"]


@pytest.mark.parametrize("n", [1, 3, 100])
def test_list_takes_five_queries(n, client, django_assert_num_queries):
    place = TerritoryFactory()
    for _ in range(n):
        EarlierAssessmentFactory(territories=[place])

    with django_assert_num_queries(5):
        response = client.get("/needs/earlier/")

    assert len(response.context["page"].object_list) == min(n, 50)


def test_page_says_where_the_source_is_silent(client):
    shown = EarlierAssessmentFactory(finding=text_of(en="They asked for mentors."), n_answered=11)

    html = client.get(shown.get_absolute_url()).content.decode()

    assert "They asked for mentors." in html
    assert "<dd>11</dd>" in html
    assert html.count("not stated in our source") == 5


@pytest.mark.parametrize(
    ("query", "found"),
    [("territory=KE", ["here"]), ("language=pt", ["spoken"]), ("territory=KE&language=pt", []), ("language=p", [])],
)
def test_filters_find_what_they_name(query, found, client):
    EarlierAssessmentFactory(slug="here", territories=[TerritoryFactory()])
    EarlierAssessmentFactory(slug="spoken", languages=["en", "pt"])

    response = client.get(f"/needs/earlier/?{query}")

    assert [row.slug for row in response.context["page"]] == found
    if not found:
        assert "Leave one filter out" in response.content.decode()


@pytest.mark.parametrize("name", ["territory", "language", "page"])
@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_hostile_filters_are_answered(name, number, client):
    EarlierAssessmentFactory()

    response = client.get(f"/needs/earlier/?{urlencode({name: HOSTILE[number]})}")

    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


@pytest.mark.parametrize("slot", ["territory", "society", "community"])
@pytest.mark.parametrize("n", [1, 3, 100])
def test_panel_shows_what_was_said_about_the_place_in_one_query(slot, n, django_assert_num_queries):
    place = TerritoryFactory()
    for _ in range(n):
        EarlierAssessmentFactory(territories=[place, TerritoryFactory(slug="TZ", name_en="Tanzania")])
    EarlierAssessmentFactory()
    community = CommunityFactory()
    for code in ("KE", "TZ"):
        DeclarationFactory(community=community, territory=TerritoryFactory(slug=code))
    subjects = {"territory": place, "society": SocietyFactory(territory=place), "community": community}
    (panel,) = [each for each in panels_for(slot) if each.template == "needs/panels/earlier.html"]

    with django_assert_num_queries(1):
        shown = panel.build(subjects[slot], None)

    assert len(shown["rows"]) == min(n, 10)


def test_a_community_sees_only_what_is_about_places_that_it_declares(client):
    EarlierAssessmentFactory(territories=[TerritoryFactory()])
    community = CommunityFactory()
    DeclarationFactory(
        community=community,
        territory=TerritoryFactory(),
        state=next(state for state in DeclarationState if state != DeclarationState.DECLARED),
    )

    assert "What earlier work said" not in client.get(community.get_absolute_url()).content.decode()


def test_unknown_assessment_is_not_found(client):
    assert client.get("/needs/earlier/no-such-thing/").status_code == 404


@pytest.mark.parametrize("language", ["en", "pt", "es", "fr", "ar", "hi"])
def test_pages_open_in_every_language(language, client):
    shown = EarlierAssessmentFactory()

    assert client.get(f"/needs/earlier/?uselang={language}").status_code == 200
    assert client.get(f"{shown.get_absolute_url()}?uselang={language}").status_code == 200
