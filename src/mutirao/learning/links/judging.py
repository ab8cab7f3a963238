"""What an answer means: pages that say "not found" with a friendly status, and how long a server asks us to wait."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from html import unescape
from urllib.robotparser import RobotFileParser

import httpx

# Bounded: a page of nothing but beginnings of titles would keep us for an hour.
TITLE = re.compile(r"<title[^>]{0,200}>(.{0,1000}?)</title", re.IGNORECASE | re.DOTALL)
# In the title of a page, these say that there is none.
NOT_FOUND = re.compile(
    r"\b404\b|(page|file|document|course|content|site) (was |is |could |can )?(not|no longer) (be )?"
    r"(found|available|exist)"
    r"|no such (page|file)|page (does not|doesn.t|no longer) exist|not found"
    r"|p[áa]gina n[ãa]o encontrada|p[áa]gina no encontrada|page introuvable|seite nicht gefunden"
    r"|الصفحة غير موجودة|لم يتم العثور|पृष्ठ नहीं मिला|page non trouv[ée]e|pagina non trovata|страница не найдена",
    re.IGNORECASE,
)
LONGEST_TITLE = 300


def says_not_found(body: bytes, charset: str) -> bool:
    """Whether the title of the page says that the page is not there."""
    try:
        text = body.decode(charset or "utf-8", "replace")
    except (LookupError, ValueError):
        # Some names stand for what is no alphabet, such as idna, and raise whatever they are asked.
        text = body.decode("utf-8", "replace")
    found = TITLE.search(text)
    return bool(found and NOT_FOUND.search(unescape(found.group(1))[:LONGEST_TITLE]))


def rules_in(text: str) -> RobotFileParser:
    """What a robots.txt says, without the lines that cannot be read."""
    rules = RobotFileParser()
    rules.parse([line for line in text.splitlines() if _is_readable(line)])
    return rules


def leads_home(asked: httpx.URL, reached: httpx.URL) -> bool:
    """Whether a page deep in a site now only leads to a front page: the usual way to hide that it is gone."""
    was_deep = len([part for part in asked.path.split("/") if part]) > 0
    is_front = reached.path in {"", "/", "/index.html", "/index.php"} and not reached.query
    return was_deep and is_front


def is_same_page(asked: httpx.URL, reached: httpx.URL) -> bool:
    """Whether the two differ only by scheme, www or a closing slash: nothing that a reader would call moved."""
    return _plain(asked) == _plain(reached)


def wait_asked(header: str, now: datetime) -> timedelta:
    """What ``Retry-After`` asks for, in seconds or as a date; nothing when it is neither."""
    if header.isascii() and header.isdigit() and len(header) < 10:
        return timedelta(seconds=int(header))
    try:
        when = parsedate_to_datetime(header)
    except ValueError:
        return timedelta(0)
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(when - now, timedelta(0))


def _plain(url: httpx.URL) -> tuple[str, str, bytes]:
    return url.host.removeprefix("www."), url.path.rstrip("/"), url.query


def _is_readable(line: str) -> bool:
    alone = RobotFileParser()
    try:
        alone.parse(["User-agent: *", line])
        float(alone.crawl_delay("*") or 0)
    except (ValueError, OverflowError):
        return False
    return True
