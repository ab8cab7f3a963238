"""People sign up to an action line and do something at once."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from .people import sign_in

SIGN_UP = "/action-lines/global-approach/sign-up/"
SMALL_PHONE = {"width": 320, "height": 640}


@pytest.mark.parametrize("has_script", [True, False], ids=["with script", "without script"])
def test_half_filled_sign_up_survives_signing_in(open_page, has_script):
    page = open_page("/action-lines/", java_script_enabled=has_script)
    page.get_by_role("link", name="Global Approach for Local Skill Development").first.click()
    page.get_by_role("link", name="Sign up", exact=True).first.click()
    page.get_by_label("Hours a month").fill("3")
    page.get_by_label("Anything you want to add").fill("I can read proofs in the evening.")
    page.get_by_role("button", name="Go on: sign in, then confirm").click()

    sign_in(page, f"Ines {has_script}")

    expect(page.get_by_label("Hours a month")).to_have_value("3")
    expect(page.get_by_label("Anything you want to add")).to_have_value("I can read proofs in the evening.")
    page.get_by_role("button", name="Sign up", exact=True).click()
    expect(page.get_by_text("You have signed up. Your next step is here.")).to_be_visible()
    expect(page.get_by_role("heading", name="Your next step")).to_be_visible()
    withdraw(page)


def withdraw(page: Page) -> None:
    page.get_by_role("link", name="Withdraw").click()
    page.get_by_role("button", name="Withdraw").click()
    expect(page.locator(".tag", has_text="withdrawn").first).to_be_visible()


def test_sign_up_in_arabic_on_a_small_phone(open_page):
    page = open_page(SIGN_UP, locale="ar", java_script_enabled=False, viewport=SMALL_PHONE)
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.locator("[name=hours_a_month]").fill("2")
    page.locator("[name=remark]").fill("أحب أن أتعلم مع الآخرين.")
    page.locator("main form button.button:not(.quiet)").click()
    sign_in(page, "نور")
    expect(page.locator("[name=remark]")).to_have_value("أحب أن أتعلم مع الآخرين.")
    page.locator("main form button.button:not(.quiet)").click()
    expect(page).to_have_url(re.compile("/action-lines/mine/"))
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    # A next step stands there at once: an open task, or the word that a person answers.
    expect(page.locator("main section.card h3").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALL_PHONE["width"]


def test_sign_up_with_the_keyboard_alone(open_page):
    page = open_page("/me/sign-in/?next=" + SIGN_UP)
    sign_in(page, "Keya of the lines")
    expect(page).to_have_url(re.compile(SIGN_UP))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, "[name=hours_a_month]")
    page.keyboard.type("1")
    tab_to(page, "main form button.button:not(.quiet)")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    expect(page.get_by_text("You have signed up.")).to_be_visible()


def tab_to(page: Page, selector: str) -> None:
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
    pytest.fail(f"Eighty tabs do not reach {selector}")


def test_open_task_is_claimed_done_and_confirmed_by_somebody_else(open_page):
    page = open_page("/action-lines/tasks/", java_script_enabled=False)
    page.locator("main ul.plain > li a").first.click()
    address = page.url
    page.get_by_role("link", name="Sign in to claim it").click()
    sign_in(page, "Tomo who mends")
    page.get_by_role("button", name="I do this").click()
    page.get_by_label("What did you do?").fill("I looked it up and wrote it down.")
    page.get_by_role("button", name="It is done").click()
    expect(page.get_by_text("Somebody else looks at it, then it counts.")).to_be_visible()
    expect(page.get_by_role("button", name="I looked, it is done")).to_have_count(0)

    other = open_page(
        f"/me/sign-in/?next={address.partition('/action-lines')[1]}{address.partition('/action-lines')[2]}"
    )
    sign_in(other, "Lena who looks")
    other.get_by_role("button", name="I looked, it is done").click()
    expect(other.get_by_text("Thank you for looking.")).to_be_visible()
    expect(other.locator("dl.facts")).to_contain_text("confirmed")
