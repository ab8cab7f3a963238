"""Answering: offline and once, on one phone for many people, and without a script in a right-to-left language."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Page, expect

from .conftest import Server
from .test_every_page import PHONE, SMALL_TARGETS, violations, wider_than_screen

ROOT = Path(__file__).parents[2]
SETTINGS = {"DJANGO_SETTINGS_MODULE": "mutirao.settings"}
MAKE = """
import django
django.setup()
from tests.factories.needs_answers import open_assessment
print(open_assessment().public_id)
"""
MAKE_WHOLE = """
import django
django.setup()
from mutirao.needs.models import Questionnaire
from tests.factories.needs_answers import open_assessment
standard = Questionnaire.objects.filter(is_standard=True)[0]
made = open_assessment(questionnaire=standard, languages=standard.languages, design="blocks", skills_each=14)
print(made.public_id, *made.languages)
"""
MOST_BYTES = 100_000
COUNT = """
import django
django.setup()
from mutirao.needs.models import Submission
print(Submission.objects.filter(assessment__public_id="{assessment}").count())
"""
NO_ROOM = """IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); };"""


def run(server: Server, code: str) -> str:
    """In a process of its own: Django's database cannot be used beside Playwright."""
    settings = {**server.settings, **SETTINGS}
    done = subprocess.run(
        [sys.executable, "-c", code], env=settings, cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.fixture
def assessment(server: Server) -> str:
    return run(server, MAKE)


def fill_in(page: Page, wish: str) -> None:
    """From the first page of a device to the last, and send."""
    for box in ("I am 18 or older.", "I have read this, and I want to answer."):
        page.get_by_label(box).check()
    page.locator("#next").click()
    page.get_by_role("group", name="How important").first.get_by_label("4").check()
    page.locator("#next").click()
    page.get_by_label("Organiser").check()
    page.get_by_label("What do you wish?").fill(wish)
    page.locator("#next").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()


def test_answers_wait_on_a_device_and_send_themselves_once(open_page, server, assessment):
    page = open_page(f"/answer/{assessment}/device/?uselang=en", **PHONE)
    expect(page.get_by_text("This form is kept on this device.")).to_be_visible()
    page.context.set_offline(True)
    fill_in(page, "A secret of the first")
    code = page.locator("#code").inner_text()
    expect(page.locator("#state")).to_have_text("Answers that wait on this device: 1.")
    page.get_by_role("button", name="Hand over").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    fill_in(page, "A secret of the second")
    page.get_by_role("button", name="Hand over").click()
    page.go_back()
    page.wait_for_load_state()
    shown = page.content() + page.evaluate("[...document.querySelectorAll('input')].map(each => each.value).join()")
    assert "A secret" not in shown
    assert code not in shown

    page.close()
    again = page.context.new_page()
    again.goto(f"/answer/{assessment}/device/?uselang=en")
    expect(again.locator("#state")).to_have_text("Answers that wait on this device: 2.")
    assert run(server, COUNT.format(assessment=assessment)) == "0"
    again.context.set_offline(False)
    expect(again.locator("#state")).to_have_text("Sent just now: 2.")
    again.reload()
    expect(again.locator("#state")).to_be_hidden()
    assert run(server, COUNT.format(assessment=assessment)) == "2"

    again.goto("/answer/take-back/")
    again.get_by_label("Your code").fill(code)
    again.get_by_role("button", name="Delete my answers").click()
    expect(again.get_by_text("Your answers are deleted.")).to_be_visible()
    assert run(server, COUNT.format(assessment=assessment)) == "1"


def test_network_that_answers_with_a_page_of_its_own_takes_nothing_from_the_device(open_page, server, assessment):
    page = open_page(f"/answer/{assessment}/device/?uselang=en")
    page.route("**/send/**", lambda route: route.fulfill(status=200, body="<h1>Welcome to our network</h1>"))
    fill_in(page, "A lamp")
    expect(page.locator("#state")).to_have_text("Answers that wait on this device: 1.")
    page.unroute("**/send/**")
    page.reload()
    expect(page.locator("#state")).to_have_text("Sent just now: 1.")
    assert run(server, COUNT.format(assessment=assessment)) == "1"


def test_full_device_says_so_and_keeps_what_was_typed(open_page, assessment):
    page = open_page("/health/")
    page.add_init_script(NO_ROOM)
    page.goto(f"/answer/{assessment}/device/?uselang=en")
    for box in ("I am 18 or older.", "I have read this, and I want to answer."):
        page.get_by_label(box).check()
    page.locator("#next").click()
    page.locator("#next").click()
    page.get_by_label("Organiser").check()
    page.get_by_label("What do you wish?").fill("A lamp")
    page.locator("#next").click()
    expect(page.locator("#state")).to_contain_text("no room left")
    expect(page.get_by_label("What do you wish?")).to_have_value("A lamp")


def test_language_changes_on_a_device_without_losing_answers(open_page, assessment):
    page = open_page(f"/answer/{assessment}/device/?uselang=en", **PHONE)
    for box in ("I am 18 or older.", "I have read this, and I want to answer."):
        page.get_by_label(box).check()
    page.locator("#next").click()
    page.locator("#next").click()
    page.get_by_label("Organiser").check()
    page.get_by_label("What do you wish?").fill("A lamp")
    page.get_by_role("link", name="العربية").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.get_by_label("منظم")).to_be_checked()
    expect(page.get_by_label("What do you wish?")).to_have_value("A lamp")
    assert wider_than_screen(page) == []


def test_arabic_reader_answers_without_a_script_on_a_small_phone(open_page, server, assessment):
    page = open_page(f"/answer/{assessment}/", java_script_enabled=False, locale="ar", **PHONE)
    assert page.locator("html").get_attribute("dir") == "rtl"
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.locator("main .button").first.click()
    page.locator("#sheet .button").first.click()
    page.get_by_label("محرر").check()
    page.locator("#sheet .button").first.click()
    page.locator("#sheet .button").first.click()
    assert re.fullmatch(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}", page.locator("#code").inner_text())
    assert run(server, COUNT.format(assessment=assessment)) == "1"


def test_whole_framework_in_all_languages_is_small_and_asks_each_person_a_part(open_page, server):
    assessment, *languages = run(server, MAKE_WHOLE).split()
    page = open_page(f"/answer/{assessment}/device/?uselang={languages[0]}")
    documents = [f"{server.address}/answer/{assessment}/device/?uselang={language}" for language in languages]
    parts = page.locator("script[src], link[rel=stylesheet]").evaluate_all(
        "found => found.map(each => each.src || each.href)"
    )
    assert len(languages) == 6
    assert sum(weight(address) for address in (*documents, *parts)) < MOST_BYTES
    cards = page.locator("fieldset.card[data-question]")
    assert cards.count() >= 60
    assert page.locator("fieldset.card[data-question]:not([data-off=yes])").count() == 14


def weight(address: str) -> int:
    """Bytes that travel, as the server compresses them."""
    with urlopen(Request(address, headers={"Accept-Encoding": "gzip"})) as answer:
        return len(answer.read())


@pytest.mark.parametrize(
    "options", [{}, {"locale": "ar", "color_scheme": "dark"}], ids=["light", "dark, right to left"]
)
def test_answering_pages_are_accessible_and_fit_a_small_phone(open_page, assessment, options):
    page = open_page(f"/answer/{assessment}/", bypass_csp=True, **PHONE, **options)
    found = {"start": faults(page)}
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.locator("main .button").first.click()
    found["questions"] = faults(page)
    page.locator("#sheet p.row .button").first.click()
    page.locator("#sheet p.row .button").first.click()
    found["something is missing"] = faults(page)
    page.get_by_role("radio").first.check()
    page.locator("#sheet p.row .button").first.click()
    found["last look"] = faults(page)
    page.locator("#sheet .button").first.click()
    found["thanks"] = faults(page)
    page.goto(f"/answer/{assessment}/device/")
    found["device"] = faults(page)
    page.goto("/answer/take-back/")
    found["take back"] = faults(page)
    assert {name: each for name, each in found.items() if each} == {}


def faults(page: Page) -> list[str]:
    # The button that the Enter key presses is out of sight: no finger looks for it.
    small = [each for each in page.evaluate(SMALL_TARGETS) if "aria-hidden" not in each]
    return [*violations(page), *wider_than_screen(page), *small]
