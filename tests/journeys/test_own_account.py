"""Somebody comes, looks at what we know of them, and goes for good."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from .people import sign_in


def test_person_erases_their_account(open_page):
    page = open_page("/me/", java_script_enabled=False)
    sign_in(page, "Noor of the delta")
    expect(page).to_have_url(re.compile("/me/"))

    page.goto("/me/data/")
    page.get_by_role("link", name="Erase my account").click()
    page.get_by_label("name", exact=False).last.fill("somebody else")
    page.get_by_role("button", name="Erase my account for good").click()
    expect(page.locator(".wrong")).to_be_visible()
    page.locator("main input[type=text]").fill("Noor of the delta")
    page.get_by_role("button", name="Erase my account for good").click()

    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    page.goto("/me/sign-in/")
    expect(page.get_by_text("Noor of the delta")).to_have_count(0)


def test_keyboard_alone_reaches_content_and_signs_in(open_page):
    page = open_page("/me/sign-in/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    field = page.locator("main input[type=text]")
    expect(field).to_be_focused()
    assert field.evaluate("each => getComputedStyle(each).outlineStyle") != "none"
    page.keyboard.type("Keya of the keys")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/me/"))
