"""Following links one after the other: slowly for each server, never twice as often as needed, and to an end."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from typing import Any
from urllib.robotparser import RobotFileParser

import httpcore
import httpx

from mutirao.base import clock
from mutirao.learning.links.addresses import Fault, Guard
from mutirao.learning.links.connecting import GuardedBackend
from mutirao.learning.links.judging import is_same_page, leads_home, rules_in, says_not_found, wait_asked
from mutirao.learning.states import LinkFault, LinkState

ROBOT = "MutiraoLinkCheck"
# Servers that do not know HEAD, or answer it otherwise than GET, are asked again with GET.
DOUBTFUL_TO_HEAD = {400, 403, 404, 405, 406, 410, 500, 501, 503}
REDIRECTS = {301, 302, 303, 307, 308}
FOR_GOOD = {301, 308}
FORBIDDEN = {401, 402, 403, 407, 451}
GONE = {404, 410}
TRY_AGAIN = {LinkFault.TIMED_OUT, LinkFault.NO_CONNECTION, LinkFault.SERVER_ERROR, LinkFault.TOO_BUSY}
FAULT_STATES = {
    LinkFault.NOT_FOUND: LinkState.GONE,
    LinkFault.SOFT_NOT_FOUND: LinkState.GONE,
    LinkFault.LOOP: LinkState.GONE,
    LinkFault.TOO_MANY_HOPS: LinkState.GONE,
    LinkFault.WRONG_ADDRESS: LinkState.GONE,
    LinkFault.FORBIDDEN: LinkState.BLOCKED,
    LinkFault.ROBOTS: LinkState.BLOCKED,
    LinkFault.NOT_PUBLIC: LinkState.BLOCKED,
}


@dataclass(frozen=True)
class Limits:
    """Seconds for one step and for a whole request, bytes of a body, hops, retries, and the pause between requests."""

    connect: float = 10
    read: float = 15
    whole: float = 40
    body: int = 256 * 1024
    hops: int = 5
    retries: int = 2
    pause: float = 2
    longest_pause: float = 30
    longest_wait: float = 60


@dataclass(frozen=True)
class Finding:
    """What came of following ``address``; ``target`` is where it leads now, if that is elsewhere."""

    address: str
    state: LinkState
    fault: LinkFault | None = None
    target: str = ""
    come_back_after: timedelta = timedelta(0)


@dataclass(frozen=True)
class Answer:
    """The end of a chain of redirects; ``moved_for_good`` when each of them says so."""

    url: httpx.URL
    status: int
    headers: dict[str, str]
    body: bytes
    moved_for_good: bool = False

    @property
    def is_page(self) -> bool:
        return self.headers.get("content-type", "").startswith(("text/html", "application/xhtml"))

    @property
    def charset(self) -> str:
        return self.headers.get("content-type", "").lower().partition("charset=")[2].split(";")[0].strip(' "')


@cache
def _trusted() -> ssl.SSLContext:
    # Reading all certificates takes longer than most requests.
    return httpx.create_ssl_context()


@dataclass
class Visitor:
    """Follows links; keeps, for the run, what each server's robots.txt says and when it was last asked."""

    contact: str
    guard: Guard = field(default_factory=Guard)
    limits: Limits = field(default_factory=Limits)
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], float] = time.monotonic
    certificates: Callable[[], ssl.SSLContext] = _trusted
    _robots: dict[str, RobotFileParser | None] = field(default_factory=dict)
    _last_asked: dict[str, float] = field(default_factory=dict)

    def follow(self, address: str) -> Finding:
        """Ask at most three times; raises nothing that a server can cause."""
        for attempt in range(self.limits.retries + 1):
            finding = self._once(address)
            if finding.fault not in TRY_AGAIN or attempt == self.limits.retries:
                break
            wait = max(5.0 * 3**attempt, finding.come_back_after.total_seconds())
            if wait > self.limits.longest_wait:
                break
            self.sleep(wait)
        return finding

    def _once(self, address: str) -> Finding:
        try:
            asked = self.guard.parsed(address)
            answer = self._chain("HEAD", asked)
            if answer.status in DOUBTFUL_TO_HEAD or (answer.status < 300 and answer.is_page):
                # The status of a page says nothing of those that apologise in words.
                answer = self._chain("GET", asked)
        except Fault as fault:
            return self._fault(address, fault.fault)
        return self._judged(address, asked, answer)

    def _judged(self, address: str, asked: httpx.URL, answer: Answer) -> Finding:
        if answer.status in FORBIDDEN:
            return self._fault(address, LinkFault.FORBIDDEN)
        if answer.status == 429 or answer.status == 503:
            asked_wait = wait_asked(answer.headers.get("retry-after", ""), clock.now())
            return self._fault(address, LinkFault.TOO_BUSY, asked_wait)
        if answer.status >= 500:
            return self._fault(address, LinkFault.SERVER_ERROR)
        if answer.status >= 400:
            return self._fault(address, LinkFault.NOT_FOUND)
        if leads_home(asked, answer.url) or (answer.is_page and says_not_found(answer.body, answer.charset)):
            return self._fault(address, LinkFault.SOFT_NOT_FOUND)
        if answer.moved_for_good and not is_same_page(asked, answer.url):
            return Finding(address, LinkState.MOVED, target=str(answer.url))
        return Finding(address, LinkState.WORKS)

    def _fault(self, address: str, fault: LinkFault, come_back_after: timedelta = timedelta(0)) -> Finding:
        state = FAULT_STATES.get(fault, LinkState.FAILING)
        return Finding(address, state, fault, come_back_after=come_back_after)

    def _chain(self, method: str, url: httpx.URL) -> Answer:
        """Every hop is judged anew: what is allowed here may lead to where it is not."""
        seen, is_for_good = {str(url)}, True
        for _hop in range(self.limits.hops + 1):
            if not self._may_ask(url):
                raise Fault(LinkFault.ROBOTS)
            answer = self._ask(method, url)
            if answer.status not in REDIRECTS or "location" not in answer.headers:
                moved = len(seen) > 1 and is_for_good
                return Answer(answer.url, answer.status, answer.headers, answer.body, moved)
            is_for_good = is_for_good and answer.status in FOR_GOOD
            url = self._next(url, answer.headers["location"])
            if str(url) in seen:
                raise Fault(LinkFault.LOOP)
            seen.add(str(url))
        raise Fault(LinkFault.TOO_MANY_HOPS)

    def _next(self, url: httpx.URL, location: str) -> httpx.URL:
        try:
            joined = url.join(location).copy_with(fragment=None)
        except (httpx.InvalidURL, ValueError) as error:
            raise Fault(LinkFault.WRONG_ADDRESS) from error
        return self.guard.parsed(str(joined))

    def _may_ask(self, url: httpx.URL) -> bool:
        """What the server's robots.txt says, read once a run (RFC 9309: none there allows, a fault forbids)."""
        origin = f"{url.scheme}://{url.netloc.decode('ascii')}"
        if origin not in self._robots:
            self._robots[origin] = self._rules_of(httpx.URL(f"{origin}/robots.txt"))
        rules = self._robots[origin]
        if rules is None:
            raise Fault(LinkFault.NO_CONNECTION)
        return rules.can_fetch(ROBOT, str(url))

    def _rules_of(self, url: httpx.URL) -> RobotFileParser | None:
        for _hop in range(self.limits.hops):
            answer = self._ask("GET", url)
            if answer.status >= 500 or answer.status == 429:
                return None
            if answer.status in REDIRECTS and "location" in answer.headers:
                url = self._next(url, answer.headers["location"])
                continue
            return rules_in(answer.body.decode("utf-8", "replace") if answer.status < 300 else "")
        return rules_in("")

    def _pause_for(self, host: str, origin: str) -> None:
        rules = self._robots.get(origin)
        asked = float(rules.crawl_delay(ROBOT) or 0) if rules else 0.0
        pause = min(max(self.limits.pause, asked), self.limits.longest_pause)
        if host in self._last_asked:
            left = self._last_asked[host] + pause - self.now()
            if left > 0:
                self.sleep(left)
        self._last_asked[host] = self.now()

    def _ask(self, method: str, url: httpx.URL) -> Answer:
        self._pause_for(url.host, f"{url.scheme}://{url.netloc.decode('ascii')}")
        backend = GuardedBackend(self.guard, seconds=self.limits.whole)
        timeouts = {"connect": self.limits.connect, "read": self.limits.read, "write": self.limits.read}
        headers: list[tuple[bytes | str, bytes | str]] = [
            ("Host", url.netloc),
            ("User-Agent", f"{ROBOT}/1.0 (checks links of a library; {self.contact})"),
            ("Accept", "*/*"),
            ("Accept-Encoding", "identity"),
        ]
        try:
            with (
                httpcore.ConnectionPool(ssl_context=self.certificates(), network_backend=backend) as pool,
                pool.stream(method, _raw(url), headers=headers, extensions={"timeout": timeouts}) as response,
            ):
                return Answer(url, response.status, _headers(response), self._body(response))
        except httpcore.TimeoutException as error:
            raise Fault(LinkFault.TIMED_OUT) from error
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            raise Fault(LinkFault.NO_CONNECTION) from error

    def _body(self, response: httpcore.Response) -> bytes:
        """The beginning of the body; what is longer than the limit is left unread."""
        body = b""
        for piece in response.iter_stream():
            body += piece
            if len(body) >= self.limits.body:
                break
        return body[: self.limits.body]


def _raw(url: httpx.URL) -> httpcore.URL:
    return httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)


def _headers(response: httpcore.Response) -> dict[str, Any]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
