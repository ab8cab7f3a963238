"""What holds on every type of page: accessible, no wider than a small phone, targets that a finger can hit."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from .conftest import OpenPage
from .page_types import OWN_PAGE_TYPES, PAGE_TYPES
from .people import sign_in

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PHONE = {"viewport": {"width": 320, "height": 640}}
TOO_WIDE = """() => [...document.querySelectorAll("body *")].filter(each => {
    const box = each.getBoundingClientRect();
    const within = each.closest(".table-frame, .scroll, table, svg, .hidden, .skip");
    return !within && box.width > 0 && (box.right > innerWidth + 1 || box.left < -1);
}).map(each => each.outerHTML.slice(0, 120)).slice(0, 3)"""
SMALL_TARGETS = """() => [...document.querySelectorAll("button, summary, nav a, .account a, .button, input, select")]
    .filter(each => each.checkVisibility() && !["hidden", "checkbox", "radio"].includes(each.type))
    .filter(each => { const box = each.getBoundingClientRect(); return box.height < 44 || box.width < 44; })
    .map(each => each.outerHTML.slice(0, 120))"""


def all_pages(open_page: OpenPage, **options: object) -> Iterator[tuple[str, Page]]:
    """Every type of page in turn, on one visitor's screen, signed in for the last ones."""
    page = open_page("/me/sign-in/", **options)
    yield from opened(page, PAGE_TYPES)
    page.goto("/me/sign-in/")
    sign_in(page, "Dalia of the pages")
    yield from opened(page, OWN_PAGE_TYPES)


def opened(page: Page, addresses: dict[str, str]) -> Iterator[tuple[str, Page]]:
    for name, path in addresses.items():
        answer = page.goto(path)
        assert answer is not None
        assert (path, answer.status) == (path, 404 if name == "not found" else 200)
        yield name, page


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options=WCAG).response["violations"]
    return [f"{each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize(
    "options", [{}, {"color_scheme": "dark"}, {"locale": "ar"}], ids=["light", "dark", "right to left"]
)
def test_no_page_has_an_accessibility_violation(open_page, options):
    # axe is a script of its own, which our policy would refuse.
    found = {name: violations(page) for name, page in all_pages(open_page, bypass_csp=True, **options)}
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.parametrize("language", ["en", "ar", "hi"])
def test_no_page_scrolls_sideways_on_a_small_phone(open_page, language):
    found = {name: wider_than_screen(page) for name, page in all_pages(open_page, locale=language, **PHONE)}
    assert {name: wide for name, wide in found.items() if wide} == {}


def wider_than_screen(page: Page) -> list[str]:
    scrolls = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return page.evaluate(TOO_WIDE) or ["the page itself"] if scrolls else []


def test_targets_are_large_enough_for_a_finger(open_page):
    found = {name: page.evaluate(SMALL_TARGETS) for name, page in all_pages(open_page, **PHONE)}
    assert {name: small for name, small in found.items() if small} == {}
