"""Steps that several journeys share."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

SHOWS_FOCUS = """element => {
    const style = getComputedStyle(element);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
}"""


def sign_in(page: Page, name: str) -> None:
    """On the page of the local sign-in, as a person who was not here before."""
    page.locator("main form input[name=name]").fill(name)
    page.locator("main form").first.get_by_role("button").first.click()


def tab_to(page: Page, wanted: Locator, *, most: int = 150) -> None:
    """Press Tab until ``wanted`` has the focus and shows it; fails when it cannot be reached."""
    for _step in range(most):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            assert wanted.evaluate(SHOWS_FOCUS), "the focus cannot be seen"
            return
    raise AssertionError(f"{wanted} cannot be reached with the keyboard")
