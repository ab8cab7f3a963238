"""Steps that several journeys share."""

from __future__ import annotations

from playwright.sync_api import Page


def sign_in(page: Page, name: str) -> None:
    """On the page of the local sign-in, as a person who was not here before."""
    page.locator("main form input[name=name]").fill(name)
    page.locator("main form").first.get_by_role("button").first.click()
