"""The page that finds everything public."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from tests.factories.accounts import PersonFactory
from tests.factories.action_lines import ActionLineFactory
from tests.factories.movement import CommunityFactory, ProposalFactory
from tests.factories.skills import SkillFactory

from mutirao.base import search
from mutirao.base.text import text_of
from mutirao.portal.views.search import SEARCHES_A_MINUTE

pytestmark = pytest.mark.django_db


@pytest.fixture
def indexed() -> None:
    SkillFactory(slug="moderation", name=text_of(en="Moderation", pt="Moderação", ar="إدارة النقاش"))
    CommunityFactory(slug="friends", name=text_of(en="Friends of Moderation"), description=text_of(en="We meet."))
    ProposalFactory(slug="secret", name=text_of(en="Secret moderation"))
    search.rebuild()


def test_results_are_marked_and_name_their_kind(client: Client, indexed: None) -> None:
    page = client.get("/search/", {"q": "moderat"})
    assert page.status_code == 200
    assert '<a href="/skills/moderation/" lang="en" dir="ltr"><mark>Moderation</mark></a>' in page.text
    assert "Friends of <mark>Moderation</mark>" in page.text
    assert "2 results for <bdi>moderat</bdi>" in page.text
    assert "secret" not in page.text.casefold()


def test_what_is_shown_in_another_language_says_why_it_is_here(client: Client, indexed: None) -> None:
    page = client.get("/search/", {"q": "إدارة", "uselang": "en"}).text
    assert '<p class="small" lang="ar" dir="rtl"><mark>إدارة</mark> النقاش</p>' in page


def test_filters_count_and_keep_what_they_promise(client: Client, indexed: None) -> None:
    page = client.get("/search/", {"q": "moderation"}).text
    assert '<option value="skill">Skills (1)</option>' in page
    assert '<option value="pt">Portuguese (1)</option>' in page
    only = client.get("/search/", {"q": "moderation", "kind": "skill", "language": "pt"}).text
    assert '<option value="skill" selected>Skills (1)</option>' in only
    assert '<option value="pt" selected>Portuguese (1)</option>' in only
    assert "friends" not in only
    none = client.get("/search/", {"q": "moderation", "kind": "community", "language": "pt"}).text
    assert "Nothing fits" in none
    assert "The same words without filters" in none


def test_a_proposer_does_not_find_their_own_secret(client: Client, indexed: None) -> None:
    proposal = ProposalFactory(proposed_by=PersonFactory(), name=text_of(en="Quiet group"))
    search.index(proposal)
    client.force_login(proposal.proposed_by)
    assert "Nothing fits" in client.get("/search/", {"q": "quiet group"}).text


def test_a_slip_and_too_many_words_are_said(client: Client, indexed: None) -> None:
    assert "very near" in client.get("/search/", {"q": "moderatoin"}).text
    some = client.get("/search/", {"q": "friends of the moderation in antarctica"}).text
    assert "These have some of them" in some
    assert "Friends" in some


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("x" * 10_000, "first 200 characters"),
        ("wiki " * 2_000, "first 200 characters"),
        ("?!… «»", "Nothing fits"),
        ("\x00\x01\u202e", "everything public"),
        ("\u202emoderation\u2069", "2 results for <bdi>moderation</bdi>"),
        ("%' OR 1=1 --", "Nothing fits"),
        ('"><script>alert(7)</script>', "&lt;script&gt;"),
        ("عربية moderation 日本", "<bdi>عربية moderation 日本</bdi>"),
        ("\ud800", "everything public"),
        ("x" * 64 + " y", "Nothing fits"),
    ],
    ids=["long", "words", "marks", "control", "bidi", "sql", "script", "mixed", "surrogate", "cut"],
)
def test_hostile_questions_get_a_clear_page(client: Client, indexed: None, question: str, said: str) -> None:
    address = "/search/?q=%ED%A0%80" if question == "\ud800" else "/search/"
    page = client.get(address) if question == "\ud800" else client.get(address, {"q": question})
    assert page.status_code == 200
    assert said in page.text or question == "\ud800"
    assert "<script>" not in page.text


@pytest.mark.parametrize("page", ["0", "-1", "x", "999999", "9" * 30, "²", "1e3", "\x00"], ids=range(8))
def test_any_page_number_gives_a_page(client: Client, indexed: None, page: str) -> None:
    asked = {"q": "moderation", "page": page, "kind": "\x00"}
    assert "Friends" in client.get("/search/", asked).text
    assert "Nothing fits" in client.get("/search/", {**asked, "language": "\x00"}).text


def test_pages_follow_each_other_without_gap_or_repetition(client: Client) -> None:
    SkillFactory.create_batch(45, name=text_of(en="Sourcing"))
    search.rebuild()
    found: list[str] = []
    for number in ("1", "2", "3"):
        page = client.get("/search/", {"q": "sourcing", "page": number})
        found += [result.address for result in page.context["results"]]
    assert len(found) == len(set(found)) == 45


def test_who_searches_without_end_is_asked_to_wait(client: Client, noon: Any) -> None:
    for _ in range(SEARCHES_A_MINUTE):
        assert client.get("/search/", {"q": "wiki"}).status_code == 200
    refused = client.get("/search/", {"q": "wiki"})
    assert (refused.status_code, "too often" in refused.text) == (429, True)
    assert client.get("/search/").status_code == 200


@pytest.mark.parametrize("n", [1, 3, 100])
def test_a_page_of_one_kind_needs_a_fixed_number_of_queries(
    client: Client, django_assert_num_queries: Any, n: int
) -> None:
    SkillFactory.create_batch(n, name=text_of(en="Sourcing"))
    search.rebuild()
    with django_assert_num_queries(6):
        assert client.get("/search/", {"q": "sourcing"}).context["found"].n_all == n


def test_each_further_kind_costs_one_query(client: Client, django_assert_num_queries: Any) -> None:
    SkillFactory(name=text_of(en="Sourcing"))
    ActionLineFactory(name=text_of(en="Sourcing"))
    CommunityFactory(name=text_of(en="Sourcing"))
    search.rebuild()
    with django_assert_num_queries(8):
        client.get("/search/", {"q": "sourcing"})


def test_every_page_has_the_search_box(client: Client) -> None:
    assert '<form class="search" action="/search/" role="search">' in client.get("/support/").text
