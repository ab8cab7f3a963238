"""Mutirão in public mode as an operator runs it: the real web server, proxies in front, visitors with cookies."""

from __future__ import annotations

import http.client
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.cookies import Morsel, SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlencode

from mutirao.sources.processes import is_answering, web_command

from .wiki import CLIENT, SECRET, Wiki, running_wiki

HOST = "mutirao.example"
SESSION, TOKEN = "__Host-session", "__Host-csrf"
PATIENCE_SECONDS = 60


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    text: str

    @property
    def location(self) -> str:
        return self.headers["Location"] or ""

    @property
    def cookies(self) -> dict[str, Morsel[str]]:
        return {
            name: morsel
            for line in self.headers.get_all("Set-Cookie", [])
            for name, morsel in SimpleCookie(line).items()
        }


@dataclass
class Visitor:
    """A browser reduced to what matters here: an address, cookies that are sent back, headers of its own."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    # The token of forms by the cookie that it belongs to; it changes at sign-in.
    tokens: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> Answer:
        return self._send("GET", path, None, headers)

    def post(self, path: str, form: dict[str, str], **headers: str) -> Answer:
        """With the token that every page with a form holds."""
        if self.cookies.get(TOKEN, "") not in self.tokens:
            token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.get("/me/sign-in/").text)
            self.tokens[self.cookies[TOKEN]] = token[1] if token else ""
        body = urlencode({"csrfmiddlewaretoken": self.tokens[self.cookies[TOKEN]], **form})
        sent = {"Content-Type": "application/x-www-form-urlencoded", "Referer": f"https://{HOST}/", **headers}
        return self._send("POST", path, body, sent)

    def _send(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, {"Host": HOST, "Cookie": cookie, **self.headers, **named})
        found = connection.getresponse()
        answer = Answer(found.status, found.headers, found.read().decode())
        connection.close()
        self.cookies |= {name: morsel.value for name, morsel in answer.cookies.items()}
        return answer


class Proxy(ThreadingHTTPServer):
    """Does what docs/settings.md asks of a proxy, and nothing else."""

    daemon_threads = True

    def __init__(self, target: int, *, speaks_https: bool) -> None:
        super().__init__(("127.0.0.1", 0), ProxyHandler)
        self.target, self.speaks_https = target, speaks_https


class ProxyHandler(BaseHTTPRequestHandler):
    server: Proxy

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name: value for name, value in self.headers.items() if "_" not in name}
        # Each visitor of the tests says in Visitor-Address who they are; on the network the proxy would know.
        visitor = headers.pop("Visitor-Address", "127.0.0.1")
        headers["X-Forwarded-For"] = ", ".join(filter(None, [headers.get("X-Forwarded-For"), visitor]))
        if self.server.speaks_https:
            headers["X-Forwarded-Proto"] = "https"
        connection = http.client.HTTPConnection("127.0.0.1", self.server.target, timeout=30)
        connection.request(self.command, self.path, body, headers)
        answer = connection.getresponse()
        content = answer.read()
        self.send_response_only(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in {"connection", "transfer-encoding"}:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)
        connection.close()

    do_POST = do_GET  # noqa: N815 the server's name for it

    def log_message(self, *args: object) -> None:
        """Tests are quiet."""


@dataclass(frozen=True)
class PublicServer:
    """``port`` is the outermost proxy's, ``own_port`` what no visitor reaches directly."""

    port: int
    own_port: int
    wiki: Wiki


@contextmanager
def running_proxy(target: int, *, speaks_https: bool) -> Iterator[int]:
    proxy = Proxy(target, speaks_https=speaks_https)
    thread = threading.Thread(target=proxy.serve_forever, daemon=True)
    thread.start()
    try:
        yield proxy.server_port
    finally:
        proxy.shutdown()
        thread.join()
        proxy.server_close()


@contextmanager
def running_public_server(var: Path, *, n_proxies: int) -> Iterator[PublicServer]:
    """Everything there is in public mode but the facts; ends with the block."""
    with ExitStack() as stack:
        wiki = stack.enter_context(running_wiki())
        own_port = free_port()
        settings = {
            **{name: value for name, value in os.environ.items() if not name.startswith("MUTIRAO_")},
            "MUTIRAO_MODE": "public",
            "MUTIRAO_VAR": str(var),
            "MUTIRAO_SECRET_KEY": "a key of the tests, " * 4,
            "MUTIRAO_HOSTS": HOST,
            "MUTIRAO_TRUSTED_PROXIES": str(n_proxies),
            "MUTIRAO_OAUTH_CLIENT": CLIENT,
            "MUTIRAO_OAUTH_SECRET": SECRET,
            "MUTIRAO_OAUTH_BASE": wiki.address,
            "MUTIRAO_CONTACT": f"https://{HOST}/contact",
            "MUTIRAO_SOURCE_CODE": f"https://{HOST}/source",
        }
        for command in (["migrate", "--verbosity=0"], ["collectstatic", "--noinput", "--verbosity=0"]):
            subprocess.run([sys.executable, "-m", "mutirao.cli", *command], env=settings, check=True)
        process = subprocess.Popen(web_command("127.0.0.1", own_port, 1), env=settings)
        stack.callback(process.wait)
        stack.callback(process.terminate)
        wait_for(own_port, process)
        port = own_port
        for number in range(n_proxies):
            port = stack.enter_context(running_proxy(port, speaks_https=number == 0))
        yield PublicServer(port, own_port, wiki)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if is_answering("127.0.0.1", port, host=HOST):
            return
        time.sleep(0.1)
    raise AssertionError("the server in public mode does not answer")
