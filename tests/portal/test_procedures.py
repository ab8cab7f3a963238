"""How we know: every procedure has its page, every page tells the truth about its tests."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from mutirao.portal.queries.procedures import PROCEDURES

SLUGS = [procedure.slug for procedure in PROCEDURES]
TESTS = [Path(__file__).parents[1] / "mutirao_science", Path(__file__).parents[1] / "needs" / "releases"]


def test_every_explanation_has_its_page():
    assert sorted(SLUGS) == sorted(path.stem for path in settings.PROCEDURES.glob("*.md"))


@pytest.mark.django_db
def test_the_list_names_every_procedure_and_its_question(client: Client, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        page = client.get(reverse("portal:procedures")).text
    for procedure in PROCEDURES:
        assert f'href="{procedure.get_absolute_url()}"' in page
        assert str(procedure.question) in page


@pytest.mark.parametrize("slug", SLUGS)
def test_a_page_explains_in_english_and_says_so(client: Client, slug: str) -> None:
    page = client.get(reverse("portal:procedure", args=[slug]), {"uselang": "ar"}).text
    article = re.search(r'<article class="explanation" lang="en" dir="ltr">(.*?)</article>', page, re.DOTALL)
    assert article
    for heading in ("In plain words", "Assumptions", "When it fails", "How it was checked"):
        assert f"<h2>{heading}</h2>" in article[1]
    assert re.search("<h2>References?</h2>", article[1])
    assert "<h1>" not in article[1]
    assert page.count("<h1>") == 1
    assert 'class="notice"' in page


@pytest.mark.parametrize("slug", SLUGS)
def test_links_between_pages_lead_somewhere(client: Client, slug: str) -> None:
    page = client.get(reverse("portal:procedure", args=[slug])).text
    assert 'class="notice"' not in page
    inside = set(re.findall(r'href="(/how-we-know/[^"]*)"', page))
    assert [address for address in inside if client.get(address).status_code != 200] == []
    assert ".md" not in page


@pytest.mark.parametrize("slug", SLUGS)
def test_the_tests_that_a_page_names_exist(slug: str) -> None:
    written = "\n".join(path.read_text() for folder in TESTS for path in folder.glob("test_*.py"))
    named = set(re.findall(r"`(test_\w+)`", (settings.PROCEDURES / f"{slug}.md").read_text()))
    assert named
    assert {name for name in named if f"def {name}(" not in written} == set()


@pytest.mark.parametrize("slug", ["nothing", "borich.md", "%2e%2e", "..%2fneeds"])
def test_a_page_that_is_not_there_is_not_found(client: Client, slug: str) -> None:
    assert client.get(f"/how-we-know/{slug}/").status_code == 404


def test_every_page_leads_there(client: Client) -> None:
    assert 'href="/how-we-know/"' in client.get(reverse("portal:procedures")).text.split("<footer")[1]
