"""People find their community, or bring it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import OpenPage
from .people import sign_in


@pytest.mark.parametrize(("locale", "words", "found"), [("pt", "suaíli", "suaíli"), ("ar", "السواحلية", "السواحلية")])
def test_reader_without_script_finds_a_community_in_their_own_words(open_page, locale, words, found):
    page = open_page("/", locale=locale, java_script_enabled=False)
    page.locator("header input[name=q]").fill(words)
    page.locator("header input[name=q]").press("Enter")
    expect(page).to_have_url(re.compile("/search/"))
    page.locator("main a[href='/communities/swwiki/']").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(found)
    page.locator("main a[href='/societies/TZ/sw/']").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(found)
    page.locator("main a[href='/communities/swwiki/']").first.click()
    expect(page).to_have_url(re.compile("/communities/swwiki/"))
    for _ in range(3):
        page.go_back()
    expect(page.locator("main input[name=q]")).to_have_value(words)


def test_community_that_somebody_adds_is_listed_by_a_moderator(open_page, server):
    server.run("user", "add", "Mira the moderator", "--administrator")
    added = add_community(open_page, "Saltmarsh Walkers", java_script_enabled=False)
    stranger = open_page("/communities/saltmarsh-walkers/")
    expect(stranger.get_by_role("heading", level=1)).not_to_contain_text("Saltmarsh")

    decide(open_page, "Saltmarsh Walkers")

    stranger.goto("/communities/?q=saltmarsh")
    stranger.get_by_role("link", name="Saltmarsh Walkers").click()
    expect(stranger.get_by_role("heading", level=1)).to_have_text("Saltmarsh Walkers")
    added.goto("/me/")
    expect(added.get_by_text("A community that you added is listed now.")).to_be_visible()


def add_community(open_page: OpenPage, name: str, **options: object) -> Page:
    page = open_page("/communities/add/", **options)
    sign_in(page, "Ravi of the marsh")
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("In one or two sentences").fill("We walk along the coast and describe what grows there.")
    page.get_by_label("Languages it works in").fill("Swahili")
    page.get_by_role("button", name="Send it to a moderator").click()
    expect(page.get_by_text("Please give a page that shows")).to_be_visible()
    expect(page.get_by_label("Name", exact=True)).to_have_value(name)
    page.get_by_label("A page that shows the territories").fill("https://example.org/walks")
    page.get_by_role("button", name="Send it to a moderator").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    return page


def decide(open_page: OpenPage, name: str) -> None:
    page = open_page("/communities/moderate/")
    page.get_by_role("button", name="Mira the moderator").click()
    card = page.locator("li.card", has_text=name)
    card.get_by_label("List it").check()
    card.get_by_role("button", name="Decide").click()
    expect(page.get_by_text(name)).to_have_count(0)
