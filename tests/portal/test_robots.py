"""What programs that read the whole site are told, and the map that they follow."""

from xml.etree import ElementTree

import pytest
from tests.factories.movement import (
    CommunityFactory,
    DeclarationFactory,
    ProposalFactory,
    ProtectedTerritoryFactory,
    TerritoryFactory,
    WikiCommunityFactory,
)
from tests.factories.skills import SkillFactory
from tests.factories.societies import SocietyFactory

from mutirao.portal import sitemap

pytestmark = pytest.mark.django_db
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
LINK = "{http://www.w3.org/1999/xhtml}link"
HERE = "http://127.0.0.1:8000"


def listed(client, path):
    """The addresses on a page of the map, without our own beginning."""
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/xml; charset=utf-8")
    found = [each.text for each in ElementTree.fromstring(answer.content).iter(LOC)]
    assert all(address.startswith(f"{HERE}/") for address in found)
    return [address.removeprefix(HERE) for address in found]


def everything(client):
    return [address for page in listed(client, "/sitemap.xml") for address in listed(client, page)]


def test_public_robots_may_read_all_but_people_and_forms(client, settings):
    settings.LOCAL = False
    settings.MUTIRAO = {**settings.MUTIRAO, "HOSTS": "mutirao.example,other.example"}
    answer = client.get("/robots.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    lines = answer.text.splitlines()
    assert lines[0] == "User-agent: *"
    assert {"Disallow: /me/", "Disallow: /action-lines/people/"} <= set(lines)
    assert "Disallow: /" not in lines
    assert lines[-1] == "Sitemap: https://mutirao.example/sitemap.xml"


@pytest.mark.parametrize("values", [{"LOCAL": True}, {"LOCAL": False, "DEMONSTRATION": True}])
def test_no_robot_reads_a_demonstration_or_somebodys_own_machine(client, settings, values):
    settings.LOCAL = values["LOCAL"]
    settings.MUTIRAO = {**settings.MUTIRAO, **values, "HOSTS": "mutirao.example"}
    assert "Disallow: /\n" in client.get("/robots.txt").text


def test_the_map_leads_to_pages_that_everybody_sees(client):
    SocietyFactory()
    SkillFactory()
    WikiCommunityFactory()
    addresses = everything(client)
    assert len(addresses) == len(set(addresses)) > len(sitemap.PAGES) + 4
    for address in addresses:
        assert client.get(address).status_code == 200, address


def test_what_is_hidden_stands_on_no_map(client):
    shown, hidden = CommunityFactory(), CommunityFactory()
    DeclarationFactory(community=hidden, territory=ProtectedTerritoryFactory())
    for state in ("proposed", "refused", "merged"):
        ProposalFactory(state=state)
    communities = [address for address in everything(client) if address.startswith("/communities/")]
    assert communities == ["/communities/", "/communities/where/", shown.get_absolute_url()]


def test_each_address_stands_there_in_every_language(client):
    TerritoryFactory()
    root = ElementTree.fromstring(client.get("/sitemap-territory-1.xml").content)
    links = {link.get("hreflang"): link.get("href") for link in root.iter(LINK)}
    assert links == {
        "x-default": f"{HERE}/societies/KE/",
        **{code: f"{HERE}/societies/KE/?uselang={code}" for code in ("en", "pt", "es", "fr", "ar", "hi")},
    }


@pytest.mark.parametrize("n_rows", [1, 3, 100])
def test_pages_take_as_many_queries_for_any_number(client, django_assert_num_queries, n_rows):
    CommunityFactory.create_batch(n_rows)
    for number in range(n_rows):
        SocietyFactory(slug=f"ke-{number}", territory=TerritoryFactory(slug=f"T{number}"))
    with django_assert_num_queries(len(sitemap.SECTIONS)):
        client.get("/sitemap.xml")
    for kind in ("community", "society", "territory"):
        with django_assert_num_queries(1):
            client.get(f"/sitemap-{kind}-1.xml")


def test_long_sections_are_turned_page_by_page(client, monkeypatch):
    monkeypatch.setattr(sitemap, "PAGE_SIZE", 2)
    communities = CommunityFactory.create_batch(5)
    pages = [page for page in listed(client, "/sitemap.xml") if "community" in page]
    assert pages == [f"/sitemap-community-{number}.xml" for number in (1, 2, 3)]
    found = [address for page in pages for address in listed(client, page)]
    assert sorted(found) == sorted(community.get_absolute_url() for community in communities)


@pytest.mark.parametrize(
    "page", ["community-2", "community-0", f"community-{'9' * 25}", "person-1", "comment-1", "x-1"]
)
def test_there_is_no_other_page(client, page):
    assert client.get(f"/sitemap-{page}.xml").status_code == 404


@pytest.mark.parametrize(
    ("contact", "address"),
    [
        ("team@mutirao.example", "mailto:team@mutirao.example"),
        ("https://mutirao.example/us", "https://mutirao.example/us"),
    ],
)
def test_whoever_runs_it_is_reached_from_each_page_and_by_who_found_a_weakness(
    client, settings, noon, contact, address
):
    settings.MUTIRAO = {**settings.MUTIRAO, "CONTACT": contact}
    answer = client.get("/.well-known/security.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.text == f"Contact: {address}\nExpires: 2026-12-22T00:00:00Z\nPreferred-Languages: en\n"
    assert f'<a href="{address}">Write to us</a>' in client.get("/skills/").text


def test_nobody_is_named_where_nobody_said(client):
    assert client.get("/.well-known/security.txt").status_code == 404
    assert "Write to us" not in client.get("/").text


def test_each_page_links_to_the_source_code_that_runs(client, settings):
    settings.MUTIRAO = {**settings.MUTIRAO, "SOURCE_CODE": "https://code.example/mutirao"}
    for page in ("/", "/skills/", "/me/sign-in/", "/no-such-page/"):
        assert '<a href="https://code.example/mutirao">Source code' in client.get(page).text
