"""Measures pages in this process: queries, processor time, and what a first visit has to fetch."""

from __future__ import annotations

import gzip
import re
import statistics
import time
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.figures import Figure
from mutirao.accounts.models import User
from mutirao.base import panels

N_RUNS = 20
LIST_QUERIES, LIST_MILLISECONDS = 15, 40
DETAIL_QUERIES, DETAIL_MILLISECONDS = 10, 25
FIRST_VISIT_KILOBYTES = 60
STYLESHEET = re.compile(r'<link rel="stylesheet" href="([^"]+)"')


@dataclass(frozen=True)
class Page:
    """``sort`` is list, detail, or empty for a page that has a bar on its weight only."""

    name: str
    address: str
    sort: str = ""


PAGES = (
    Page("hub", "/"),
    Page("communities, 50", "/communities/", "list"),
    Page("societies, 50", "/societies/", "list"),
    Page("open tasks, 50", "/action-lines/tasks/", "list"),
    Page("people who offer a skill, 50", "/action-lines/people/", "list"),
    Page("sign-ups of an action line, 50", "/action-lines/global-approach/people/?page=2", "list"),
    Page("library, 50 of 20,000", "/library/", "list"),
    Page("library by skill and format, 50", "/library/?skill=training&format=guide", "list"),
    Page("action lines", "/action-lines/"),
    Page("community, a wiki", "/communities/ptwiki/", "detail"),
    Page("community, a group", "/communities/bench-7/", "detail"),
    Page("action line", "/action-lines/global-approach/", "detail"),
    Page("territory", "/societies/BR/", "detail"),
    Page("society", "/societies/BR/pt/", "detail"),
    Page("skill", "/skills/sourcing/", "detail"),
    Page("resource", "/library/bench-7/", "detail"),
    Page("source", "/sources/unicode-cldr/", "detail"),
    Page("skills", "/skills/"),
    Page("sources", "/sources/"),
    Page("recommendation", "/recommendation/"),
    Page("support", "/support/"),
    Page("signing up", "/action-lines/sign-up/"),
    Page("signing in", "/me/sign-in/"),
)
INBOX = Page("inbox", "/me/")


@dataclass(frozen=True)
class Cost:
    """What one page costs a stranger and a person who is signed in; bars are None where nobody set them."""

    page: Page
    n_queries: tuple[int, ...]
    milliseconds: tuple[float, ...]
    queries_bar: int | None
    milliseconds_bar: int | None

    @property
    def is_reached(self) -> bool:
        few = self.queries_bar is None or max(self.n_queries) <= self.queries_bar
        return few and (self.milliseconds_bar is None or max(self.milliseconds) <= self.milliseconds_bar)

    @property
    def row(self) -> str:
        """One line of the table in the document."""
        queries = " · ".join(str(n) for n in self.n_queries)
        milliseconds = " · ".join(f"{each:.1f}" for each in self.milliseconds)
        bars = f"≤ {self.queries_bar}, ≤ {self.milliseconds_bar} ms" if self.queries_bar else "none"
        verdict = ("reached" if self.is_reached else "**not reached**") if self.queries_bar else ""
        return f"| {self.page.name} | {queries} | {milliseconds} | {bars} | {verdict} |"


HEADER = ("| page | queries: stranger · signed in | ms: stranger · signed in | bar | |", "|---|---:|---:|---:|---|")


def measure() -> list[Cost]:
    """Each page, seen by a stranger and by a person who coordinates an action line."""
    person = User.objects.order_by("pk").first()
    assert person is not None
    signed_in = _client()
    signed_in.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return [*(_cost(page, _client(), signed_in) for page in PAGES), _cost(INBOX, signed_in)]


def weigh() -> list[Figure]:
    """Kilobytes of HTML and CSS, compressed, in the language of ours that needs most."""
    figures = []
    for page in PAGES:
        weights = {code: _kilobytes(page, code) for code, _name in settings.LANGUAGES}
        heaviest = max(weights, key=lambda code: weights[code])
        figures.append(Figure(f"{page.name} ({heaviest})", round(weights[heaviest], 1), "kB", FIRST_VISIT_KILOBYTES))
    return figures


def _cost(page: Page, *readers: Client) -> Cost:
    slots: list[int] = []
    original = panels.panels_for

    def counted(slot: str) -> list[panels.Panel]:
        found = original(slot)
        slots.append(len(found))
        return found

    with patch.object(panels, "panels_for", counted):
        _fetch(readers[0], page)
    n_queries, milliseconds = [], []
    for reader in readers:
        _fetch(reader, page)
        with CaptureQueriesContext(connection) as queries:
            _fetch(reader, page)
        n_queries.append(len(queries))
        milliseconds.append(statistics.median(_milliseconds(reader, page) for _ in range(N_RUNS)))
    return Cost(page, tuple(n_queries), tuple(milliseconds), *_bars(page, sum(slots)))


def _bars(page: Page, n_panels: int) -> tuple[int | None, int | None]:
    if page.sort == "list":
        return LIST_QUERIES, LIST_MILLISECONDS
    if page.sort == "detail":
        # One more for each panel.
        return DETAIL_QUERIES + n_panels, DETAIL_MILLISECONDS
    return None, None


def _milliseconds(client: Client, page: Page) -> float:
    began = time.process_time()
    _fetch(client, page)
    return (time.process_time() - began) * 1000


def _fetch(client: Client, page: Page, language: str = "en") -> str:
    answer = client.get(page.address, headers={"accept-language": language})
    if answer.status_code != 200:
        raise SystemExit(f"{page.address} answered {answer.status_code}, so nothing can be measured.")
    return answer.content.decode()


def _kilobytes(page: Page, language: str) -> float:
    html = _fetch(_client(), page, language)
    addresses = STYLESHEET.findall(html)
    styles = [Path(settings.STATIC_ROOT, each.removeprefix(settings.STATIC_URL)).read_bytes() for each in addresses]
    return sum(len(gzip.compress(part, 6)) for part in [html.encode(), *styles]) / 1000


def _client() -> Client:
    return Client(SERVER_NAME="127.0.0.1", raise_request_exception=False)
