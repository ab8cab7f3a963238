"""The frame links to what exists, and to nothing else."""

import pytest
from django.test import Client
from tests.facts.content import DATA

from mutirao.portal import menu
from mutirao.portal.menu import Section
from mutirao.sources.loading import load_files, loader_named


@pytest.fixture(autouse=True)
def look_anew() -> None:
    menu._exists.cache_clear()


@pytest.mark.django_db
def test_every_link_of_the_frame_opens(client: Client) -> None:
    load_files(loader_named("promises"), {"promises.csv": DATA / "promises.csv"})
    addresses = {entry.section.address for entries in menu.menu("/").values() for entry in entries}
    page = client.get("/glossary/").text

    assert [address for address in addresses if f'href="{address}"' not in page] == []
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)


def test_a_section_without_an_address_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(menu, "FIRST", (Section("/skills/", "Skills"), Section("/not-yet/", "Not yet")))

    assert [entry.section.address for entry in menu.menu("/")["menu_first"]] == ["/skills/"]


@pytest.mark.django_db
def test_the_page_that_is_open_is_marked_once(client: Client) -> None:
    page = client.get("/skills/").text

    assert page.count('href="/skills/" aria-current="page"') == page.count('aria-current="page"') == 1


def test_no_place_stands_twice_in_the_header() -> None:
    addresses = [section.address for section in (*menu.FIRST, *menu.MORE)]
    assert len(addresses) == len(set(addresses))
