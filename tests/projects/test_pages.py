"""The list of projects and one project: honest about money, silent about people at risk, complete without script."""

import json
import re

import pytest
from django.utils.http import urlencode
from tests.factories.accounts import PersonFactory
from tests.factories.action_lines import ActionLineFactory
from tests.factories.movement import CommunityFactory, ProtectedTerritoryFactory, TerritoryFactory
from tests.factories.projects import AmountFactory, IndividualProjectFactory, ProjectFactory
from tests.factories.societies import SocietyFactory

from mutirao.base.paging import CARDS_A_PAGE
from mutirao.base.panels import panels_for
from mutirao.projects import queries
from mutirao.projects.states import AmountKind, Listing

pytestmark = pytest.mark.django_db

HOSTILE = ["<script>alert(1)</script>", "\u202eabc", "\x00", "x" * 20_000, "%00", "\ud7ff", "'; drop table"]


@pytest.mark.parametrize("n", [1, 3, 100])
def test_list_takes_as_many_queries_whatever_its_length(n, client, django_assert_num_queries):
    line = ActionLineFactory()
    for number in range(n):
        place = TerritoryFactory(slug=f"{chr(65 + number // 26)}{chr(65 + number % 26)}")
        AmountFactory(project=ProjectFactory(action_lines=[line], territories=[place], programme="rapid-fund"))

    with django_assert_num_queries(13):
        response = client.get("/projects/")

    assert response.status_code == 200
    assert len(response.context["page"].object_list) == min(n, CARDS_A_PAGE)


@pytest.mark.parametrize("n", [1, 3, 100])
def test_project_takes_as_many_queries_whatever_hangs_on_it(n, client, django_assert_num_queries):
    project = ProjectFactory(communities=[CommunityFactory() for _ in range(n)])

    with django_assert_num_queries(9):
        assert client.get(project.get_absolute_url()).status_code == 200


def test_list_says_that_it_is_incomplete_and_shows_amounts_apart(client):
    project = ProjectFactory(title="Peers in Examples")
    AmountFactory(project=project, value="1000", currency="USD")
    AmountFactory(project=project, amount_kind=AmountKind.SPENT, value="900.25", currency="USD")
    AmountFactory(project=project, amount_kind=AmountKind.REQUESTED, value="7", currency="")

    html = client.get("/projects/").content.decode()

    assert "1 project is known to us, funded or not. The list is incomplete." in html
    for shown in ("awarded: <bdi>1,000 USD</bdi>", "spent: <bdi>900.25 USD</bdi>", "7</bdi> (currency not stated)"):
        assert shown in html
    assert "1,900" not in html


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("line=global", ["lined"]),
        ("status=not_funded", ["refused"]),
        ("programme=rapid-fund", ["rapid"]),
        ("territory=KE", ["kenyan"]),
        ("year=2019", ["old"]),
        ("scope=adjacent", ["near"]),
        ("q=PEERS", ["peers"]),
        ("q=wikipeople", ["led"]),
        ("status=not_funded&year=2019", []),
        ("line=unknown", []),
    ],
)
def test_filters_find_what_they_name(query, found, client):
    ProjectFactory(slug="lined", action_lines=[ActionLineFactory(slug="global")])
    ProjectFactory(slug="refused", status="not_funded")
    ProjectFactory(slug="rapid", programme="rapid-fund")
    ProjectFactory(slug="kenyan", territories=[TerritoryFactory()])
    ProjectFactory(slug="old", start_date="2019-03-02")
    ProjectFactory(slug="near", scope_kind="adjacent")
    ProjectFactory(slug="peers", title="Peers everywhere")
    ProjectFactory(slug="led", lead="Wikipeople Group")

    response = client.get(f"/projects/?{query}")

    assert [project.slug for project in response.context["page"]] == found
    if not found:
        assert "Leave one filter out" in response.content.decode()


@pytest.mark.parametrize("name", ["q", "line", "status", "programme", "territory", "year", "scope", "page"])
@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_hostile_filters_are_answered(name, number, client):
    ProjectFactory()

    response = client.get(f"/projects/?{urlencode({name: HOSTILE[number]})}")

    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_people_in_a_protected_territory_are_found_nowhere(client):
    iran = ProtectedTerritoryFactory(tile_row=1, tile_column=1)
    IndividualProjectFactory(slug="hidden", territories=[iran], title="By a person")
    ProjectFactory(slug="open", territories=[iran], title="By an organisation")

    page = client.get("/projects/hidden/").content.decode()
    found = client.get("/projects/?territory=IR").context["page"]

    assert "Iran" not in page
    assert "Two towns" not in page
    assert [project.slug for project in found] == ["open"]
    assert [project.slug for project in queries.in_territory(iran)] == ["open"]
    assert [row.n_projects for row in queries.territories_with_projects()] == [1]
    assert [row.project.slug for row in queries.places_for_export()] == ["open"]
    where = dict(queries.for_export().values_list("slug", "shown_where"))
    assert (where["hidden"], str(where["open"])) == (None, "Two towns")


def test_a_protected_territory_without_organisations_is_not_published_on_the_map(client):
    IndividualProjectFactory(territories=[ProtectedTerritoryFactory(tile_row=1, tile_column=1)])
    TerritoryFactory(tile_row=1, tile_column=2)

    html = client.get("/projects/").content.decode()

    assert "Iran (IR): not published</title>" in html
    assert "Kenya (KE): 0</title>" in html


def test_page_says_individual_where_a_person_leads(client):
    project = IndividualProjectFactory()

    assert "individual" in client.get(project.get_absolute_url()).content.decode()


def test_page_states_its_facts_for_machines_and_cannot_be_broken_out_of(client):
    project = ProjectFactory(title="</script><script>alert(1)</script>&", territories=[TerritoryFactory()])
    AmountFactory(project=project)
    AmountFactory(project=project, amount_kind=AmountKind.SPENT)

    html = client.get(project.get_absolute_url()).content.decode()

    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    facts = json.loads(block)
    assert facts["name"]["@value"] == "</script><script>alert(1)</script>&"
    assert facts["areaServed"] == [{"@type": "Place", "name": "Kenya"}]
    assert [grant["amount"]["value"] for grant in facts["funding"]] == ["1234.50"]
    assert "<script>alert" not in html


@pytest.mark.parametrize("language", ["en", "pt", "es", "fr", "ar", "hi"])
def test_pages_open_in_every_language(language, client):
    project = ProjectFactory(start_date="2024-05-02", end_date="2024-06")

    assert client.get(f"/projects/?uselang={language}").status_code == 200
    assert client.get(f"{project.get_absolute_url()}?uselang={language}").status_code == 200


def test_a_date_is_shown_as_exactly_as_it_is_known(client):
    project = ProjectFactory(start_date="2024-05", end_date="2025-01-31")

    assert "May 2024 to January 31, 2025" in client.get(project.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("who", "state", "status"),
    [
        ("stranger", Listing.LISTED, 200),
        ("stranger", Listing.WITHDRAWN, 404),
        ("person", Listing.WITHDRAWN, 404),
        ("administrator", Listing.WITHDRAWN, 200),
        ("stranger", Listing.MERGED, 301),
        ("administrator", Listing.MERGED, 301),
    ],
)
def test_only_what_is_listed_is_public(who, state, status, client):
    other = ProjectFactory()
    project = ProjectFactory(state=state, merged_into=other if state == Listing.MERGED else None)
    if who != "stranger":
        client.force_login(PersonFactory(is_administrator=who == "administrator"))

    assert client.get(project.get_absolute_url()).status_code == status
    shown = {row.slug for row in client.get("/projects/").context["page"]}
    assert (project.slug in shown) is (state == Listing.LISTED)


def test_unknown_project_is_not_found(client):
    assert client.get("/projects/no-such-thing/").status_code == 404


@pytest.mark.parametrize("slot", ["territory", "society", "community", "action_line"])
def test_panels_name_the_projects_of_their_page(slot, client, django_assert_num_queries):
    place, line, community = TerritoryFactory(), ActionLineFactory(), CommunityFactory()
    ProjectFactory(territories=[place], action_lines=[line], communities=[community])
    ProjectFactory(state=Listing.WITHDRAWN, territories=[place], action_lines=[line], communities=[community])
    subjects = {"territory": place, "society": SocietyFactory(territory=place)}
    subject = (subjects | {"community": community, "action_line": line})[slot]
    (panel,) = [each for each in panels_for(slot) if each.template.startswith("projects/")]

    with django_assert_num_queries(1):
        shown = panel.build(subject, None)

    assert len(shown.get("rows", [])) or shown["n"] == 1


def test_pins_of_an_action_line_lead_to_our_pages(client):
    from mutirao.action_lines.models import Pin

    line = ActionLineFactory()
    project = ProjectFactory(external_id="P900")
    copied = {"action_line": line, "pin_kind": "project", "position": 1, "address": "https://example.org/there"}
    Pin.objects.create(external_id="P900", title="Ours", **copied)
    Pin.objects.create(external_id="P901", title="Not ours", **copied)

    html = client.get(line.get_absolute_url()).content.decode()

    assert f'<a href="{project.get_absolute_url()}"><bdi>Ours</bdi></a>' in html
    assert "https://example.org/there" in html
