"""A web server of our own that misbehaves: it loops, hangs, streams without end, and sends people astray."""

from __future__ import annotations

import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = b"<html><head><title>A guide</title></head><body>Welcome.</body></html>"
REDIRECTS = {
    "/loop-a": (302, "/loop-b"),
    "/loop-b": (302, "/loop-a"),
    "/moved": (301, "/page"),
    "/for-now": (302, "/page"),
    "/to-metadata": (302, "http://169.254.169.254/latest/meta-data/"),
    "/to-file": (302, "file:///etc/passwd"),
    "/to-front/of/site": (301, "/"),
    "/to-nowhere": (302, "http://["),
}
STATUSES = {"/gone": 404, "/secret": 403, "/broken": 500, "/busy": 429, "/front": 200, "/": 200}


class Handler(BaseHTTPRequestHandler):
    server: BadServer

    def do_HEAD(self) -> None:
        self.answer(with_body=False)

    def do_GET(self) -> None:
        self.answer(with_body=True)

    def answer(self, *, with_body: bool) -> None:
        self.server.asked[f"{self.command} {self.path}"] += 1
        if self.path == "/robots.txt":
            return self.say(self.server.robots_status, self.server.robots.encode(), "text/plain")
        if self.path in REDIRECTS:
            status, target = REDIRECTS[self.path]
            return self.say(status, b"", location=target)
        if self.path.startswith("/hop-"):
            return self.say(302, b"", location=f"/hop-{int(self.path[5:]) + 1}")
        if self.path == "/hang":
            self.server.ending.wait(20)
            return None
        if self.path == "/endless" and with_body:
            return self.stream()
        if self.path == "/apology":
            return self.say(200, b"<title>Page not found &ndash; Example</title>" if with_body else b"")
        if self.path == "/no-head" and not with_body:
            return self.say(405, b"")
        return self.say(STATUSES.get(self.path, 200), PAGE if with_body else b"")

    def say(self, status: int, body: bytes, kind: str = "text/html; charset=utf-8", location: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if location:
            self.send_header("Location", location)
        if status == 429:
            self.send_header("Retry-After", "3600")
        if self.command != "HEAD":
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def stream(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(10 * 1024**3))
        self.end_headers()
        try:
            while not self.server.ending.is_set():
                self.server.n_streamed += self.wfile.write(b"x" * 65536)
        except OSError:
            return

    def log_message(self, *args: object) -> None:
        """Says nothing."""


class BadServer(ThreadingHTTPServer):
    """``asked`` counts requests by method and path."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: Counter[str] = Counter()
        self.n_streamed = 0
        self.ending = threading.Event()
        self.robots, self.robots_status = "", 404

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hung up is what these tests are about."""
